# All slopes listed. The limits: between every two neighbouring slopes the test of y - d x against x is tried, and they are
# the last slope below which it sees a rise and the first above which a fall. S and p: cor.test by Kendall.

slopes_of <- function(x, y) {
  dx <- outer(x, x, "-")
  sort((outer(y, y, "-") / dx)[lower.tri(dx) & dx != 0])
}

case <- function(name, x, y, level = 0.95) {
  n <- length(x)
  s <- sum(sign(outer(x, x, "-")) * sign(outer(y, y, "-"))) / 2
  ties <- anyDuplicated(x) > 0 || anyDuplicated(y) > 0
  slopes <- slopes_of(x, y)
  many <- length(slopes)
  exact <- !ties && n < 50
  t <- as.numeric(table(x))
  sigma <- sqrt((n * (n - 1) * (2 * n + 5) - sum(t * (t - 1) * (2 * t + 5))) / 18)
  # p of a slope d that so many slopes are above, continuity corrected where normal: S moves by 2.
  p_of <- function(above) {
    if (exact) return(min(1, 2 * .Call(stats:::C_pKendall, min(above, many - above), n)))
    2 * pnorm(-pmax(0, abs(2 * above - many) - 1) / sigma)
  }
  w <- unique(slopes)
  if (length(w) == 1) between <- w + c(-1, 1) else between <- c(w[1] - 1, (head(w, -1) + tail(w, -1)) / 2, w[length(w)] + 1)
  above <- if (many < 5000) sapply(between, function(d) sum(slopes > d)) else rev(c(0, cumsum(rev(tabulate(match(slopes, w))))))
  seen <- sapply(above, p_of) <= (1 - level) * (1 + 1e-12)
  rise <- which(seen & 2 * above > many)
  fall <- which(seen & 2 * above < many)
  told <- length(rise) > 0
  r <- suppressWarnings(cor.test(x, y, method = "kendall"))
  p <- if (length(unique(y)) == 1) 1 else if (exact) p_of((many + s) / 2) else r$p.value
  list(
    name = name, input = list(x = values(x), y = values(y), level = level),
    result = list(method = "theil-sen", exact = exact, statistic = s, estimate = median(slopes),
                  low = if (told) w[max(rise)], high = if (told) w[min(fall) - 1], p = p, n = n)
  )
}

set.seed(20284)
x <- rnorm(400); y <- 0.5 * x + rnorm(400)
dose <- rep(1:4, c(6, 7, 5, 6))
write_reference("theil-sen", list(
  case("two", c(1, 2), c(3, 5)),
  case("three", c(1, 2, 3), c(2, 1, 3)),
  case("five, rising", 1:5, c(1, 3, 4, 8, 9)),
  case("six, rising", 1:6, c(1, 3, 4, 8, 9, 15)),
  case("on a line", 1:8, 3 * (1:8) - 2),
  case("y all equal", 1:8, rep(2, 8)),
  case("x of two values", c(0, 0, 1, 1), c(1, 3, 4, 4.5)),
  case("3 against 12", rep(0:1, c(3, 12)), y[1:15]),
  case("24", x[1:24], y[1:24]),
  case("24, reversed", -x[1:24], y[1:24]),
  case("24, level 0.8", x[1:24], y[1:24], 0.8),
  case("24, level 0.9999", x[1:24], y[1:24], 0.9999),
  case("24, y in 1e-12", x[1:24], y[1:24] * 1e-12),
  case("24 of four doses", dose, y[1:24] + dose / 4),
  case("24 of one decimal", round(x[1:24], 1), round(y[1:24], 1)),
  case("24 with a tie in y", x[1:24], c(y[1:23], y[1])),
  case("zeros", c(0, 0, 0, 1, 2, -1, 0, 3), c(0, 0, 1, 0, 2, -2, 0, 0)),
  case("offset with zeros", c(0, 1e9 + c(0.5, 1.5, 2.25, 8, -3)), c(0, 0, 1e9 + c(-0.5, 1, 0.75, 2))),
  case("49", x[1:49], y[1:49]),
  case("50", x[1:50], y[1:50]),
  case("400", x, y),
  case("400 of one decimal", round(x, 1), round(y, 1))
))

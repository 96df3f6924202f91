# cor.test by Spearman; the statistic is the sum of squared differences of midranks, the interval by the formula of Bonett
# and Wright. Where R's approximation gives a p below 0.001, R falls to 0; there the reference is what the page says,
# written again in R: all orders counted up to 14 without ties, else the type II curve with the moments over all orders.

squares <- function(n) { # how many orders have each sum of squared differences 0, 1, 2 ... up to its mean
  size <- (n^3 - n) / 6
  ways <- list("0" = c(1, numeric(size)))
  for (place in 1:n) {
    further <- list()
    for (key in names(ways)) {
      set <- as.integer(key)
      for (rank in setdiff(1:n, which(bitwAnd(set, bitwShiftL(1L, 0:(n - 1))) > 0))) {
        square <- (place - rank)^2
        to <- as.character(bitwOr(set, bitwShiftL(1L, rank - 1L)))
        more <- c(numeric(square), head(ways[[key]], size + 1 - square))
        further[[to]] <- if (is.null(further[[to]])) more else further[[to]] + more
      }
    }
    ways <- further
  }
  ways[[1]]
}
counts <- lapply(setNames(nm = c(10:12, 14)), function(n) squares(n))

orders <- function(n) {
  p <- as.matrix(expand.grid(rep(list(1:n), n)))
  p[apply(p, 1, function(v) !anyDuplicated(v)), ]
}
stopifnot(identical(squares(6), as.numeric(tabulate(apply(orders(6), 1, function(v) sum((v - 1:6)^2)) + 1, 36))))

peaked <- function(x) {
  n <- length(x)
  m <- function(k) mean((x - mean(x))^k)
  n^2 * ((n + 1) * m(4) - 3 * (n - 1) * m(2)^2) / ((n - 1) * (n - 2) * (n - 3)) / (n * m(2) / (n - 1))^2
}
fourth <- function(x, y) {
  n <- length(x)
  3 / (n^2 - 1) * (1 + (n - 2) * (n - 3) / (3 * n * (n - 1)^2) * peaked(x) * peaked(y))
}
curve_p <- function(rho, x, y) {
  n <- length(x)
  excess <- fourth(x, y) * (n - 1)^2 - 3
  if (!isTRUE(excess < 0)) return(NULL)
  a <- -3 / excess - 1.5
  2 * pbeta((1 - abs(rho) / sqrt((2 * a + 1) / (n - 1))) / 2, a, a)
}
for (lists in list(list(1:6, 1:6), list(c(1, 1, 2, 3, 4, 9), c(2, 2, 2, 5, 6, 6)))) {
  r <- apply(orders(6), 1, function(v) cor(lists[[1]], lists[[2]][v]))
  stopifnot(all.equal(mean(r^4), fourth(lists[[1]], lists[[2]]), tolerance = 1e-12))
}

case <- function(name, x, y, level = 0.95) {
  n <- length(x)
  r <- suppressWarnings(cor.test(x, y, method = "spearman"))
  rho <- unname(r$estimate)
  ties <- anyDuplicated(x) > 0 || anyDuplicated(y) > 0
  s <- sum((rank(x) - rank(y))^2)
  exact <- !ties && n <= 9
  p <- r$p.value
  if (!exact && p < 0.001) {
    exact <- !ties && n <= 14
    if (exact) {
      ways <- counts[[as.character(n)]]
      p <- 2 * sum(ways[1 + 0:min(s, (n^3 - n) / 3 - s)]) / factorial(n)
    } else {
      # lgamma, lest the factorials overflow; and R's t, where rounding left its rho short of 1, is 0 as it should.
      groups <- function(...) sum(lfactorial(table(...)))
      seen <- exp(groups(x) + groups(y) - sum(lfactorial(table(paste(x, y)))) - lfactorial(n))
      p <- max(seen, min(0.001, c(curve_p(rho, rank(x), rank(y)), if (abs(rho) > 1 - 1e-12) 0 else p)[1]))
    }
  }
  told <- n > 3 && abs(rho) < 1 - 1e-12
  reach <- if (told) qnorm((1 - level) / 2, lower.tail = FALSE) * sqrt((1 + rho^2 / 2) / (n - 3))
  list(
    name = name, input = list(x = values(x), y = values(y), level = level),
    result = list(method = "spearman", exact = exact, statistic = s, estimate = rho,
                  low = if (told) tanh(atanh(rho) - reach), high = if (told) tanh(atanh(rho) + reach), p = p, n = n)
  )
}

set.seed(20282)
x <- rnorm(1500); y <- 0.4 * x + rnorm(1500)
response <- rep(c(4, 3, 2, 1, 0), c(20, 12, 6, 8, 3))[order(sin(1:49))]
swapped <- function(n, i) { v <- 1:n; v[i + 0:1] <- v[i + 1:0]; v }
write_reference("spearman", list(
  case("two, rising", c(1, 2), c(3, 5)),
  case("two, falling", c(1, 2), c(5, 3)),
  case("three", c(1, 2, 3), c(2, 1, 3)),
  case("three with a tie", c(1, 1, 2), c(1, 2, 3)),
  case("three with the same tie", c(1, 1, 2), c(3, 3, 4)),
  case("three with the same tie, falling", c(1, 1, 2), c(4, 4, 3)),
  case("four, rising", 1:4, c(1, 3, 5, 9)),
  case("five with the same ties", c(1, 1, 2, 3, 3), c(1, 1, 2, 3, 3)),
  case("nine", x[1:9], y[1:9]),
  case("nine, rising", 1:9, (1:9)^2),
  case("nine, falling", 1:9, -(1:9)),
  case("nine with a tie", c(x[1:8], x[1]), y[1:9]),
  case("ten", x[1:10], y[1:10]),
  case("ten, level 0.8", x[1:10], -y[1:10], 0.8),
  case("ten, rising", 1:10, (1:10)^3),
  case("ten, rho 0.94, where R's p is 0", 1:10, c(1, 2, 3, 4, 7, 5, 6, 8, 10, 9)),
  case("ten, two swapped", 1:10, -swapped(10, 4)),
  case("eleven", x[11:21], y[11:21]),
  case("twelve, near", 1:12, c(3, 1, 2, 4, 6, 5, 9, 7, 8, 11, 10, 12)),
  case("fourteen, near", 1:14, c(3, 1, 2, 4, 6, 5, 9, 7, 8, 14, 10, 11, 13, 12)),
  case("fifteen, near", 1:15, c(3, 1, 2, 4, 6, 5, 9, 7, 8, 15, 10, 11, 13, 12, 14)),
  case("fifteen, rising", 1:15, 1:15),
  case("twenty, rising", 1:20, 1:20),
  case("no association", c(1, 2, 3, 4), c(2, 4, 1, 3)),
  case("no association, ten", 1:10, c(10, 2, 5, 6, 7, 1, 4, 8, 3, 9)),
  case("24", x[1:24], y[1:24]),
  case("24, reversed", -x[1:24], y[1:24]),
  case("24, in 1e-12", x[1:24] * 1e-12, 1 + y[1:24] * 1e-12),
  case("24, of one decimal", round(x[1:24], 1), round(y[1:24], 1)),
  case("24, of one decimal, near", round(x[1:24], 1), round(x[1:24] + y[1:24] / 4, 1)),
  case("zeros", c(0, 0, 0, 1, 2, -1, 0, 3), c(0, 0, 1, 0, 2, -2, -0, 0)),
  case("offset with zeros", c(0, 1e9 + c(0.5, 1.5, 2.25, 8, -3)), c(0, 0, 1e9 + c(-0.5, 1, 0.75, 2))),
  case("3 against 12", rep(0:1, c(3, 12)), y[1:15]),
  case("one against twelve", rep(0:1, c(1, 12)), y[1:13]),
  case("ten against ten, apart", rep(0:1, c(10, 10)), 1:20),
  case("few far off in both", c(numeric(27), 1, 2, 3), c(numeric(27), 2, 1, 3)),
  case("few far off in both, not the same", c(numeric(27), 1, 2, 3), c(1, numeric(26), 2, 0, 3)),
  case("49 of five responses", response, y[1:49] + response / 2),
  case("49 of five responses, the same", response, response),
  case("50", x[1:50], y[1:50]),
  case("50, rho 0.76, where R's p is 0", 1:50, rank(1:50 + 26 * sin(10 * (1:50)))),
  case("50, falling", 1:50, 50:1),
  case("72, level 0.99", x[1:72], y[1:72], 0.99),
  case("1000", x[1:1000], y[1:1000]),
  case("1290, weak", x[1:1290], x[1:1290] * 0.02 + y[1290:1]),
  case("1291, weak", x[1:1291], x[1:1291] * 0.02 + y[1291:1]),
  case("1500 of one decimal, weak", round(x, 1), round(x * 0.02 + rev(y), 1))
))

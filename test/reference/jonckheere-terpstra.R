# By the formula of Hollander and Wolfe; exact by dwilcox of each group against all before, convolved. Both are held
# against all arrangements listed. Estimate and interval: survival::concordance of the group's place.
suppressPackageStartupMessages(library(survival))

pairs_above <- function(group, x) sum(outer(group, group, "<") * (outer(x, x, "<") + outer(x, x, "==") / 2))

moments <- function(group, x) {
  n <- length(x)
  k <- as.numeric(table(group)); t <- as.numeric(table(x))
  a <- n * (n - 1) * (2 * n + 5) - sum(k * (k - 1) * (2 * k + 5)) - sum(t * (t - 1) * (2 * t + 5))
  b <- sum(k * (k - 1) * (k - 2)) * sum(t * (t - 1) * (t - 2))
  c <- sum(k * (k - 1)) * sum(t * (t - 1))
  list(mean = (n^2 - sum(k^2)) / 4,
       var = a / 72 + (if (n > 2) b / (36 * n * (n - 1) * (n - 2)) else 0) + c / (8 * n * (n - 1)))
}

null_of <- function(sizes) { # P(J = 0), P(J = 1) ...
  probability <- 1
  for (i in seq_along(sizes)[-1]) {
    before <- sum(sizes[seq_len(i - 1)])
    more <- dwilcox(0:(before * sizes[i]), before, sizes[i])
    sums <- numeric(length(probability) + length(more) - 1)
    for (j in seq_along(more)) sums[j - 1 + seq_along(probability)] <- sums[j - 1 + seq_along(probability)] + more[j] * probability
    probability <- sums
  }
  probability
}

arranged <- function(group) { # all distinct arrangements of the groups
  if (length(unique(group)) == 1) return(matrix(group, 1))
  do.call(rbind, lapply(unique(group), function(g) {
    rest <- group[-match(g, group)]
    cbind(g, arranged(rest), deparse.level = 0)
  }))
}
for (x in list(1:7, c(1, 1, 2, 3, 3, 3, 4), rep(c(1, 2), c(3, 4)))) {
  group <- c(1, 1, 2, 2, 2, 3, 3)
  all <- apply(arranged(group), 1, pairs_above, x = x)
  stopifnot(length(all) == 210, all.equal(mean(all), moments(group, x)$mean),
            all.equal(mean((all - mean(all))^2), moments(group, x)$var, tolerance = 1e-12))
  if (!anyDuplicated(x)) stopifnot(all.equal(tabulate(all + 1, 17) / 210, null_of(c(2, 3, 2)), tolerance = 1e-12))
}

case <- function(name, ..., level = 0.95) {
  groups <- list(...)
  group <- rep(seq_along(groups), lengths(groups))
  x <- unlist(groups)
  j <- pairs_above(group, x)
  m <- moments(group, x)
  pairs <- 2 * m$mean
  exact <- !anyDuplicated(x) && length(x) <= 100
  if (exact) {
    p <- min(1, 2 * sum(null_of(lengths(groups))[1 + 0:min(j, pairs - j)]))
  } else p <- if (m$var < 1e-9) 1 else 2 * pnorm(-abs(j - m$mean) / sqrt(m$var))
  r <- concordance(group ~ x)
  se <- sqrt(r$var)
  told <- se > 1e-15
  reach <- qnorm((1 - level) / 2, lower.tail = FALSE) * se
  stopifnot(all.equal(unname(r$concordance), j / pairs))
  list(
    name = name, input = list(groups = lapply(unname(groups), values), level = level),
    result = list(method = "jonckheere-terpstra", exact = exact, statistic = j, estimate = j / pairs,
                  low = if (told) max(0, j / pairs - reach), high = if (told) min(1, j / pairs + reach), p = p, n = length(x))
  )
}

set.seed(20283)
x <- rnorm(600)
write_reference("jonckheere-terpstra", list(
  case("one value each", 1, 2),
  case("three of one value", 1, 2, 3),
  case("one equal value each", 2, 2, 2),
  case("all equal", rep(1, 4), rep(1, 3), rep(1, 5)),
  case("two groups, 3 against 12", x[1:3], x[4:15]),
  case("two groups, 3 against 12 with ties", c(1, 2, 3), c(1, 1, 2, 0, -1, 4, 3, 3, 0, 0, 1, 2)),
  case("three, rising throughout", c(1, 2, 3), c(4, 5, 6), c(7, 8)),
  case("three, falling throughout", c(7, 8), c(4, 5, 6), c(1, 2, 3)),
  case("three", x[1:6], x[7:15] + 0.4, x[16:24] + 0.8),
  case("three, reversed", -x[1:6], -x[7:15] - 0.4, -x[16:24] - 0.8),
  case("three, in 1e-12", 1e-12 * x[1:6], 1e-12 * (x[7:15] + 0.4), 1e-12 * (x[16:24] + 0.8)),
  case("three, of one decimal", round(x[1:6], 1), round(x[7:15] + 0.4, 1), round(x[16:24] + 0.8, 1)),
  case("a group of one", x[1], x[2:9], x[10:20], level = 0.8),
  case("zeros", c(0, 0, 1.5, -0.5), c(2, 0, 1), c(0, -1, 0, 0, 0.5, 3)),
  case("offset with zeros", c(0, 1e9 + c(0.5, 1.5)), c(0, 1e9 + 2), 1e9 + c(-0.5, 1, 0.75, 2, -4)),
  case("five responses", x[1:20], x[21:32], x[33:38] + 0.6, x[39:46] + 0.6, x[47:49] + 1),
  case("five responses, far apart", x[1:20], x[21:32] + 9, x[33:38] + 18, x[39:46] + 27, x[47:49] + 36),
  case("five responses with ties", round(x[1:20]), round(x[21:32]), round(x[33:38] + 0.6), round(x[39:46] + 0.6), round(x[47:49] + 1)),
  case("ten of ten", x[1:10], x[11:20], x[21:30], x[31:40], x[41:50], x[51:60], x[61:70], x[71:80], x[81:90], x[91:100]),
  case("101", x[1:40], x[41:80], x[81:101] + 0.2),
  case("600", x[1:200], x[201:450] + 0.1, x[451:600] + 0.2),
  case("600 of one decimal", round(x[1:200], 1), round(x[201:450], 1), round(x[451:600] + 0.2, 1))
), "survival")

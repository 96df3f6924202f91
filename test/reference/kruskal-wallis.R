# kruskal.test. Its statistic is a difference of two large sums, so the one written is the same formula by deviations from the mean
# rank, and they are compared; the estimate is the R squared of the ranks by group.

case <- function(name, ...) {
  groups <- list(...)
  x <- unlist(groups)
  g <- factor(rep(seq_along(groups), lengths(groups)))
  r <- rank(x)
  n <- length(x)
  between <- sum(tapply(r, g, function(each) length(each) * (mean(each) - (n + 1) / 2)^2))
  tied <- table(x)
  h <- 12 * between / (n * (n + 1)) / (1 - sum(tied^3 - tied) / (n^3 - n))
  share <- h / (n - 1)
  if (length(tied) == 1) h <- share <- 0 # R divides 0 by 0
  else {
    k <- kruskal.test(groups)
    squares <- suppressWarnings(summary(lm(r ~ g))$r.squared)
    stopifnot(abs(h - k$statistic) < 1e-10, abs(share - squares) < 1e-12, k$parameter == length(groups) - 1)
  }
  list(
    name = name, input = list(groups = lapply(groups, values)),
    result = list(method = "kruskal-wallis", exact = FALSE, statistic = h, estimate = share, low = NULL, high = NULL,
                  p = pchisq(h, length(groups) - 1, lower.tail = FALSE), n = n)
  )
}

set.seed(20272)
x <- rnorm(1000)
write_reference("kruskal-wallis", list(
  case("one value each", 2, 1),
  case("one equal value each", 2, 2),
  case("all equal", rep(1, 5), rep(1, 7), 1),
  case("constants", rep(1, 5), rep(2, 7), rep(3, 2)),
  case("equal rank sums", c(1, 4), c(2, 3)),
  case("3 against 12", x[1:3], x[4:15]),
  case("2, 3 and 4", c(1, 2.5), c(0, 3, 7), c(8, 9, 2, 4)),
  case("2, 3 and 4, reversed", -c(1, 2.5), -c(0, 3, 7), -c(8, 9, 2, 4)),
  case("zeros", c(0, 0, 1.5), c(0, -1), c(0, 2, 3, 0)),
  case("offset with zeros", c(0, 1e9 + c(0.5, 1.5)), c(0, 0, 1e9 + c(-0.5, 1)), 1e9 + c(0.5, 7)),
  case("in 1e-12", x[1:7] * 1e-12, x[8:20] * 1e-12, x[21:24] * 1e-12),
  case("five groups with ties", round(x[1:9], 1), round(x[10:30], 1), round(x[31:40], 1), round(x[41:60], 1), round(x[61:72], 1)),
  case("apart", x[1:200], x[201:500] + 8, x[501:1000] + 16),
  case("1000 in four", x[1:100], x[101:300], x[301:600], x[601:1000])
))

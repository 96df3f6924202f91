# binom.test; its limits by qbeta, here with a Newton's step on pbeta, the upper one from the upper tail.

limit <- function(p, a, b, lower = TRUE) {
  x <- qbeta(p, a, b, lower.tail = lower)
  x - (pbeta(x, a, b, lower.tail = lower) - p) / dbeta(x, a, b) * (if (lower) 1 else -1)
}
case <- function(k, n, level = 0.95) {
  alpha <- 1 - level
  r <- binom.test(k, n, conf.level = level)
  low <- if (k == 0) 0 else limit(alpha / 2, k, n - k + 1)
  high <- if (k == n) 1 else limit(alpha / 2, k + 1, n - k, FALSE)
  stopifnot(all.equal(c(low, high), r$conf.int[1:2], tolerance = 1e-9))
  list(name = paste0(k, " of ", n, ", level ", level), input = list(successes = k, n = n, level = level),
       result = list(estimate = k / n, low = low, high = high, n = n))
}

write_reference("clopper-pearson", list(
  case(0, 1), case(1, 1), case(0, 5), case(5, 5), case(1, 5), case(6, 7), case(0, 24, 0.99), case(23, 24), case(12, 24, 0.8),
  case(49, 72), case(41, 49), case(24, 72), case(4, 72), case(65, 164), case(17, 162), case(1, 1000), case(999, 1000),
  case(500, 1000, 0.999999), case(3, 10000), case(5000, 10000), case(1, 24, 0.1)
))

# cor.test. r near 1 keeps no digits of 1 - r, nor cor.test's statistic then: what is written comes from the same formulas with 1 - r
# and 1 + r as half the sums of squares of u - v and u + v, and is compared with cor.test.

case <- function(name, x, y, level = 0.95) {
  n <- length(x)
  unit <- function(v) { v <- v - mean(v); v / sqrt(sum(v^2)) }
  u <- unit(x); v <- unit(y)
  apart <- sum((u - v)^2) / 2; opposed <- sum((u + v)^2) / 2
  r <- suppressWarnings(cor.test(x, y, conf.level = level))
  line <- min(apart, opposed) < 1e-27
  t <- if (!line) sum(u * v) * sqrt((n - 2) / (apart * opposed))
  reach <- if (n > 3) qnorm((1 - level) / 2, lower.tail = FALSE) / sqrt(n - 3)
  limits <- if (n > 3 && !line) as.list(tanh(log(opposed / apart) / 2 + c(-reach, reach))) else list(NULL, NULL)
  if (!line) {
    stopifnot(all.equal(t, unname(r$statistic), tolerance = 1e-6), abs(sum(u * v) - r$estimate) < 1e-14)
    if (n > 3) stopifnot(all.equal(unlist(limits), r$conf.int[1:2], tolerance = 1e-8))
  }
  list(
    name = name, input = list(x = values(x), y = values(y), level = level),
    result = list(method = "pearson", exact = FALSE, statistic = t, estimate = unname(r$estimate), low = limits[[1]], high = limits[[2]],
                  p = if (!line) 2 * pt(-abs(t), n - 2), n = n)
  )
}

set.seed(20273)
x <- rnorm(1000); y <- x / 3 + rnorm(1000)
write_reference("pearson", list(
  case("3 pairs", c(1, 2, 3), c(2, 1, 3)),
  case("4 pairs", c(1, 2, 3, 4), c(2, 1, 4, 3)),
  case("4 pairs, no correlation", c(-1, 1, -1, 1), c(-1, -1, 1, 1)),
  case("on a line", c(1, 2, 4, 8), c(3, 5, 9, 17)),
  case("on a falling line, not to the bit", c(0.1, 0.2, 0.3, 0.7), c(-0.3, -0.6, -0.9, -2.1)),
  case("three on a line", c(1, 2, 3), c(6, 4, 2)),
  case("ties", c(1, 1, 2, -1, 3, 3), c(1, 1, 2, 2, 0, 4)),
  case("zeros", c(0, 0, 1.5, -0.25, 2.5), c(0, 0, 0, 1, 0)),
  case("offset with zeros", c(0, 1e9 + c(0.25, -0.5, 1)), c(0, 0, 1e9 + c(0.5, 2.25))),
  case("large offset", 1e9 + c(0.25, -0.5, 1, 2.75), 1e9 + c(-3.5, 4.25, 2, 1.5)),
  case("24 pairs", x[1:24], y[1:24]),
  case("24 pairs, one reversed", x[1:24], -y[1:24]),
  case("24 pairs, in 1e-12 and 1e12", x[1:24] * 1e-12, y[1:24] * 1e12),
  case("24 pairs, level 0.8", x[1:24], y[1:24], 0.8),
  case("24 pairs, within 1e-3 of a line", x[1:24], x[1:24] * 2 + y[1:24] * 1e-3),
  case("1000 pairs", x, y),
  case("1000 pairs, p near 1e-290", x, x + y / 2)
))

# prop.test without continuity correction. Its limits are differences, which near 0 keep few digits, and its normal quantile is of
# (1 + level) / 2, which at high levels keeps few too: what is written are the same roots, the lower one by their product, at the
# quantile of (1 - level) / 2, and they are compared with it.

case <- function(k, n, level = 0.95) {
  r <- suppressWarnings(prop.test(k, n, conf.level = level, correct = FALSE))
  z2 <- qnorm((1 - level) / 2)^2
  low <- function(q) q^2 / (q + z2 / 2 / n + sqrt(z2 * (q * (1 - q) / n + z2 / 4 / n^2)))
  limits <- c(low(k / n), 1 - low(1 - k / n))
  stopifnot(abs(limits - r$conf.int[1:2]) < if (level > 0.999) 1e-9 else 1e-14)
  list(name = paste0(k, " of ", n, ", level ", level), input = list(successes = k, n = n, level = level),
       result = list(estimate = k / n, low = limits[1], high = limits[2], n = n))
}

write_reference("wilson", list(
  case(0, 1), case(1, 1), case(0, 5), case(5, 5), case(1, 5), case(6, 7), case(0, 24, 0.99), case(23, 24), case(12, 24, 0.8),
  case(49, 72), case(41, 49), case(24, 72), case(4, 72), case(65, 164), case(17, 162), case(1, 1000), case(999, 1000),
  case(500, 1000, 0.999999), case(3, 10000), case(5000, 10000), case(1, 24, 0.1)
))

# t.test of two samples.

case <- function(name, a, b, level = 0.95) {
  r <- t.test(a, b, var.equal = FALSE, conf.level = level)
  list(
    name = name, input = list(a = values(a), b = values(b), level = level),
    result = list(method = "welch-t", exact = FALSE, statistic = unname(r$statistic), estimate = mean(a) - mean(b),
                  low = r$conf.int[1], high = r$conf.int[2], p = r$p.value, n = length(a) + length(b))
  )
}

set.seed(20271)
a <- rnorm(400, 0.5); b <- rnorm(600, 0, 2)
write_reference("welch-t", c(list(
  case("2 against 2", c(1, 2), c(4, 7)),
  case("2 against 2, level 0.99", c(1, 2), c(4, 7), 0.99),
  case("2 against 50", c(1, 2.5), b[1:50]),
  case("equal means", c(1, 2, 3), c(0, 2, 4)),
  case("one group all equal", rep(2, 4), c(1, 2.5, 4)),
  case("one group all equal, not to the bit", rep(0.1, 3), c(1, 2.5, 4)),
  case("ties", c(1, 1, 2, -1, 3, 3), c(1, 1, 2, 2)),
  case("zeros", c(0, 0, 1.5, -0.25, 2.5), c(0, 0, 0, 1)),
  case("offset with zeros", c(0, 1e9 + c(0.25, -0.5, 1)), c(0, 0, 1e9 + c(0.5, 2.25))),
  case("large offset", 1e9 + c(0.25, -0.5, 1, 2.75), 1e9 + c(-3.5, 4.25, 2, 1.5)),
  case("3 against 12", a[1:3], b[1:12]),
  case("3 against 12, reversed", -a[1:3], -b[1:12]),
  case("12 against 3", b[1:12], a[1:3]),
  case("7 against 17", a[1:7], b[1:17]),
  case("7 against 17, in 1e-12", a[1:7] * 1e-12, b[1:17] * 1e-12),
  case("7 against 17, level 0.8", a[1:7], b[1:17], 0.8),
  case("7 against 17, far off 0", a[1:7] + 30, b[1:17] + 20),
  case("spreads of 1e-6 and 1e6", a[1:7] * 1e-6, b[1:17] * 1e6),
  case("400 against 600", a, b),
  case("400 against 600, far apart", a + 200, b)
)))

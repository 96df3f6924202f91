# t.test of one sample.

case <- function(name, x, level = 0.95) {
  r <- t.test(x, conf.level = level)
  list(
    name = name, input = list(differences = values(x), level = level),
    result = list(method = "paired-t", exact = FALSE, statistic = unname(r$statistic), estimate = unname(r$estimate),
                  low = r$conf.int[1], high = r$conf.int[2], p = r$p.value, n = length(x))
  )
}

set.seed(20263)
x <- rnorm(1000, 0.2)
write_reference("paired-t", list(
  case("two values", c(1, 2)),
  case("two values, level 0.99", c(1, 2), 0.99),
  case("about 0", c(-1, 1, -2, 2)),
  case("ties", c(1, 1, 2, -1, 3, 3)),
  case("zeros", c(0, 0, 1.5, -0.25, 2.5)),
  case("offset with zeros", c(0, 1e9 + c(0.25, -0.5, 1, 2.75))),
  case("large offset", 1e9 + c(0.25, -0.5, 1, 2.75, -3.5, 4.25)),
  case("n 24", x[1:24]),
  case("n 24, reversed", -x[1:24]),
  case("n 24, in 1e-12", x[1:24] * 1e-12),
  case("n 24, level 0.8", x[1:24], 0.8),
  case("n 49", x[1:49]), case("n 50", x[1:50]), case("n 51", x[1:51]),
  case("n 1000", x),
  case("n 24, far off 0", x[1:24] + 1000)
))

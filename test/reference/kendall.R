# cor.test by Kendall; the statistic is S by its definition, the interval by the formula of Bonett and Wright. R's exact
# upper tail is 1 minus the lower: p is taken from the lower tail of the side that the statistic stands on. R gives normal z
# through the estimate; here it is by the same formula from S.

score <- function(x, y) sum(sign(outer(x, x, "-")) * sign(outer(y, y, "-"))) / 2

case <- function(name, x, y, level = 0.95) {
  n <- length(x)
  r <- suppressWarnings(cor.test(x, y, method = "kendall"))
  exact <- names(r$statistic) == "T"
  tau <- unname(r$estimate)
  p <- r$p.value
  if (exact) {
    q <- min(r$statistic, n * (n - 1) / 2 - r$statistic)
    p <- min(1, 2 * .Call(stats:::C_pKendall, q, n))
    stopifnot(all.equal(max(p, 1e-8), max(r$p.value, 1e-8), tolerance = 1e-6))
  }
  if (n < 400) stopifnot(all.equal(tau, score(x, y) / sqrt(sum(outer(x, x, ">")) * sum(outer(y, y, ">")))))
  told <- n > 4 && abs(tau) < 1 - 1e-12
  reach <- if (told) qnorm((1 - level) / 2, lower.tail = FALSE) * sqrt(0.437 / (n - 4))
  list(
    name = name, input = list(x = values(x), y = values(y), level = level),
    result = list(method = "kendall", exact = exact, statistic = score(x, y), estimate = tau,
                  low = if (told) tanh(atanh(tau) - reach), high = if (told) tanh(atanh(tau) + reach), p = p, n = n)
  )
}

# The variance for ties is that over all orders.
for (ties in list(list(c(1, 1, 2, 3, 4, 4), c(1, 2, 2, 2, 3, 3)), list(1:6, c(1, 1, 1, 2, 2, 5)))) {
  p <- as.matrix(expand.grid(rep(list(1:6), 6)))
  p <- p[apply(p, 1, function(v) !anyDuplicated(v)), ]
  s <- apply(p, 1, function(v) score(ties[[1]], ties[[2]][v]))
  z <- suppressWarnings(cor.test(ties[[1]], ties[[2]], method = "kendall"))$statistic
  stopifnot(all.equal(mean(s^2), (score(ties[[1]], ties[[2]]) / unname(z))^2, tolerance = 1e-12))
}

set.seed(20281)
x <- rnorm(1000); y <- 0.4 * x + rnorm(1000)
response <- rep(c(4, 3, 2, 1, 0), c(20, 12, 6, 8, 3))[order(sin(1:49))]
write_reference("kendall", list(
  case("two, rising", c(1, 2), c(3, 5)),
  case("two, falling", c(1, 2), c(5, 3)),
  case("three", c(1, 2, 3), c(2, 1, 3)),
  case("three with a tie", c(1, 1, 2), c(1, 2, 3)),
  case("three with the same tie", c(1, 1, 2), c(3, 3, 4)),
  case("four, rising", 1:4, c(1, 3, 5, 9)),
  case("nine", x[1:9], y[1:9]),
  case("nine, rising", 1:9, (1:9)^2),
  case("nine, falling", 1:9, -(1:9)),
  case("ten, level 0.8", x[1:10], y[1:10], 0.8),
  case("no association", c(1, 2, 3, 4), c(2, 4, 1, 3)),
  case("no association, with a tie", c(1, 1, 2, 2), c(1, 2, 1, 2)),
  case("24", x[1:24], y[1:24]),
  case("24, reversed", -x[1:24], y[1:24]),
  case("24, in 1e-12", x[1:24] * 1e-12, 1 + y[1:24] * 1e-12),
  case("24, of one decimal", round(x[1:24], 1), round(y[1:24], 1)),
  case("zeros", c(0, 0, 0, 1, 2, -1, 0, 3), c(0, 0, 1, 0, 2, -2, -0, 0)),
  case("offset with zeros", c(0, 1e9 + c(0.5, 1.5, 2.25, 8, -3)), c(0, 0, 1e9 + c(-0.5, 1, 0.75, 2))),
  case("3 against 12", rep(0:1, c(3, 12)), y[1:15]),
  case("one against twelve", rep(0:1, c(1, 12)), y[1:13]),
  case("49", x[1:49], y[1:49]),
  case("49, rising", 1:49, exp((1:49) / 10)),
  case("49 of five responses", response, y[1:49] + response / 2),
  case("50", x[1:50], y[1:50]),
  case("50, falling", 1:50, 50:1),
  case("72, level 0.99", x[1:72], y[1:72], 0.99),
  case("1000", x, y),
  case("1000, rising", x, x^3),
  case("1000 of one decimal", round(x, 1), round(y, 1))
))

# The logarithm of the normal tail by pnorm, and the hazard: dnorm / pnorm below 5; above, the continued fraction with 5,000
# parts, which the logarithms of dnorm and pnorm agree with as far as their own digits go.

hazard <- function(z) {
  rest <- z
  for (part in 5000:2) rest <- z + part / rest
  z + 1 / rest
}
excess <- function(z) {
  rest <- z
  for (part in 5000:2) rest <- z + part / rest
  1 / rest
}

low <- c(-40, -38, -30, -20, -10, -8, -5, -3, -2, -1, -0.5, -0.1, -1e-12, 0, 1e-12, 0.1, 0.5, 1, 1.5, 2, 3, 4, 4.5, 4.999999)
high <- c(5, 5.5, 6, 8, 10, 15, 20, 30, 37, 38, 40, 100, 1e3, 1e5, 1e8, 1e12)
stopifnot(all.equal(hazard(high[high < 40]), exp(dnorm(high[high < 40], log = TRUE) - pnorm(high[high < 40], lower.tail = FALSE, log.p = TRUE)), tolerance = 1e-12))
by_ratio <- dnorm(low) / pnorm(low, lower.tail = FALSE)
z <- c(low, high)
write_reference("normal-hazard", list(
  list(name = "logNormalTail", columns = list(z = values(z), log = values(pnorm(z, lower.tail = FALSE, log.p = TRUE)))),
  list(name = "hazard", columns = list(z = values(z), hazard = values(c(by_ratio, hazard(high))))),
  list(name = "excess", columns = list(z = values(z), excess = values(c(by_ratio - low, excess(high)))))
))

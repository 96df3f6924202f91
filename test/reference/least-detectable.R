# The formulas of the pages, written in R: pwilcox and Kendall's distribution for what reaches alpha, pbeta, and the
# variances: for two normal groups by numerical integration, which the page does by Owen's T; the root by uniroot.

root <- function(needed, power, variance) {
  off <- function(c) {
    size <- c * (1 - c) / variance(c) - 1
    pbeta(needed, c * size, (1 - c) * size, lower.tail = FALSE) - power
  }
  uniroot(off, c(0.5, 1 - 1e-7), tol = 1e-16, maxiter = 10000)$root
}

rank_sum <- function(name, m, n, alpha, power) {
  size <- m * n
  if (m < 50 && n < 50) {
    p <- 2 * pwilcox(0:size, m, n)
    reached <- which(p <= alpha * (1 + 1e-12))
    w <- if (length(reached)) size - (max(reached) - 1) else NA
  } else w <- ceiling(size / 2 + 0.5 + qnorm(alpha / 2, lower.tail = FALSE) * sqrt(size * (m + n + 1) / 12))
  # Of two normal groups one standard deviation wide, d apart: C = Phi(d / sqrt 2), and two of the higher above one of the lower.
  both <- function(c) {
    d <- sqrt(2) * qnorm(c)
    f <- function(z) dnorm(z) * pnorm(d - z)^2
    integrate(f, -12, 0, rel.tol = 1e-13, subdivisions = 2000)$value + integrate(f, 0, 12, rel.tol = 1e-13, subdivisions = 2000)$value
  }
  variance <- function(c) (c * (1 - c) + (m + n - 2) * (both(c) - c^2)) / size
  list(name = name, input = list(sizes = values(c(m, n)), alpha = alpha, power = power),
       result = list(c = if (!is.na(w) && w <= size) root((w - 0.5) / size, power, variance)))
}

ordered <- function(name, n, alpha, power) {
  size <- n * (n - 1) / 2
  if (n < 50) {
    p <- 2 * sapply(0:size, function(q) .Call(stats:::C_pKendall, q, n))
    reached <- which(p <= alpha * (1 + 1e-12))
    w <- if (length(reached)) size - (max(reached) - 1) else NA
  } else w <- ceiling(size / 2 + qnorm(alpha / 2, lower.tail = FALSE) * sqrt(n * (n - 1) * (2 * n + 5) / 18) / 2)
  variance <- function(c) {
    r <- sin(pi * (c - 0.5))
    (1 - (2 * c - 1)^2 + 2 * (n - 2) * (1 / 9 - (2 / pi * asin(r / 2))^2)) / (2 * n * (n - 1))
  }
  list(name = name, input = list(sizes = values(n), alpha = alpha, power = power),
       result = list(c = if (!is.na(w) && w <= size) root((w - 0.5) / size, power, variance)))
}

grid <- function(make, sizes, ...) unlist(lapply(sizes, function(s) lapply(c(0.05, 0.01, 0.05 / 90, 0.05 / 720), function(alpha)
  lapply(c(0.5, 0.8, 0.95), function(power) {
    name <- sprintf("%s, alpha %.2g, power %g", paste(s, collapse = " against "), alpha, power)
    do.call(make, c(list(name), as.list(s), list(alpha, power)))
  }))), recursive = FALSE)
flat <- function(cases) unlist(cases, recursive = FALSE)

write_reference("least-detectable", c(
  flat(grid(rank_sum, list(c(1, 1), c(1, 40), c(3, 3), c(3, 12), c(4, 4), c(7, 7), c(17, 7), c(23, 49), c(49, 49), c(1, 60), c(60, 20), c(400, 600)))),
  flat(grid(ordered, list(4, 5, 8, 10, 24, 49, 50, 72, 1000)))
))

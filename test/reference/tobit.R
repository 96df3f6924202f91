# survreg with interval2 and a gaussian error. Its search ends when the log likelihood hardly changes, which leaves half the
# digits of the coefficients; from there Newton's method on (coefficients, log sigma) goes to the last ones. Columns and
# values less their middle values for that, so that differences are exact; survreg is held against the result.
suppressPackageStartupMessages(library(survival))

# Slope and curvature of the log likelihood in eta and log sigma, added up to those of (coefficients, log sigma).
parts <- function(y, bound, x, beta, s) {
  sigma <- exp(s)
  u <- (y - drop(x %*% beta)) / sigma
  side <- c("at-most" = 1, "at-least" = -1)[bound]
  h <- exp(dnorm(u, log = TRUE) - pnorm(side * u, log.p = TRUE)) * side
  is <- bound == "exact"
  value <- sum(ifelse(is, dnorm(u, log = TRUE) - s, pnorm(side * u, log.p = TRUE)))
  by_u <- ifelse(is, -u, h)
  by_uu <- ifelse(is, -1, -h * (h + u))
  # u' = -1 / sigma by eta and -u by s; u'' = 1 / sigma by eta and s, u by s twice
  gradient <- c(-crossprod(x, by_u) / sigma, sum(-u * by_u) - sum(is))
  ee <- crossprod(x, x * by_uu) / sigma^2
  es <- crossprod(x, by_uu * u + by_u) / sigma
  list(value = value, gradient = gradient, hessian = rbind(cbind(ee, es), c(es, sum(by_uu * u^2 + by_u * u))))
}

inverse <- function(curvature) { # whatever the units of its rows
  scale <- 1 / sqrt(diag(curvature))
  solve(curvature * outer(scale, scale)) * outer(scale, scale)
}

case <- function(name, y, bound, ..., level = 0.95, by_survreg = TRUE) {
  given <- list(...)
  n <- length(y)
  input <- list(values = values(y), bounds = I(bound), columns = lapply(given, values), level = level)
  none <- setNames(rep(list(NULL), 6), c("estimate", "se", "low", "high", "statistic", "p"))
  nothing <- function(reason) {
    list(name = name, input = input, result = list(
      method = "tobit", n = n, censored = sum(bound != "exact"), reason = reason, intercept = none,
      coefficients = lapply(given, function(v) none), logSigma = list(estimate = NULL, se = NULL), logLikelihood = NULL))
  }
  if (is.character(by_survreg)) return(nothing(by_survreg))
  middle <- function(v) sort(v)[(length(v) + 1) %/% 2]
  centres <- c(0, vapply(given, middle, 0))
  x <- do.call(cbind, c(list(rep(1, n)), lapply(given, function(v) v - middle(v))))
  k <- ncol(x)
  moved <- y - middle(y)
  unit <- max(abs(moved)) # survreg is lost in units of 1e-12 or 1e9
  shown <- moved / unit
  size <- apply(abs(x), 2, max)
  by <- x %*% diag(1 / size, k)
  surv <- Surv(ifelse(bound == "at-most", NA, shown), ifelse(bound == "at-least", NA, shown), type = "interval2")
  model <- survreg(surv ~ by - 1, dist = "gaussian", control = survreg.control(maxiter = 200, rel.tolerance = 1e-13))
  found <- c(unname(coef(model)) * unit / size, log(model$scale) + log(unit))
  back <- c(unit / size, 1)
  at <- found
  for (i in 1:20) {
    p <- parts(moved, bound, x, at[1:k], at[k + 1])
    at <- at + drop(inverse(-p$hessian) %*% p$gradient)
  }
  p <- parts(moved, bound, x, at[1:k], at[k + 1])
  covariance <- inverse(-p$hessian)
  stopifnot(sqrt(drop(p$gradient %*% covariance %*% p$gradient)) < 1e-12,
            max(abs(at - found) / sqrt(diag(covariance))) < 1e-5,
            all.equal(p$value, model$loglik[2] - sum(bound == "exact") * log(unit), tolerance = 1e-11),
            all.equal(unname(covariance) / outer(back, back), unname(vcov(model)), tolerance = 1e-4))
  q <- qnorm((1 - level) / 2, lower.tail = FALSE)
  coefficient <- function(multiples, more) {
    b <- sum(multiples * at[1:k]) + more
    se <- sqrt(drop(multiples %*% covariance[1:k, 1:k] %*% multiples))
    list(estimate = b, se = se, low = b - q * se, high = b + q * se, statistic = b / se, p = 2 * pnorm(-abs(b / se)))
  }
  list(name = name, input = input, result = list(
    method = "tobit", n = n, censored = sum(bound != "exact"), reason = NULL,
    intercept = coefficient(c(1, -centres[-1]), middle(y)),
    coefficients = lapply(seq_along(given), function(j) coefficient(as.numeric(seq_len(k) == j + 1), 0)),
    logSigma = list(estimate = at[k + 1], se = sqrt(covariance[k + 1, k + 1])), logLikelihood = p$value))
}

e <- function(n) rep("exact", n)
set.seed(20302)
g <- rep(c(1, 0), c(7, 17)); y <- rnorm(24, -3) + 0.8 * g; z <- rnorm(24)
below <- function(y, limit) list(pmax(y, limit), ifelse(y < limit, "at-most", "exact"))
both <- ifelse(y < -3.6, "at-most", ifelse(y > -2.4, "at-least", "exact"))
held <- pmin(pmax(y, -3.6), -2.4)
big <- rnorm(2000); group <- rep(c(1, 0), c(800, 1200)); big <- big + 1.6 * group
write_reference("tobit", list(
  case("values alone", y, e(24), g),
  case("values alone, no column", y, e(24)),
  case("two values", c(1, 2), e(2)),
  case("7 against 17, a limit below", below(y, -3.5)[[1]], below(y, -3.5)[[2]], g),
  case("7 against 17, reversed", -below(y, -3.5)[[1]], sub("most", "least", below(y, -3.5)[[2]]), g),
  case("7 against 17, limits below and above", held, both, g),
  case("7 against 17, limits and another column", held, both, g, z),
  case("7 against 17, level 0.8", held, both, g, level = 0.8),
  case("7 against 17, in 1e-12", held * 1e-12, both, g),
  case("7 against 17, in 1e9", held * 1e9, both, g),
  case("7 against 17, a column far off 0", held, both, 1e9 + round(8 * z) / 8),
  case("7 against 17, values far off 0", 1e9 + round(8 * held) / 8, both, g),
  case("3 against 12, a limit for each sample", y[1:15] + rep_len(c(0.5, 0, 0, 0.3), 15), rep(c("at-most", "exact", "exact"), 5), rep(c(1, 0), c(3, 12))),
  case("most of one group at most", pmax(y, -2.6), ifelse(y < -2.6, "at-most", "exact"), g),
  case("changes, bounds on both sides", c(0.4, -0.2, 1.1, 0.9, 2.5, -1.5, 0.3), c(e(4), "at-least", "at-most", "at-most")),
  case("changes, zeros and ties", c(0, 0, 1, 1, -1, 2, 0), c(e(3), "at-least", "at-most", "exact", "at-most")),
  case("one value among bounds that contradict it", c(1, 0, 2, 0.5, 1.8), c("exact", "at-most", "at-least", "at-most", "at-least")),
  case("values without a spread that a bound contradicts", c(1, 1, 1, 0.5), c(e(3), "at-most")),
  case("bounds far out", c(y[1:12], 40, -50), c(e(12), "at-least", "at-most")),
  case("800 against 1200, p below 1e-200", below(big, -0.5)[[1]], below(big, -0.5)[[2]], group),
  case("all bounds", c(1, 2, 3), c("at-most", "at-most", "at-least"), by_survreg = "all-censored"),
  case("one value", 1, "exact", by_survreg = "no-maximum"),
  case("all equal", rep(2.5, 6), e(6), c(1, 0, 1, 0, 1, 0), by_survreg = "no-maximum"),
  case("all equal to rounding", 0.1 + 0.2 * c(1, 2, 3, 4), e(4), c(1, 2, 3, 4), by_survreg = "no-maximum"),
  case("values without a spread that no bound contradicts", c(1, 1, 1, 2), c(e(3), "at-most"), by_survreg = "no-maximum"),
  case("one group at most alone", c(-3, -3, -2.5, y[8:24]), c(rep("at-most", 3), e(17)), rep(c(1, 0), c(3, 17)), by_survreg = "no-maximum"),
  case("one group at least alone, with another column", c(-3, -3, -2.5, y[8:24]), c(rep("at-least", 3), e(17)), rep(c(1, 0), c(3, 17)), z[5:24], by_survreg = "no-maximum")
), "survival")

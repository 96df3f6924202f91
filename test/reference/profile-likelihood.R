# For logistic.R and firth.R: the maximum of the (penalised) likelihood of a binary outcome, with or without one
# coefficient held, and from that the coefficients with their profile limits and likelihood ratios. Writes nothing.
#
# The maximum is reached by Fisher scoring with QR, on columns less their middle value (exact differences), until no step
# is above rounding. The intercept of the columns as given is 1 - x / c of one column held instead of 1, where a centre c
# is not 0: the same coefficient, of a column that is exact where x is far off 0.

logistic_parts <- function(x, y, beta) {
  s <- ifelse(y, 1, -1)
  eta <- drop(x %*% beta)
  p <- plogis(eta)
  w <- plogis(eta) * plogis(-eta)
  list(s = s, eta = eta, p = p, w = w, rest = s * plogis(-s * eta), tilt = -tanh(eta / 2), value = sum(plogis(s * eta, log.p = TRUE)))
}

# Free coefficients move, the others stay; the hat values are of all columns.
fit <- function(x, y, penalised, start = numeric(ncol(x)), free = seq_len(ncol(x))) {
  beta <- start
  value_at <- function(at) {
    q <- qr(x * sqrt(at$w), tol = 0)
    list(q = q, value = at$value + if (penalised) sum(log(abs(diag(qr.R(q))))) else 0)
  }
  at <- logistic_parts(x, y, beta)
  now <- value_at(at)
  smallest <- before <- Inf
  worse <- 0
  for (tries in 1:5000) {
    score <- at$rest
    if (penalised) score <- score + rowSums(qr.Q(now$q)^2) * at$tilt / 2
    weighted <- qr(x[, free, drop = FALSE] * sqrt(at$w), tol = 0)
    gradient <- drop(crossprod(x[, free, drop = FALSE], score))
    r <- qr.R(weighted)
    z <- backsolve(r, gradient[weighted$pivot], transpose = TRUE)
    step <- numeric(length(free))
    step[weighted$pivot] <- backsolve(r, z)
    size <- sqrt(sum(z^2))
    if (size > 0.7 * before) step <- step / 2 # it swings
    before <- size
    if (size < smallest) { smallest <- size; worse <- 0 } else worse <- worse + 1
    part <- 1
    repeat {
      trial <- beta
      trial[free] <- beta[free] + part * step
      at_trial <- logistic_parts(x, y, trial)
      now_trial <- value_at(at_trial)
      if (size < 1e-6 || now_trial$value >= now$value || part < 1e-8) break
      part <- part / 2
    }
    beta <- trial; at <- at_trial; now <- now_trial
    if (size == 0 || (size < 1e-11 && worse > 3)) break
  }
  stopifnot(size < 1e-11)
  r <- qr.R(now$q)
  inverse <- backsolve(r, diag(ncol(x)))
  se <- numeric(ncol(x))
  se[now$q$pivot] <- sqrt(rowSums(inverse^2))
  list(beta = beta, value = now$value, se = se, at = at)
}

# 2 (value at one - value at two) without the loss of a difference of large numbers: term by term.
ratio <- function(x, penalised, one, two) {
  way <- drop(x %*% (one$beta - two$beta))
  s <- two$at$s
  near <- abs(way) < 1
  plain <- -sum(log1p(plogis(-s * two$at$eta) * expm1(-s * way))[near]) +
    sum((plogis(s * one$at$eta, log.p = TRUE) - plogis(s * two$at$eta, log.p = TRUE))[!near])
  if (!penalised) return(2 * plain)
  p <- two$at$p
  rise <- ifelse(near, two$at$w * expm1(way) / (1 + p * expm1(way)), one$at$p - p)
  change <- rise * (1 - 2 * p - rise)
  root <- backsolve(qr.R(qr(x * sqrt(two$at$w))), diag(ncol(x)))
  pivot <- qr(x * sqrt(two$at$w))$pivot
  scaled <- x[, pivot] %*% root
  2 * plain + sum(log1p(eigen(crossprod(scaled, scaled * change), symmetric = TRUE)$values))
}

binary_regression <- function(method, y, given, level, hills) {
  penalised <- method == "firth"
  centres <- vapply(given, function(v) sort(v)[(length(v) + 1) %/% 2], 0)
  k <- length(given)
  centred <- do.call(cbind, Map(`-`, given, centres))
  x <- cbind(1, centred)
  whole <- fit(x, y, penalised)
  drop <- qchisq(level, 1)
  coefficient <- function(tested, estimate, start) {
    j <- ncol(tested)
    peak <- fit(tested, y, penalised, start)
    stopifnot(abs(peak$beta[j] - estimate) <= 1e-11 * max(abs(estimate), peak$se[j]))
    last <- peak
    # The penalised likelihood of separated outcomes has several hills: from the ridge, and if asked from every cut that
    # goes through an observation, the highest is taken.
    held <- function(b) {
      from <- function(start) {
        start[j] <- b
        fit(tested, y, penalised, start, seq_len(j - 1))
      }
      tried <- function(start) { # a start too far away fails
        one <- try(from(start), silent = TRUE)
        if (is.list(one)) list(one)
      }
      found <- c(tried(last$beta), tried(peak$beta))
      if (is.null(found)) {
        held((last$beta[j] + b) / 2)
        return(held(b))
      }
      if (hills) {
        ridge <- found[[1]]$beta
        eta <- drop(tested %*% ridge)
        for (i in which(tested[, 1] != 0)) found <- c(found, tried(replace(ridge, 1, ridge[1] - eta[i] / tested[i, 1])))
      }
      last <<- found[[which.max(vapply(found, function(one) one$value, 0))]]
      last
    }
    limit <- function(side) {
      over <- function(d) ratio(tested, penalised, peak, held(peak$beta[j] + side * d)) - drop
      far <- sqrt(drop) * peak$se[j]
      while (over(far) < 0) far <- far * 1.5
      d <- uniroot(over, c(0, far), f.lower = -drop, tol = 1e-15 * peak$se[j], maxiter = 1000)$root
      stopifnot(abs(over(d)) < 1e-11)
      peak$beta[j] + side * d
    }
    statistic <- ratio(tested, penalised, peak, held(0))
    z <- estimate / peak$se[j]
    list(estimate = estimate, se = peak$se[j], low = limit(-1), high = limit(1), statistic = statistic,
         p = pchisq(statistic, 1, lower.tail = FALSE), z = z, waldP = 2 * pnorm(-abs(z)))
  }
  slopes <- lapply(seq_len(k) + 1, function(j) {
    coefficient(cbind(x[, -j, drop = FALSE], x[, j]), whole$beta[j], c(whole$beta[-j], whole$beta[j]))
  })
  intercept <- whole$beta[1] - sum(centres * whole$beta[-1])
  far <- which.max(abs(centres) / apply(abs(centred), 2, max))
  one <- if (centres[far] == 0) x[, 1] else -centred[, far] / centres[far]
  start <- whole$beta[-1]
  if (centres[far] != 0) start[far] <- start[far] + intercept / centres[far]
  list(intercept = coefficient(cbind(do.call(cbind, given), one), intercept, c(start, intercept)), coefficients = slopes,
       logLikelihood = whole$value, deviance = -2 * whole$value)
}

binary_case <- function(method, name, y, ..., level = 0.95, separated = FALSE, hills = FALSE) {
  given <- list(...)
  none <- setNames(rep(list(NULL), 8), c("estimate", "se", "low", "high", "statistic", "p", "z", "waldP"))
  found <- if (separated) {
    list(intercept = none, coefficients = lapply(given, function(v) none), logLikelihood = NULL, deviance = NULL)
  } else binary_regression(method, y, given, level, hills)
  list(
    name = name, input = list(outcome = I(as.logical(y)), columns = lapply(given, values), level = level),
    result = c(list(method = method, n = length(y), separated = separated), found)
  )
}

# What the cases of both topics are made of.
binary_data <- function() {
  set.seed(20301)
  list(
    y24 = rep(c(TRUE, FALSE), c(7, 17)), x24 = c(rnorm(7, 1), rnorm(17)), z24 = rnorm(24),
    y15 = rep(c(TRUE, FALSE), c(3, 12)), x15 = c(rnorm(3, 0.5), rnorm(12)),
    y72 = rep(c(TRUE, FALSE), c(49, 23)), x72 = 5 + 1.5 * rnorm(72) + rep(c(0.6, 0), c(49, 23)),
    a72 = round(rnorm(72, 50, 12)), b72 = as.numeric(runif(72) < 0.4), c72 = exp(rnorm(72, 8, 2)),
    y2000 = rep(c(TRUE, FALSE), c(800, 1200)), x2000 = c(rnorm(800, 2.4), rnorm(1200))
  )
}

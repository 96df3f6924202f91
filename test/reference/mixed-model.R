# The restricted likelihood of a random intercept by the whole matrix of variances, V = su2 Z Z' + se2 I: the ratio of the
# two is the root of its derivative (uniroot on the logarithm, to the last digits), the degrees of freedom are
# Satterthwaite's from its second derivatives by both variances, all by traces of matrices of n rows. Where the derivative
# at 0 is not below 0 and lmer has 0 too, the fit is singular and the degrees of freedom are those of lm, as lmerTest's are.
# lmerTest is held against it as far as its own search and its numerical derivatives go.
suppressPackageStartupMessages(library(lmerTest))

case <- function(name, y, subject, ..., level = 0.95, singular = FALSE, by_lmer = TRUE) {
  given <- list(...)
  n <- length(y)
  middle <- function(v) sort(v)[(length(v) + 1) %/% 2]
  centres <- vapply(given, middle, 0)
  x <- do.call(cbind, c(list(rep(1, n)), lapply(given, function(v) v - middle(v))))
  k <- ncol(x)
  unit <- max(abs(y - middle(y)))
  moved <- (y - middle(y)) / unit
  size <- apply(abs(x), 2, max)
  x <- x %*% diag(1 / size, k)
  zz <- outer(subject, subject, "==") * 1
  at <- function(ratio) {
    inverse <- solve(diag(n) + ratio * zz)
    xvx <- solve(crossprod(x, inverse %*% x))
    p <- inverse - inverse %*% x %*% xvx %*% t(x) %*% inverse
    py <- drop(p %*% moved)
    list(p = p, py = py, xvx = xvx, inverse = inverse, squares = sum(moved * py),
         slope = sum(p * zz) - (n - k) * sum(py * (zz %*% py)) / sum(moved * py))
  }
  if (singular) {
    stopifnot(at(0)$slope > -1e-9)
    ratio <- 0
  } else {
    grid <- 10^seq(-8, 8, length.out = 33)
    criterion <- vapply(grid, function(r) {
      a <- at(r)
      (n - k) * log(a$squares) + as.numeric(determinant(diag(n) + r * zz)$modulus - determinant(a$xvx)$modulus)
    }, 0)
    best <- which.min(criterion)
    ends <- log(grid[c(max(1, best - 1), min(33, best + 1))])
    # Between far ends rounding is relative to the ratio's own size, so the last search is on its difference from a first.
    first <- uniroot(function(t) at(exp(t))$slope, ends, tol = 1e-10)$root
    t <- uniroot(function(t) at(exp(first + t))$slope, c(-1e-4, 1e-4), tol = 1e-16)$root
    ratio <- exp(first + t)
  }
  a <- at(ratio)
  se2 <- a$squares / (n - k)
  su2 <- ratio * se2
  p <- a$p / se2
  py <- drop(p %*% moved)
  parts <- list(zz, diag(n))
  hessian <- outer(1:2, 1:2, Vectorize(function(i, j) {
    -sum((p %*% parts[[i]]) * t(p %*% parts[[j]])) + 2 * sum(drop(parts[[i]] %*% py) * drop(p %*% parts[[j]] %*% py))
  }))
  beta <- drop(a$xvx %*% crossprod(x, a$inverse %*% moved))
  c0 <- a$xvx * se2
  inside <- crossprod(x, a$inverse / se2)
  gradients <- lapply(parts, function(v) c0 %*% inside %*% v %*% t(inside) %*% c0)
  q <- (1 - level) / 2
  coefficient <- function(multiples, more) {
    b <- sum(multiples * beta)
    v <- drop(multiples %*% c0 %*% multiples)
    g <- vapply(gradients, function(m) drop(multiples %*% m %*% multiples), 0)
    df <- if (singular) n - k else 2 * v^2 / drop(g %*% (2 * solve(hessian)) %*% g)
    b <- b * unit + more
    se <- sqrt(v) * unit
    reach <- qt(q, df, lower.tail = FALSE) * se
    list(estimate = b, se = se, low = b - reach, high = b + reach, statistic = b / se, df = df, p = 2 * pt(-abs(b / se), df))
  }
  intercept <- coefficient(c(1, -centres / size[-1]), middle(y))
  slopes <- lapply(seq_along(given), function(j) coefficient(as.numeric(seq_len(k) == j + 1) / size[j + 1], 0))
  deviance <- as.numeric((n - k) * (1 + log(2 * pi * se2 * unit^2)) + determinant(diag(n) + ratio * zz)$modulus -
    determinant(a$xvx)$modulus) + 2 * sum(log(size))
  if (by_lmer) {
    shown <- data.frame(y, subject)
    terms <- sprintf("column%d", seq_along(given))
    shown[terms] <- given
    model <- suppressMessages(lmer(reformulate(c("1", terms, "(1 | subject)"), "y"), shown,
      control = lmerControl(optimizer = "nloptwrap", optCtrl = list(xtol_abs = 1e-12, ftol_abs = 1e-14, maxeval = 1000))))
    shown <- summary(model)$coefficients
    ours <- c(list(intercept), slopes)
    pick <- function(field) vapply(ours, function(b) b[[field]], 0)
    stopifnot(isSingular(model, tol = 1e-6) == singular,
              max(abs(shown[, "Estimate"] - pick("estimate")) / pick("se")) < 1e-5,
              all.equal(unname(shown[, "Std. Error"]), pick("se"), tolerance = 1e-5),
              all.equal(unname(shown[, "df"]), pick("df"), tolerance = 1e-3),
              all.equal(as.data.frame(VarCorr(model))$vcov, c(su2, se2) * unit^2, tolerance = 1e-5, scale = (su2 + se2) * unit^2),
              all.equal(REMLcrit(model), deviance, tolerance = 1e-9))
  }
  list(name = name, input = list(values = values(y), subjects = I(as.character(subject)), columns = lapply(given, values), level = level),
       result = list(method = "mixed-model", n = n, subjects = length(unique(subject)), singular = singular, intercept = intercept,
                     coefficients = slopes, subjectVariance = su2 * unit^2, residualVariance = se2 * unit^2, deviance = deviance))
}

set.seed(20303)
subject <- rep(1:24, each = 4)
later <- rep(c(0, 1, 0, 1), 24); day15 <- rep(c(0, 0, 1, 1), 24)
responder <- as.numeric(subject <= 9)
level24 <- rnorm(24)
y <- level24[subject] + 0.4 * later + 0.5 * responder * later + rnorm(96)
age <- round(rnorm(24, 50, 12))[subject]
seen <- sort(sample(96, 70))
s <- function(v) v[seen]
alike <- rnorm(96); alike <- alike - ave(alike, subject) + rnorm(24)[subject] * 0.1
big <- rep(1:100, each = 4); big_later <- rep(c(0, 1, 0, 1), 100); big_y <- rnorm(100)[big] + 3 * big_later + rnorm(400)
write_reference("mixed-model", list(
  case("time", y, subject, later),
  case("no column", y, subject),
  case("time by response", y, subject, later, responder, later * responder),
  case("time by response, reversed", -y, subject, later, responder, later * responder),
  case("time by response, level 0.8", y, subject, later, responder, later * responder, level = 0.8),
  case("two times by response, and age", y, subject, later, day15, responder, later * responder, age),
  case("time by response, some missing", s(y), s(subject), s(later), s(responder), s(later * responder)),
  case("some missing, subjects out of order", rev(s(y)), rev(s(subject)), rev(s(later)), rev(s(responder))),
  case("one decimal, ties", round(y, 1), subject, later, responder),
  case("in 1e-12", y * 1e-12, subject, later, by_lmer = FALSE),
  case("in 1e9", y * 1e9, subject, later, by_lmer = FALSE),
  case("values far off 0", 1e9 + round(8 * y) / 8, subject, later, by_lmer = FALSE),
  case("a column far off 0", y, subject, 1e9 + later, by_lmer = FALSE),
  case("subjects far apart", y + 30 * level24[subject], subject, later, responder),
  case("pairs, which is the paired t", y[day15 == 0], subject[day15 == 0], later[day15 == 0]),
  case("3 subjects", y[1:12], subject[1:12], later[1:12]),
  case("2 subjects of which one has 2 values", c(1, 2.5, 4), c(1, 1, 2), by_lmer = FALSE),
  case("many with one value", s(y)[c(1:5, 10, 14, 18, 22, 26, 30, 34)], s(subject)[c(1:5, 10, 14, 18, 22, 26, 30, 34)]),
  case("no variance between subjects", alike, subject, later, responder, singular = TRUE),
  case("no variance between subjects, some missing", s(alike), s(subject), s(later), s(responder), singular = TRUE),
  case("values of a subject more different than those of others", c(0, 1, 0, 1, 0, 1.5), c(1, 1, 2, 2, 3, 3), singular = TRUE),
  case("3 responders against 12", y[1:60], subject[1:60], later[1:60], as.numeric(subject[1:60] <= 3), later[1:60] * (subject[1:60] <= 3)),
  case("400 values, p below 1e-100", big_y, big, big_later)
), c("lme4", "lmerTest"))

# Logistic regression. The maximum, its profile limits and its likelihood ratio are those of profile-likelihood.R; where
# `glm` and its profile can be had to enough digits they are held against them here.
source("test/reference/profile-likelihood.R", local = TRUE)
suppressPackageStartupMessages(library(MASS))

case <- function(name, y, ..., level = 0.95, separated = FALSE, by_glm = !separated) {
  one <- binary_case("logistic", name, y, ..., level = level, separated = separated)
  if (by_glm) {
    x <- cbind(...)
    model <- glm(y ~ x, family = binomial, epsilon = 1e-14, maxit = 100)
    found <- with(one$result, c(list(intercept), coefficients))
    pick <- function(field) vapply(found, function(b) b[[field]], 0)
    stopifnot(all.equal(unname(coef(model)), pick("estimate"), tolerance = 1e-9),
              all.equal(unname(sqrt(diag(vcov(model)))), pick("se"), tolerance = 1e-6),
              all.equal(as.numeric(logLik(model)), one$result$logLikelihood, tolerance = 1e-12))
    for (j in seq_len(ncol(x))) {
      without <- if (ncol(x) == 1) glm(y ~ 1, family = binomial, epsilon = 1e-14) else glm(y ~ x[, -j], family = binomial, epsilon = 1e-14)
      stopifnot(all.equal(deviance(without) - deviance(model), pick("statistic")[j + 1], tolerance = 1e-7, scale = 1))
    }
    limits <- suppressMessages(confint(model, level = level))
    stopifnot(all.equal(unname(limits[, 1]), pick("low"), tolerance = 1e-2), all.equal(unname(limits[, 2]), pick("high"), tolerance = 1e-2))
  }
  one
}

# A column that lm leaves out is one that design.ts refuses: see the tests of impossible input.
d <- binary_data()
stopifnot(identical(unname(is.na(coef(lm(d$x24 ~ cbind(d$z24, 2 * d$z24 + 1, d$x24))))), c(FALSE, FALSE, TRUE, FALSE)))

write_reference("logistic", with(d, list(
  case("3 against 12", y15, x15),
  case("7 against 17", y24, x24),
  case("7 against 17, the outcome turned round", !y24, x24),
  case("7 against 17, reversed", y24, -x24),
  case("7 against 17, in 1e-12", y24, x24 * 1e-12, by_glm = FALSE),
  case("7 against 17, around 1 by 1e-12", y24, 1 + x24 * 1e-12, by_glm = FALSE),
  case("7 against 17, far off 0", y24, x24 + 1000),
  case("7 against 17, level 0.8", y24, x24, level = 0.8),
  case("7 against 17, level 0.999", y24, x24, level = 0.999),
  case("7 against 17 with ties", y24, round(x24)),
  case("zeros", y24, pmax(x24, 0)),
  case("large offset", y24, 1e9 + round(8 * x24) / 8, by_glm = FALSE),
  case("offset with zeros", c(FALSE, TRUE, FALSE, TRUE, FALSE, TRUE, TRUE), c(0, 1e9 + c(0.25, -0.5, 1, 2.75, -3.5, 4.25)), by_glm = FALSE),
  case("two values, a table of two by two", y24, rep(c(1, 0, 1, 0), c(5, 2, 4, 13))),
  case("no difference at all", rep(c(TRUE, FALSE), 6), c(1, 1, 2, 2, 3, 3, 5, 5, 8, 8, 13, 13)),
  case("hardly a difference", rep(c(TRUE, FALSE), 6), c(1, 1, 2, 2, 3, 3, 5, 5, 8, 8, 13, 13.001)),
  case("a difference of 1e-9", rep(c(TRUE, FALSE), 6), c(1, 1, 2, 2, 3, 3, 5, 5, 8, 8, 13, 13 + 1e-9)),
  case("overlap of one pair", rep(c(FALSE, TRUE), each = 6), c(1:5, 6.01, 6, 7:11), by_glm = FALSE),
  case("49 against 23", y72, x72),
  case("49 against 23, two columns", y72, x72, a72),
  case("49 against 23, four columns", y72, x72, a72, b72, c72),
  case("49 against 23, columns close to each other", y72, x72, x72 + a72 * 1e-4, by_glm = FALSE),
  case("800 against 1200, p below 1e-200", y2000, x2000),
  case("800 against 1200, no effect", y2000, rev(x2000)[order(sin(1:2000))]),
  case("apart", c(TRUE, TRUE, FALSE, FALSE, FALSE), c(5, 6, 1, 2, 3), separated = TRUE),
  case("apart, below", c(TRUE, TRUE, FALSE, FALSE, FALSE), c(1, 2, 3.5, 5, 6), separated = TRUE),
  case("one value each", c(TRUE, FALSE), c(2, 1), separated = TRUE),
  case("apart but for a tie", c(TRUE, TRUE, TRUE, FALSE, FALSE, FALSE), c(3, 6, 5, 1, 2, 3), separated = TRUE),
  case("no yes in one of two groups", y24, rep(c(1, 0), c(12, 12)), separated = TRUE),
  case("no yes in one of two groups, with another column", y24, z24, rep(c(1, 0), c(12, 12)), separated = TRUE),
  case("apart by two columns together", c(TRUE, TRUE, FALSE, FALSE), c(1, 4, 2, 5), c(2, 5, 1, 4), separated = TRUE),
  case("as many columns as values", c(TRUE, FALSE, FALSE), c(1, 2, 4), c(0, 1, 0), separated = TRUE)
)), "MASS")

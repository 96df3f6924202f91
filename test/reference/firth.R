# Firth's logistic regression. logistf is not at hand; the maximum of the penalised likelihood, its profile limits and its
# likelihood ratio are those of profile-likelihood.R, with logistf's conventions: the intercept is penalised, and without
# a coefficient the penalty remains that of all columns. brglm2 has the same estimates and standard errors.
source("test/reference/profile-likelihood.R", local = TRUE)
suppressPackageStartupMessages(library(brglm2))

case <- function(name, y, ..., level = 0.95, by_brglm2 = TRUE, hills = FALSE) {
  one <- binary_case("firth", name, y, ..., level = level, hills = hills)
  if (by_brglm2) {
    x <- cbind(...)
    model <- glm(y ~ x, family = binomial, method = "brglmFit", type = "AS_mean", epsilon = 1e-13, maxit = 10000)
    found <- with(one$result, c(list(intercept), coefficients))
    pick <- function(field) vapply(found, function(b) b[[field]], 0)
    stopifnot(all.equal(unname(coef(model)), pick("estimate"), tolerance = 1e-8, scale = pick("se")),
              all.equal(unname(sqrt(diag(vcov(model)))), pick("se"), tolerance = 1e-8))
  }
  one
}

d <- binary_data()
write_reference("firth", with(d, list(
  case("3 against 12", y15, x15),
  case("7 against 17", y24, x24),
  case("7 against 17, the outcome turned round", !y24, x24),
  case("7 against 17, reversed", y24, -x24),
  case("7 against 17, in 1e-12", y24, x24 * 1e-12, by_brglm2 = FALSE),
  case("7 against 17, around 1 by 1e-12", y24, 1 + x24 * 1e-12, by_brglm2 = FALSE),
  case("7 against 17, level 0.8", y24, x24, level = 0.8),
  case("7 against 17, level 0.999", y24, x24, level = 0.999),
  case("7 against 17 with ties", y24, round(x24)),
  case("zeros", y24, pmax(x24, 0)),
  case("large offset", y24, 1e9 + round(8 * x24) / 8, by_brglm2 = FALSE),
  case("offset with zeros", c(FALSE, TRUE, FALSE, TRUE, FALSE, TRUE, TRUE), c(0, 1e9 + c(0.25, -0.5, 1, 2.75, -3.5, 4.25)), by_brglm2 = FALSE),
  case("two values, a table of two by two", y24, rep(c(1, 0, 1, 0), c(5, 2, 4, 13))),
  case("no difference at all", rep(c(TRUE, FALSE), 6), c(1, 1, 2, 2, 3, 3, 5, 5, 8, 8, 13, 13)),
  case("hardly a difference", rep(c(TRUE, FALSE), 6), c(1, 1, 2, 2, 3, 3, 5, 5, 8, 8, 13, 13.001)),
  case("49 against 23", y72, x72),
  case("49 against 23, two columns", y72, x72, a72),
  case("49 against 23, four columns", y72, x72, a72, b72, c72, by_brglm2 = FALSE),
  case("800 against 1200, p below 1e-200", y2000, x2000),
  case("apart", c(TRUE, TRUE, FALSE, FALSE, FALSE), c(5, 6, 1, 2, 3)),
  case("apart, below", c(TRUE, TRUE, FALSE, FALSE, FALSE), c(1, 2, 3.5, 5, 6)),
  case("3 against 12, far apart", y15, x15 + 6 * y15, hills = TRUE),
  case("7 against 17, far apart", y24, x24 + 5 * y24, hills = TRUE),
  case("6 against 10, two hills", rep(c(TRUE, FALSE), c(6, 10)), c(3.5, 4.9, 3.4, 4, 4.6, 3.4, 0.3, -0.7, 0.2, 0.4, 0.6, 0.8, 0.8, 1.2, 0.3, 0.4), hills = TRUE),
  case("5 against 8, two hills", rep(c(TRUE, FALSE), c(5, 8)), c(5.4, 5.5, 3.7, 3.7, 4.6, -0.1, 1.1, -1.6, -0.5, -1.6, -0.4, 0.2, 0.3), hills = TRUE),
  case("one value each", c(TRUE, FALSE), c(2, 1)),
  case("apart but for a tie", c(TRUE, TRUE, TRUE, FALSE, FALSE, FALSE), c(3, 6, 5, 1, 2, 3)),
  case("no yes in one of two groups, with another column", y24, z24, rep(c(1, 0), c(12, 12))),
  case("apart by two columns together", c(TRUE, TRUE, FALSE, FALSE), c(1, 4, 2, 5), c(2, 5, 1, 4)),
  case("as many columns as values", c(TRUE, FALSE, FALSE), c(1, 2, 4), c(0, 1, 0))
)), "brglm2")

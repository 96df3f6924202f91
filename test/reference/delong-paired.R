# pROC::roc.test of two markers of the same subjects; a are the cases, b the controls.
suppressPackageStartupMessages(library(pROC))

case <- function(name, a1, b1, a2, b2, level = 0.95) {
  m <- length(a1); n <- length(b1)
  curve <- function(a, b) roc(rep(c("b", "a"), c(n, m)), c(b, a), levels = c("b", "a"), direction = "<", quiet = TRUE)
  one <- curve(a1, b1); two <- curve(a2, b2)
  estimate <- as.numeric(auc(one)) - as.numeric(auc(two))
  r <- if (min(m, n) > 1) suppressWarnings(roc.test(one, two, paired = TRUE, method = "delong", conf.level = level))
  square <- if (min(m, n) > 1) suppressWarnings(var(one) + var(two) - 2 * cov(one, two)) else 0
  told <- is.finite(square) && square > 1e-15
  z <- if (told) unname(r$statistic)
  reach <- if (told) qnorm((1 - level) / 2, lower.tail = FALSE) * sqrt(square)
  if (told) stopifnot(all.equal(z, estimate / sqrt(square), tolerance = 1e-9),
                      all.equal(as.numeric(r$conf.int), estimate + c(-1, 1) * reach, tolerance = 1e-9))
  list(
    name = name, input = list(a1 = values(a1), b1 = values(b1), a2 = values(a2), b2 = values(b2), level = level),
    result = list(method = "delong-paired", exact = FALSE, statistic = z, estimate = estimate,
                  low = if (told) max(-1, estimate - reach), high = if (told) min(1, estimate + reach),
                  p = if (told) r$p.value, n = m + n)
  )
}

set.seed(20287)
a1 <- rnorm(200, 0.9); b1 <- rnorm(300); a2 <- 0.6 * a1 + rnorm(200, 0, 0.8); b2 <- 0.6 * b1 + rnorm(300, 0, 0.8)
write_reference("delong-paired", list(
  case("one value each", 2, 1, 1, 2),
  case("one against twelve", 0.1, b1[1:12], 0.3, b2[1:12]),
  case("the same marker twice", a1[1:7], b1[1:17], a1[1:7], b1[1:17]),
  case("both apart", c(3, 4), c(1, 2), c(5, 6), c(1, 2)),
  case("apart, and apart below", c(3, 4), c(1, 2), c(1, 2), c(5, 6)),
  case("apart, and not", c(5, 6, 7), c(1, 2, 3, 4), c(5, 2, 7), c(1, 3, 6, 4)),
  case("all equal in one", c(5, 6, 7), c(1, 2, 6.5, 4), c(1, 1, 1), c(1, 1, 1, 1)),
  case("3 against 12", a1[1:3], b1[1:12], a2[1:3], b2[1:12]),
  case("3 against 12 with ties", c(1, 2, 3), c(1, 1, 2, 0, -1, 4, 3, 3, 0, 0, 1, 2), c(2, 2, 1), c(1, 3, 2, 2, 0, 1, 1, 0, 2, 3, 4, 0)),
  case("7 against 17", a1[1:7], b1[1:17], a2[1:7], b2[1:17]),
  case("7 against 17, swapped", a2[1:7], b2[1:17], a1[1:7], b1[1:17]),
  case("7 against 17, reversed", -a1[1:7], -b1[1:17], -a2[1:7], -b2[1:17]),
  case("7 against 17, one reversed, level 0.999", a1[1:7], b1[1:17], -a2[1:7], -b2[1:17], 0.999),
  case("7 against 17, in 1e-12", a1[1:7] * 1e-12, 1e-12 * b1[1:17], a2[1:7] * 1e-12, 1e-12 * b2[1:17]),
  case("zeros", c(0, 0, 1.5, -0.5, 2), c(0, -1, 0, 0, 0.5), c(0, 1, 0, 0, 3), c(0, 0, 0, -2, 0)),
  case("offset with zeros", c(0, 1e9 + c(0.5, 1.5, 2.25, 8)), c(0, 0, 1e9 + c(-0.5, 1, 0.75, 2, -4)), 5:1, c(0, 2, 3, 1, 2, 6, 3)),
  case("200 against 300", a1, b1, a2, b2),
  case("200 against 300 with ties, level 0.8", round(a1, 1), round(b1, 1), round(a2, 1), round(b2, 1), 0.8)
), "pROC")

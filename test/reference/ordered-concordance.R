# survival::concordance of an ordered or continuous outcome; the interval by its definition from C and its standard error.
# By concordancefit, since concordance itself counts as equal what differs by 1e-12.
suppressPackageStartupMessages(library(survival))

case <- function(name, y, x, level = 0.95) {
  r <- concordancefit(y, x, timefix = FALSE)
  c <- unname(r$concordance)
  se <- sqrt(r$var)
  told <- se > 1e-14
  reach <- qnorm((1 - level) / 2, lower.tail = FALSE) * se
  list(
    name = name, input = list(outcome = values(y), values = values(x), level = level),
    result = list(estimate = c, se = if (told) se else 0, low = if (told) max(0, c - reach), high = if (told) min(1, c + reach), n = length(x))
  )
}

set.seed(20285)
x <- rnorm(1000); y <- 0.3 * x + rnorm(1000)
response <- rep(c(4, 3, 2, 1, 0), c(20, 12, 6, 8, 3))[order(sin(1:49))]
write_reference("ordered-concordance", list(
  case("two", c(1, 2), c(3, 5)),
  case("two, falling", c(1, 2), c(5, 3)),
  case("two of equal value", c(1, 2), c(5, 5)),
  case("values all equal", 1:6, rep(1, 6)),
  case("binary", rep(0:1, c(12, 3)), x[1:15]),
  case("rising", 1:7, (1:7)^2),
  case("near 1, cut off", c(1, 2, 3, 4, 5), c(1, 2, 3, 5, 4)),
  case("five responses", response, x[1:49] + response / 3),
  case("five responses, of one decimal", response, round(x[1:49] + response / 3, 1)),
  case("five responses, reversed", -response, x[1:49] + response / 3),
  case("24", y[1:24], x[1:24]),
  case("24, in 1e-12", y[1:24] * 1e-12, 1 + x[1:24] * 1e-12),
  case("24, level 0.8", y[1:24], x[1:24], 0.8),
  case("zeros", c(0, 0, 0, 1, 2, -1, 0, 3), c(0, 0, 1, 0, 2, -2, -0, 0)),
  case("offset with zeros", c(0, 1e9 + c(0.5, 1.5, 2.25, 8, -3)), c(0, 0, 1e9 + c(-0.5, 1, 0.75, 2))),
  case("1000", y, x),
  case("1000 of one decimal", round(y, 1), round(x, 1))
), "survival")

# survival::concordance of a binary outcome; the interval by its definition from C and its standard error.
suppressPackageStartupMessages(library(survival))

case <- function(name, yes, no, level = 0.95) {
  x <- c(yes, no)
  y <- rep(c(1, 0), c(length(yes), length(no)))
  mixed <- order(sin(seq_along(x))) # yes and no in no order
  x <- x[mixed]; y <- y[mixed]
  r <- concordance(y ~ x)
  se <- sqrt(r$var)
  q <- qnorm((1 - level) / 2, lower.tail = FALSE)
  spread <- se > 1e-15
  list(
    name = name, input = list(outcome = I(y == 1), values = values(x), level = level),
    result = list(estimate = unname(r$concordance), se = se,
                  low = if (spread) max(0, unname(r$concordance) - q * se) else NULL,
                  high = if (spread) min(1, unname(r$concordance) + q * se) else NULL, n = length(x))
  )
}

set.seed(20265)
yes <- rnorm(400, 0.4); no <- rnorm(600)
write_reference("concordance", list(
  case("one each", 2, 1),
  case("one against twelve", 0.1, no[1:12]),
  case("all equal", rep(1, 5), rep(1, 7)),
  case("apart", c(3, 4), c(1, 2)),
  case("3 against 12", yes[1:3], no[1:12]),
  case("3 against 12 with ties", c(1, 2, 3), c(1, 1, 2, 0, -1, 4, 3, 3, 0, 0, 1, 2)),
  case("near 1, cut off", c(5, 6, 7, 8), c(1, 2, 3, 5.5)),
  case("7 against 17", yes[1:7], no[1:17]),
  case("7 against 17, reversed", -yes[1:7], -no[1:17]),
  case("7 against 17, in 1e-12", yes[1:7] * 1e-12, no[1:17] * 1e-12),
  case("7 against 17, level 0.8", yes[1:7], no[1:17], 0.8),
  case("offset with zeros", c(0, 1e9 + c(0.5, 1.5, 2.25, 8)), c(0, 0, 1e9 + c(-0.5, 1, 0.75, 2, -4))),
  case("400 against 600", yes, no),
  case("400 against 600 with ties", round(yes, 1), round(no, 1))
), "survival")

# pROC: roc, its DeLong variance and interval; a plays the cases, b the controls. z and p by definition.
suppressPackageStartupMessages(library(pROC))

case <- function(name, a, b, level = 0.95) {
  r <- roc(rep(c("b", "a"), c(length(b), length(a))), c(b, a), levels = c("b", "a"), direction = "<", quiet = TRUE)
  variance <- if (min(length(a), length(b)) < 2) 0 else suppressWarnings(var(r, method = "delong"))
  spread <- variance > 1e-30
  limits <- if (spread) as.list(ci.auc(r, conf.level = level, method = "delong")[c(1, 3)]) else list(NULL, NULL)
  z <- if (spread) (as.numeric(auc(r)) - 0.5) / sqrt(variance) else NULL
  list(
    name = name, input = list(a = values(a), b = values(b), level = level),
    result = list(method = "auc", exact = FALSE, statistic = z, estimate = as.numeric(auc(r)), low = limits[[1]],
                  high = limits[[2]], p = if (spread) 2 * pnorm(-abs(z)) else NULL, n = length(a) + length(b))
  )
}

set.seed(20264)
a <- rnorm(400, 0.4); b <- rnorm(600)
write_reference("auc", list(
  case("one value each", 2, 1),
  case("one value against twelve", 0.1, b[1:12]),
  case("all equal", rep(1, 5), rep(1, 7)),
  case("apart", c(3, 4), c(1, 2)),
  case("apart, below", c(1, 2), c(3, 4, 5)),
  case("3 against 12", a[1:3], b[1:12]),
  case("3 against 12 with ties", c(1, 2, 3), c(1, 1, 2, 0, -1, 4, 3, 3, 0, 0, 1, 2)),
  case("near 1, cut off", c(5, 6, 7, 8), c(1, 2, 3, 5.5)),
  case("7 against 17", a[1:7], b[1:17]),
  case("7 against 17, reversed", -a[1:7], -b[1:17]),
  case("7 against 17, in 1e-12", a[1:7] * 1e-12, b[1:17] * 1e-12),
  case("7 against 17, level 0.8", a[1:7], b[1:17], 0.8),
  case("400 against 600, level 0.999999", a, b, 0.999999),
  case("offset with zeros", c(0, 1e9 + c(0.5, 1.5, 2.25, 8)), c(0, 0, 1e9 + c(-0.5, 1, 0.75, 2, -4))),
  case("400 against 600", a, b),
  case("400 against 600 with ties", round(a, 1), round(b, 1))
), "pROC")

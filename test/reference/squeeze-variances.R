# limma::squeezeVar. Where it found no prior (prior df 0) its prior variance means nothing and is NULL here, and so is what it
# gives as NaN; infinite is the word.
suppressPackageStartupMessages(library(limma))

case <- function(name, variances, df) {
  r <- suppressWarnings(squeezeVar(variances, df))
  told <- df > 0 & rep(TRUE, length(variances))
  m <- median(variances[told])
  none <- r$df.prior == 0
  list(
    name = name, input = list(variances = values(variances), df = if (length(df) == 1) df else values(df)),
    result = list(priorVariance = if (!none) r$var.prior, priorDf = if (is.infinite(r$df.prior)) "infinite" else r$df.prior,
                  posterior = lapply(r$var.post, function(x) if (!is.nan(x)) x),
                  floored = if (none) 0 else sum(variances[told] < 1e-5 * (if (m == 0) 1 else m)))
  )
}

set.seed(20274)
df <- sample(2:23, 90, replace = TRUE)
gene <- function(n, d, d0, s2) s2 * d0 / rchisq(n, d0) * rchisq(n, d) / d
v <- gene(90, df, 5, 0.2)
write_reference("squeeze-variances", list(
  case("one", 3, 5),
  case("two", c(1, 2), 4),
  case("two apart", c(1, 200), 4),
  case("three", c(0.1, 0.5, 4), 3),
  case("three alike", c(1, 2, 3), c(4, 4, 8)),
  case("all equal", rep(0.3, 5), 4),
  case("one with degrees of freedom", c(1, 2, 3), c(4, 0, 0)),
  case("one of two with degrees of freedom", c(1, 2), c(4, 0)),
  case("two with degrees of freedom, one without", c(1, 200, 3), c(4, 5, 0)),
  case("90 of 2 to 23", v, df),
  case("90 of 2 to 23, some of 0", v, ifelse(df < 6, 0, df)),
  case("90 of 23", gene(90, 23, 4, 0.3), 23),
  case("90 of 1", gene(90, 1, 4, 0.3), 1),
  case("90 of 2.5", gene(90, 2.5, 4, 0.3), 2.5),
  case("90 without a spread of their own", rchisq(90, 11) / 11, 11),
  case("90 with a large one", gene(90, 11, 0.5, 1), 11),
  case("a zero", c(0, 1, 3, 8, 0.2), 5),
  case("a tiny one", c(1e-9, 1, 3, 8, 0.2), 5),
  case("zeros with and without degrees of freedom", c(0, 0, 1, 3, 8, 0.2), c(5, 0, 5, 5, 3, 2)),
  case("three zeros of five", c(0, 0, 0, 1, 2), 5),
  case("all 0", c(0, 0, 0), c(4, 5, 6)),
  case("in 1e-24", v * 1e-24, df),
  case("in reverse", rev(v), rev(df)),
  case("2000", gene(2000, 23, 6, 0.1), 23)
), "limma")

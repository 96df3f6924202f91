# metafor: rma by DerSimonian and Laird, of the mean change of a gene in each study and its squared standard error.
suppressPackageStartupMessages(library(metafor))

case <- function(name, studies) {
  n <- lengths(studies)
  r <- rma(yi = sapply(studies, mean), vi = sapply(studies, var) / n, method = "DL")
  list(
    name = name, input = list(studies = unname(lapply(studies, values))),
    result = list(studies = r$k, subjects = sum(n), estimate = as.numeric(r$b), low = r$ci.lb, high = r$ci.ub,
                  tau2 = r$tau2, q = r$QE, i2 = r$I2)
  )
}

set.seed(20265)
study <- function(n, mean, sd = 1) rnorm(n, mean, sd)
write_reference("random-effects", list(
  case("two studies alike", list(c(1, 2, 3), c(1.5, 2, 2.5, 3))),
  case("two studies apart", list(c(0.1, 0.2, 0.15), c(2, 2.1, 2.2))),
  case("six, heterogeneous", lapply(c(0.2, 1.4, -0.3, 0.9, 1.1, 0.4), function(m) study(20, m, 0.7))),
  case("six, of one effect", lapply(rep(0.5, 6), function(m) study(15, m))),
  case("unequal sizes", list(study(2, 0.5), study(5, 1), study(60, 0.2), study(12, -0.4))),
  case("forty", lapply(rnorm(40, 0.3, 0.5), function(m) study(sample(5:40, 1), m)))
), "metafor")

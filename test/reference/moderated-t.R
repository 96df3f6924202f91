# limma: lmFit, eBayes, topTable with interval. The input is what lmFit says of each gene; NULL is the variance of a gene without
# degrees of freedom. Where limma divides by 0 nothing is tested.
suppressPackageStartupMessages(library(limma))

case <- function(name, fit, n, level = 0.95) {
  fit <- suppressWarnings(eBayes(fit))
  coef <- ncol(fit$coefficients)
  rownames(fit$coefficients) <- seq_along(n)
  top <- suppressWarnings(topTable(fit, coef = coef, number = Inf, sort.by = "none", confint = level))
  # topTable takes the probability of the upper limit as 1 - (1 - level) / 2 in its own rounding; the same from its parts:
  quantile <- suppressWarnings(qt((1 - level) / 2, fit$df.total, lower.tail = FALSE))
  reach <- sqrt(fit$s2.post) * fit$stdev.unscaled[, coef] * quantile
  stopifnot(all.equal(c(top$CI.L, top$CI.R), unname(c(fit$coefficients[, coef] - reach, fit$coefficients[, coef] + reach)), tolerance = 1e-10))
  tested <- unname(is.finite(fit$t[, coef]))
  cells <- function(x) lapply(seq_along(x), function(i) if (tested[i]) unname(x)[i])
  list(
    name = name,
    input = list(estimate = values(fit$coefficients[, coef]), variance = lapply(unname(fit$sigma)^2, function(x) if (!is.na(x)) x),
                 df = values(fit$df.residual), unscaledError = values(fit$stdev.unscaled[, coef]), n = values(n), level = level),
    result = list(statistic = cells(top$t), estimate = values(fit$coefficients[, coef]), low = cells(fit$coefficients[, coef] - reach),
                  high = cells(fit$coefficients[, coef] + reach), p = cells(top$P.Value), n = values(n))
  )
}
paired <- function(name, y, level = 0.95) case(name, suppressWarnings(lmFit(y)), rowSums(!is.na(y)), level)
groups <- function(name, y, first, level = 0.95) {
  case(name, suppressWarnings(lmFit(y, cbind(1, seq_len(ncol(y)) <= first))), rowSums(!is.na(y)), level)
}
holes <- function(y, share) { y[runif(length(y)) < share] <- NA; y }

set.seed(20275)
y <- matrix(rnorm(90 * 24, rnorm(90, 0, 0.5), sqrt(0.3 * 4 / rchisq(90, 4))), 90)
thin <- holes(y, 0.3)
thin[1, -1] <- NA; thin[2, -(1:2)] <- NA; thin[3, -(1:3)] <- NA
two <- holes(y, 0.3)
two[1, -c(1, 24)] <- NA; two[2, -c(1, 2, 24)] <- NA; two[3, 1:6] <- NA; two[4, 9:24] <- NA
two[1:4, c(1, 7, 8, 24)] <- y[1:4, c(1, 7, 8, 24)]
two[1, c(7, 8)] <- NA; two[2, c(7, 8)] <- NA
still <- y[1:10, ]; still[1, ] <- 0; still[2, ] <- 0.5
write_reference("moderated-t", list(
  paired("paired", y),
  paired("paired, reversed", -y[1:30, ]),
  paired("paired, level 0.8", y[1:30, ], 0.8),
  paired("paired, missing values, genes of 1, 2 and 3 pairs", thin),
  paired("paired, 2 pairs", y[, 1:2]),
  paired("paired, 3 genes", y[1:3, 1:6]),
  paired("paired, 2 genes", y[1:2, 1:6]),
  paired("paired, 1 gene", y[1, 1:6, drop = FALSE]),
  paired("paired, 5 genes of 1, 1, 1, 1 and 4 pairs", { few <- y[1:5, 1:4]; few[1:4, -1] <- NA; few }),
  paired("paired, alike", matrix(rnorm(90 * 12), 90)),
  paired("paired, in 1e-12", y[1:30, ] * 1e-12),
  paired("paired, far off 0", y[1:30, ] + 1000),
  paired("paired, extreme", y[1:30, 1:12] * 1e-3 + 50),
  paired("paired, two genes that do not vary", still),
  groups("7 against 17", y, 7),
  groups("7 against 17, missing values, different n", two, 7),
  groups("3 against 12", y[1:30, 1:15], 3),
  groups("3 against 12, level 0.99", y[1:30, 1:15], 3, 0.99),
  groups("1 against 2", y[1:30, 1:3], 1)
), "limma")

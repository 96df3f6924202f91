# Quantile normalisation of Ct: limma's normalizeQuantiles over assays (rows) by samples (columns), NA where there is no Ct.

case <- function(name, ct) {
  cells <- function(m) lapply(seq_len(ncol(m)), function(j) lapply(m[, j], function(x) if (is.na(x)) NULL else x))
  list(name = name, input = list(ct = cells(ct)), result = cells(limma::normalizeQuantiles(ct)))
}

set.seed(20271)
table <- function(assays, samples) {
  round(outer(runif(assays, 16, 32), rnorm(samples), "+") + rnorm(assays * samples, 0, 0.5), 3)
}
without <- function(ct, share) {
  holes <- sample(length(ct), ceiling(share * length(ct)))
  ct[holes] <- NA
  ct
}
ties <- table(8, 4)
ties[c(2, 5, 7), 1] <- 24
ties[c(1, 3), 2] <- ties[4, 2]

write_reference("quantile", list(
  case("all measured", table(12, 5)),
  case("2 assays, 2 samples", table(2, 2)),
  case("one sample", table(6, 1)),
  case("equal Ct", ties),
  case("a tenth missing", without(table(12, 6), 0.1)),
  case("a third missing", without(table(24, 6), 0.34)),
  case("equal Ct and some missing", { few <- ties; few[c(3, 9, 30)] <- NA; few }),
  case("all equal in one sample", { flat <- table(5, 3); flat[, 2] <- 25; flat })
), "limma")

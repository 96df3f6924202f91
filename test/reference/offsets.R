# Missing reference Ct: lm(ct ~ sample + gene) over the samples of one subject that have more than half of their reference
# genes, its prediction in the holes. A hole is NULL; a sample that takes no part keeps its holes.

case <- function(name, ct) {
  rows <- nrow(ct)
  taking <- rowSums(!is.na(ct)) * 2 > ncol(ct)
  long <- data.frame(ct = as.vector(ct), sample = factor(row(ct)), gene = factor(col(ct)))
  long <- long[taking[as.vector(row(ct))], ]
  fit <- lm(ct ~ sample + gene, data = droplevels(long[!is.na(long$ct), ]))
  stopifnot(!anyNA(coef(fit)))
  full <- ct
  for (i in which(taking)) for (j in which(is.na(ct[i, ])))
    full[i, j] <- predict(fit, data.frame(sample = factor(i), gene = factor(j)))
  cells <- function(m) lapply(seq_len(rows), function(i) lapply(m[i, ], function(x) if (is.na(x)) NULL else x))
  list(
    name = name, input = list(ct = cells(ct)),
    result = list(complete = cells(full), reference = lapply(rowMeans(full), function(x) if (is.na(x)) NULL else x))
  )
}

# Three-decimal Ct of so many samples and genes: an offset a sample, one a gene, and noise.
set.seed(20270)
table <- function(samples, genes) {
  round(outer(rnorm(samples, 0, 1), runif(genes, 15, 28), "+") + rnorm(samples * genes, 0, 0.15), 3)
}
without <- function(ct, ...) {
  for (hole in list(...)) ct[hole[1], hole[2]] <- NA
  ct
}

write_reference("offsets", list(
  case("no hole", table(4, 3)),
  case("1 hole, 2 samples of 3 genes", without(table(2, 3), c(1, 2))),
  case("1 hole, 4 samples of 6 genes", without(table(4, 6), c(3, 6))),
  case("2 holes in one sample", without(table(4, 6), c(2, 1), c(2, 4))),
  case("2 holes of one gene", without(table(4, 3), c(1, 3), c(4, 3))),
  case("2 holes, 2 samples of 3 genes, apart", without(table(2, 3), c(1, 1), c(2, 3))),
  case("3 holes, each in another sample and gene", without(table(4, 6), c(1, 2), c(2, 5), c(4, 6))),
  case("3 holes of one gene, seen in one sample alone", without(table(4, 5), c(1, 4), c(2, 4), c(3, 4))),
  case("3 holes in a triangle", without(table(3, 5), c(1, 1), c(1, 2), c(2, 1))),
  case("1 hole, and a sample with half of its genes, which takes no part",
       without(table(4, 4), c(1, 1), c(3, 2), c(3, 3))),
  case("1 hole far from the others", without(rbind(table(3, 4), table(1, 4) + 10), c(4, 1)))
))

# BestKeeper by the formulas of Pfaffl et al. 2004 and their sheet: SD is the mean absolute deviation from the mean, CV that
# in per cent of the mean, the index the geometric mean of Ct over genes, r Pearson's correlation with it.

case <- function(name, ct) {
  index <- exp(colMeans(log(ct)))
  genes <- lapply(seq_len(nrow(ct)), function(j) {
    x <- ct[j, ]
    sd <- mean(abs(x - mean(x)))
    varies <- length(x) > 2 && max(x) > min(x) && max(index) - min(index) > 1e-12 * max(index)
    list(geometricMean = exp(mean(log(x))), mean = mean(x), least = min(x), greatest = max(x), deviation = sd,
         cv = 100 * sd / mean(x), r = if (varies) cor(x, index) else NULL)
  })
  list(name = name, input = list(rows = I(lapply(seq_len(nrow(ct)), function(j) values(ct[j, ])))),
       result = list(genes = I(genes), index = values(index)))
}

set.seed(20303)
made <- function(genes, samples, noise = 0.4)
  round(outer(runif(genes, 15, 30), rnorm(samples, 0, 1), "+") + rnorm(genes * samples, 0, noise), 3)
write_reference("best-keeper", list(
  case("6 genes in 96 samples", made(6, 96)),
  case("3 genes in 8 samples", made(3, 8)),
  case("one gene", made(1, 5)),
  case("one sample", made(4, 1)),
  case("2 samples", made(4, 2)),
  case("one gene is constant", rbind(made(3, 9), 24)),
  case("all constant", matrix(24, 3, 5)),
  case("against the others", { x <- made(3, 10); rbind(x, 60 - x[1, ]) })
))

# limma::trigammaInverse, and from it Newton's steps on 1 / trigamma(y) = 1 / x, which end at the last bits: limma's own is
# 1 / x below 1e-6 and 1 / sqrt(x) above 1e7.

x <- c(1e-300, 1e-20, 1e-12, 1e-7, 1e-6, 1.1e-6, 1e-4, 0.001, 0.01, 0.05, 0.1, 0.3, 0.5, 1, pi^2 / 6, 2, pi^2 / 2, 7, 20, 100, 1e4, 9e6,
       1.1e7, 1e12, 1e100, 1e300)
start <- limma::trigammaInverse(x)
y <- start
some <- x > 1e-100 & x < 1e99 # beyond, limma's is exact, and psigamma overflows
for (step in 1:10) y[some] <- y[some] + trigamma(y[some]) * (1 - trigamma(y[some]) / x[some]) / psigamma(y[some], 2)
stopifnot(all.equal(y, start, tolerance = 1e-6), abs(y / start - 1)[x >= 1e-6 & x <= 1e7] < 1e-13)
write_reference("trigamma-inverse", list(list(name = "trigammaInverse", columns = list(x = values(x), y = values(y)))), "limma")

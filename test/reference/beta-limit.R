# qbeta, and from it Newton's steps on pbeta.

g <- expand.grid(p = c(1e-10, 1e-6, 0.0005, 0.005, 0.025, 0.05, 0.25, 0.5, 0.75, 0.975, 0.9995), n = c(1, 2, 5, 24, 72, 164, 1000, 5000),
                 share = c(0, 0.1, 0.5, 0.7, 1))
g$a <- 1 + round(g$share * (g$n - 1))
g$b <- g$n - g$a + 1
g <- rbind(g[, c("p", "a", "b")], data.frame(p = c(0.025, 0.5, 0.975), a = c(1.5, 2.25, 10.7), b = c(3.3, 1.1, 200.4)))
g <- unique(g)
start <- qbeta(g$p, g$a, g$b)
x <- start
for (step in 1:3) x <- x - (pbeta(x, g$a, g$b) - g$p) / dbeta(x, g$a, g$b)
stopifnot(all.equal(x, start, tolerance = 1e-9))
write_reference("beta-limit", list(
  list(name = "betaLimit", columns = list(p = values(g$p), a = values(g$a), b = values(g$b), x = values(x)))
))

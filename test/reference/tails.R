# The distributions under the tests, and ranks: pnorm, pt, qnorm, qt, psignrank, pwilcox and their quantiles, rank.

frame <- function(.name, ...) list(name = .name, columns = lapply(list(...), values))

z <- c(0, 1e-12, 0.1, 0.5, 1, 1.5, 1.959963984540054, 2, 3, 4, 5, 6, 8, 10, 15, 20, 25, 30, 35, 37)
z <- c(z, -z[-1])
some <- c(1e-300, 1e-100, 1e-20, 1e-15, 1e-10, 5e-7, 5e-5, 0.0005, 0.005, 0.025, 0.05, 0.1, 0.3, 0.45,
          0.7, 0.975, 0.999)
some_t <- expand.grid(p = c(1e-12, 1e-6, 1e-4, 0.001, 0.01, 0.05, 0.1, 0.5, 0.9), df = c(1, 2, 3, 5, 11, 23, 71, 999))
t <- expand.grid(t = c(0, 1e-9, 0.01, 0.5, 1, 2, 3, 5, 10, 40, 1e3, 1e6), df = c(1, 2, 3, 5, 11, 23, 71, 999))
t <- rbind(t, data.frame(t = c(1e100, 1e60, 1e25), df = c(3, 5, 11)))
t$p <- 2 * pt(-abs(t$t), t$df)
t <- t[t$p > 1e-300, ]

signed <- do.call(rbind, lapply(c(1, 2, 5, 6, 8, 12, 24, 49), function(n) {
  size <- n * (n + 1) / 2
  data.frame(n = n, w = unique(round(seq(0, size, length.out = 40))))
}))
sizes <- list(c(1, 1), c(1, 49), c(2, 2), c(3, 12), c(12, 3), c(7, 17), c(20, 28), c(30, 49), c(49, 49))
sums <- do.call(rbind, lapply(sizes, function(s) {
  data.frame(m = s[1], n = s[2], w = unique(round(seq(0, s[1] * s[2], length.out = 40))))
}))
# Not 0.5, which half the distributions meet exactly: after 1,200 additions R's sum falls short of it and its quantile is 1 too far.
p <- c(0, 1e-6, 0.005, 0.025, 0.05, 0.1, 0.25, 0.45, 0.75, 0.9, 0.975, 1)
signed_q <- expand.grid(p = p, n = c(1, 5, 6, 12, 24, 49))
sums_q <- merge(data.frame(p = p), data.frame(m = c(1, 3, 7, 20, 49), n = c(1, 12, 17, 28, 49)))
tied <- c(3, 1, 3, 0, -0, 2.5, -1e-12, 1e-12, 1e9, 1e9 + 1e-6, -7, 3, 0)

write_reference("tails", list(
  frame("normalTail", z = z, p = pnorm(z, lower.tail = FALSE)),
  frame("normalTwoSided", z = z, p = 2 * pnorm(-abs(z))),
  frame("normalLimit", p = some, z = qnorm(some, lower.tail = FALSE)),
  frame("studentLimit", p = some_t$p, df = some_t$df, t = qt(some_t$p / 2, some_t$df, lower.tail = FALSE)),
  frame("studentTail", t = t$t, df = t$df, p = t$p),
  frame("signedRankDistribution atMost", n = signed$n, w = signed$w, p = psignrank(signed$w, signed$n)),
  frame("signedRankDistribution atLeast", n = signed$n, w = signed$w, p = psignrank(signed$w - 1, signed$n, lower.tail = FALSE)),
  frame("signedRankDistribution quantile", n = signed_q$n, p = signed_q$p, w = qsignrank(signed_q$p, signed_q$n)),
  frame("rankSumDistribution atMost", m = sums$m, n = sums$n, w = sums$w, p = pwilcox(sums$w, sums$m, sums$n)),
  frame("rankSumDistribution atLeast", m = sums$m, n = sums$n, w = sums$w,
        p = pwilcox(sums$w - 1, sums$m, sums$n, lower.tail = FALSE)),
  frame("rankSumDistribution quantile", m = sums_q$m, n = sums_q$n, p = sums_q$p, w = qwilcox(sums_q$p, sums_q$m, sums_q$n)),
  frame("midranks", value = tied, rank = rank(tied))
))

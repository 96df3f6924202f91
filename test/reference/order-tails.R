# The distributions under the rank tests: Kendall's and Spearman's by cor.test's own functions, Jonckheere's by dwilcox of
# each group against those before, convolved; with ties by listing all choices.

frame <- function(.name, ..., list = NULL) c(list(name = .name, columns = lapply(list(...), values)), list)
spread <- function(size) unique(round(seq(0, size, length.out = 30)))

kendall <- do.call(rbind, lapply(c(2, 3, 5, 9, 24, 49), function(n) {
  # R's recursion by doubles: the tail above the middle is that below it, mirrored.
  data.frame(n = n, w = spread(n * (n - 1) / 2))
}))
kendall_p <- mapply(function(n, w) {
  size <- n * (n - 1) / 2
  lower <- function(q) if (q < 0) 0 else .Call(stats:::C_pKendall, q, n)
  if (w <= size / 2) lower(w) else 1 - lower(size - w - 1)
}, kendall$n, kendall$w)
spearman <- do.call(rbind, lapply(2:9, function(n) data.frame(n = n, w = spread((n^3 - n) / 6))))
spearman_p <- mapply(function(n, w) .Call(stats:::C_pRho, 2 * w + 2, n, TRUE), spearman$n, spearman$w)

null_of <- function(sizes) {
  probability <- 1
  for (i in seq_along(sizes)[-1]) {
    before <- sum(sizes[seq_len(i - 1)])
    more <- dwilcox(0:(before * sizes[i]), before, sizes[i])
    sums <- numeric(length(probability) + length(more) - 1)
    for (j in seq_along(more)) sums[j - 1 + seq_along(probability)] <- sums[j - 1 + seq_along(probability)] + more[j] * probability
    probability <- sums
  }
  probability
}
jonckheere <- lapply(list(c(1, 1), c(2, 3, 2), c(1, 4, 1), c(7, 17), c(60, 30), c(10, 1, 14), c(20, 12, 6, 8, 3), rep(10, 10), rep(1, 40)), function(sizes) {
  null <- null_of(sizes)
  size <- length(null) - 1
  w <- spread(size)
  list(name = "jonckheere", sizes = values(sizes), w = values(w),
       p = values(sapply(w, function(v) if (v <= size / 2) sum(null[0:v + 1]) else 1 - sum(null[seq_len(size - v)]))))
})

# Tails of W, of all choices of m from tied ranks; and of V, of all choices of signs.
chosen <- lapply(list(list(c(1, 1, 2), 1), list(c(1, 1, 2), 2), list(c(0, 0, 0, 0), 2), list(c(1, 1, 2, 2, 2, 3, 4), 3), list(c(1, 1, 2, 2, 2, 3, 4), 4),
                      list(c(5, 1, 1, 1, 1, 1, 1, 1, 9, 9), 3), list(round(qnorm(ppoints(15)), 0), 7), list(1:8, 3)), function(g) {
  r <- rank(g[[1]]); m <- g[[2]]
  w <- combn(length(r), m, function(i) sum(r[i])) - m * (m + 1) / 2
  at <- seq(0, m * (length(r) - m), by = 0.5)
  list(name = "tied rank sum", ranks = values(r), m = m, w = values(at), atMost = values(sapply(at, function(v) mean(w <= v))),
       atLeast = values(sapply(at, function(v) mean(w >= v))))
})
signed <- lapply(list(1, c(1, 1), c(1, 1, 2), c(2, 2, 2, 2), c(1, 1, 2, 3, 3, 3, 4), round(10 * qnorm(ppoints(12) / 2 + 0.5), -1), 1:7), function(g) {
  r <- rank(g)
  signs <- as.matrix(expand.grid(rep(list(0:1), length(r))))
  v <- as.vector(signs %*% r)
  at <- seq(0, sum(r), by = 0.5)
  list(name = "tied signed rank", ranks = values(r), w = values(at), atMost = values(sapply(at, function(u) mean(v <= u))),
       atLeast = values(sapply(at, function(u) mean(v >= u))))
})

write_reference("order-tails", c(list(
  frame("kendallDistribution atMost", n = kendall$n, w = kendall$w, p = kendall_p),
  frame("spearmanDistribution atMost", n = spearman$n, w = spearman$w, p = spearman_p)
), jonckheere, chosen, signed))

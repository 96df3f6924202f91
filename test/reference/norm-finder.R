# NormFinder by the formulas of Andersen et al. 2004 and their supplement, written out. A negative variance becomes a
# quarter of the least variance of the gene's difference to another.

within <- function(y) {
  k <- nrow(y); n <- ncol(y)
  r <- y - outer(rowMeans(y), rep(1, n)) - outer(rep(1, k), colMeans(y)) + mean(y)
  s <- rowSums(r^2) / (n - 1)
  v <- (s - sum(s) / (k * (k - 1))) / (1 - 2 / k)
  least <- sapply(seq_len(k), function(i) min(sapply(setdiff(seq_len(k), i), function(j) var(y[i, ] - y[j, ]))))
  ifelse(v < 0, least / 4, v)
}

case <- function(name, y, groups = NULL) {
  names <- if (is.null(groups)) "" else unique(groups)
  parts <- lapply(names, function(g) if (is.null(groups)) y else y[, groups == g, drop = FALSE])
  v <- sapply(parts, within)
  z <- sapply(parts, rowMeans)
  d <- z - outer(rowMeans(z), rep(1, ncol(z))) - outer(rep(1, nrow(z)), colMeans(z)) + mean(z)
  if (length(parts) == 1) stability <- sqrt(v[, 1]) else {
    e <- sweep(v, 2, sapply(parts, ncol), "/")
    gamma <- max(0, sum(d^2) / ((ncol(d) - 1) * (nrow(d) - 1)) - mean(e))
    stability <- rowMeans(abs(d) * gamma / (gamma + e) + sqrt(e + e * gamma / (gamma + e)))
    cat(name, "gamma", gamma, "\n")
  }
  cat(name, "by the rule for negative variances:", sum(sapply(parts, function(p) {
    k <- nrow(p); r <- p - rowMeans(p) - outer(rep(1, k), colMeans(p)) + mean(p); s <- rowSums(r^2)
    sum(s - sum(s) / (k * (k - 1)) < 0)
  })), "\n")
  rows <- function(m) I(lapply(seq_len(nrow(m)), function(j) values(m[j, ])))
  list(
    name = name, input = list(rows = rows(y), groups = if (is.null(groups)) NULL else I(groups)),
    result = list(groups = I(names), variances = rows(t(v)), differences = rows(t(d)), stability = values(stability))
  )
}

# Three-decimal Ct: an amount a sample, a level a gene, noise that differs between genes, and a shift of some in a group.
set.seed(20302)
made <- function(genes, samples, noise = seq(0.1, 0.9, length.out = genes)) {
  round(outer(runif(genes, 15, 30), rnorm(samples, 0, 1), "+") + matrix(rnorm(genes * samples, 0, noise), genes), 3)
}
shifted <- function(y, gene, at, by) { y[gene, at] <- y[gene, at] + by; y }
visits <- function(...) rep(c("C1D1 pre", "C1D1 post", "C1D15 pre", "C1D15 post"), c(...))
write_reference("norm-finder", list(
  case("one group", made(6, 20)),
  case("one group of 2 samples, 3 genes", made(3, 2)),
  case("one group, two genes nearly alike", made(3, 12, c(0.01, 0.01, 1))),
  case("4 groups", made(6, 96), visits(24, 24, 24, 24)),
  case("4 groups of unequal size, mixed", { g <- visits(9, 4, 7, 2); made(5, 22)[, order(rnorm(22))] -> y; y }, visits(9, 4, 7, 2)),
  case("2 groups, one gene shifted", shifted(made(6, 24), 2, 13:24, 1.5), rep(c("a", "b"), each = 12)),
  case("2 groups alternating", made(4, 16), rep(c("a", "b"), 8)),
  case("2 groups, two genes nearly alike", shifted(made(4, 20, c(0.01, 0.01, 1, 0.8)), 3, 1:10, 1), rep(c("a", "b"), each = 10)),
  case("groups that differ by less than chance", { y <- made(4, 12); cbind(y, y + c(0.01, -0.01, 0.02, 0)) }, rep(c("a", "b"), each = 12)),
  case("3 groups of 2", made(3, 6), rep(c("x", "y", "z"), each = 2)),
  case("14 genes", made(14, 28), rep(c("a", "b", "c", "d"), each = 7)),
  case("offset", made(4, 12) + 1000, rep(c("a", "b"), 6))
))

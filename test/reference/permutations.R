# Step-down max-T and tests of gene sets over all arrangements of small designs, by base functions and by the definitions.
# Where nothing is missing, each gene's own p is held against coin's exact distributions, and where nothing ties
# either the adjusted p of two groups against the complete enumeration of multtest, if that is installed.
suppressPackageStartupMessages(library(coin))

# A statistic has reached another when it is no further below it than rounding.
reaches <- function(size, observed) size >= observed - 1e-9 * pmax(1, observed)

# All arrangements, one a row: of groups which subjects are in the first, of scores all n! orders, of signs all of them.
orders <- function(n) {
  if (n == 1) return(matrix(1))
  shorter <- orders(n - 1)
  do.call(rbind, lapply(seq_len(n), function(first) cbind(first, shorter + (shorter >= first), deparse.level = 0)))
}
arranged <- function(kind, y) {
  n <- length(y)
  if (kind == "groups") return(t(combn(n, sum(y), function(first) as.numeric(seq_len(n) %in% first))))
  if (kind == "scores") return(matrix(y[orders(n)], ncol = n))
  unname(as.matrix(expand.grid(rep(list(c(1, -1)), n))))
}

tied <- function(r) sum(table(r)^3 - table(r))

# z of one gene x under the arrangement y; 0 where it has no spread.
z_of <- function(kind, x, y) {
  k <- !is.na(x)
  x <- x[k]; y <- y[k]; n <- length(x)
  if (kind == "groups") {
    m <- sum(y)
    if (m == 0 || m == n) return(0)
    r <- rank(x)
    variance <- m * (n - m) / 12 * (n + 1 - tied(r) / (n * (n - 1)))
    return(if (variance < 1e-12) 0 else (sum(r[y == 1]) - m * (n + 1) / 2) / sqrt(variance))
  }
  if (kind == "scores") {
    if (n < 2) return(0)
    r <- rank(x)
    rr <- n * sum(r^2) - sum(r)^2; yy <- n * sum(y^2) - sum(y)^2
    if (rr == 0 || yy == 0) return(0)
    z <- (n * sum(r * y) - sum(r) * sum(y)) / sqrt(rr) / sqrt(yy) * sqrt(n - 1)
    stopifnot(abs(z - cor(r, y) * sqrt(n - 1)) < 1e-12)
    return(z)
  }
  d <- x * y
  d <- d[d != 0]; n <- length(d)
  if (n == 0) return(0)
  r <- rank(abs(d))
  (sum(r[d > 0]) - n * (n + 1) / 4) / sqrt(n * (n + 1) * (2 * n + 1) / 24 - tied(r) / 48)
}

tested <- function(kind, x, y) {
  k <- !is.na(x)
  if (kind == "signs") any(x[k] != 0) else length(unique(y[k])) > 1
}
varies <- function(kind, x) {
  x <- x[!is.na(x)]
  if (kind == "signs") any(x != 0) else length(unique(x)) > 1
}

# A vector with gaps, as JSON has them: null.
gaps <- function(x) lapply(x, function(v) if (is.na(v)) NULL else v)

step_down <- function(observed, permuted) {
  falling <- order(-abs(observed))
  adjusted <- numeric(length(observed))
  for (place in seq_along(falling)) {
    rest <- falling[place:length(falling)]
    largest <- apply(abs(permuted[, rest, drop = FALSE]), 1, max)
    adjusted[place] <- mean(reaches(largest, abs(observed[falling[place]])))
  }
  cummax(adjusted)[order(falling)]
}

set_test <- function(observed, permuted, sets, statistic) {
  results <- lapply(sets, function(set) {
    told <- statistic(observed, set)
    p <- if (is.na(told)) NA else mean(reaches(abs(apply(permuted, 1, statistic, set)), abs(told)))
    c(told, p)
  })
  list(statistic = gaps(sapply(results, `[`, 1)), p = gaps(sapply(results, `[`, 2)))
}

case <- function(name, kind, x, y = rep(1, nrow(x)), sets = list(seq_len(ncol(x)))) {
  genes <- seq_len(ncol(x))
  scores <- if (kind == "scores") rank(y) else y
  ways <- arranged(kind, scores)
  observed <- sapply(genes, function(g) z_of(kind, x[, g], scores))
  permuted <- sapply(genes, function(g) apply(ways, 1, function(way) z_of(kind, x[, g], way)))
  permuted <- matrix(permuted, ncol = length(genes))
  can <- sapply(genes, function(g) tested(kind, x[, g], y))
  p <- sapply(genes, function(g) mean(reaches(abs(permuted[, g]), abs(observed[g]))))
  adjusted <- step_down(observed, permuted)
  count <- round(nrow(ways) / (if (kind == "scores") prod(factorial(table(y))) else 1))

  for (g in genes[can & colSums(is.na(x)) == 0]) {
    if (length(unique(x[, g])) == 1) next
    test <- switch(kind,
      groups = wilcox_test(x[, g] ~ factor(y, c(1, 0)), distribution = "exact"),
      signs = wilcoxsign_test(x[, g] ~ rep(0, nrow(x)), distribution = "exact", zero.method = "Wilcoxon"),
      scores = NULL)
    if (is.null(test)) next
    stopifnot(abs(pvalue(test) - p[g]) < 1e-12, abs(statistic(test) - observed[g]) < 1e-12)
  }
  free <- !anyNA(x) && !any(apply(x, 2, anyDuplicated))
  if (kind == "groups" && free && requireNamespace("multtest", quietly = TRUE)) {
    capture.output(mt <- multtest::mt.maxT(t(x), y, test = "wilcoxon", B = 0))
    stopifnot(abs(mt$rawp[order(mt$index)] - p) < 1e-12, abs(mt$adjp[order(mt$index)] - adjusted) < 1e-12)
  }

  vary <- genes[sapply(genes, function(g) varies(kind, x[, g]))]
  safe <- function(z, set) {
    inside <- intersect(set, vary); outside <- setdiff(vary, set)
    if (!length(inside) || !length(outside)) return(NA)
    size <- round(abs(z), 9)
    mean(outer(size[inside], size[outside], function(a, b) (a > b) + (a == b) / 2))
  }
  over <- function(f) function(z, set) if (length(intersect(set, vary))) mean(f(z[intersect(set, vary)])) else NA
  list(
    name = name,
    input = list(kind = kind, rows = nrow(x), columns = ncol(x), values = gaps(as.vector(t(x))), outcome = values(y),
                 sets = lapply(sets, function(set) values(set - 1))),
    result = list(
      permutations = count, exact = TRUE,
      maxT = list(statistic = gaps(ifelse(can, observed, NA)), p = gaps(ifelse(can, p, NA)),
                  adjusted = gaps(ifelse(can, adjusted, NA)), n = values(colSums(!is.na(x)))),
      undirected = set_test(observed, permuted, sets, over(function(z) z^2)),
      directed = set_test(observed, permuted, sets, over(identity)),
      competitive = set_test(observed, permuted, sets, safe)
    )
  )
}

set.seed(20270)
genes_of <- function(n, genes, digits = 3) { # correlated by a half, as genes of a set are
  shared <- rnorm(n)
  round(matrix(rnorm(n * genes), n) + shared, digits)
}
shifted <- function(x, y, by) { x[y == 1, seq_along(by)] <- sweep(x[y == 1, seq_along(by), drop = FALSE], 2, by, "+"); x }
with_gaps <- function(x, places) { x[places] <- NA; x }

y45 <- c(1, 0, 1, 0, 0, 1, 0, 1, 0)
x45 <- shifted(genes_of(9, 6), y45, c(2, -1.5, 1))
t45 <- shifted(genes_of(9, 6, 0), y45, c(2, -2, 1))
g45 <- with_gaps(t45, cbind(c(1, 4, 2, 3, 9, 5, 5, 6), c(1, 1, 2, 3, 3, 4, 5, 6)))
g45[y45 == 1, 4] <- NA # known in one group alone
g45[, 5] <- c(NA, 2, 2, 2, NA, 2, 2, 2, 2) # all equal
odd <- cbind(g45, NA, c(1, rep(NA, 8)), g45[, 1]) # known of none, of one, and a gene twice
pairs <- list(1:3, 4:6, c(1, 6), 2)
alike <- cbind(c(0, NA, 1, NA, NA, 1, 1, 0, NA), c(1, 0, 0, 0, 2, NA, 1, 0, 1), # two pairs of genes: |z| of a pair are
               c(1, 2, 0, NA, 2, 2, 2, 1, 0), c(2, 0, 1, 1, 2, NA, 0, 1, NA)) # equal, but not to the last bit
y312 <- rep(c(1, 0), c(3, 12))
y100 <- rep(c(0, 1, 0), c(30, 2, 70))
y6 <- c(3, 1, 2, 2, 5, 4)
y7 <- c(2.5, -1, 0.25, 3, 8, 1, -4)
y3 <- c(1, 2, 3, 1, 2, 3, 3, 2) # ordered classes; 560 distinct orders of 40,320
changes <- round(genes_of(8, 5) + rep(c(1, -0.5, 0, 0.3, 0), each = 8), 3)
steps <- round(genes_of(8, 5, 0) + rep(c(2, -1, 0, 1, 0), each = 8))
holes <- cbind(with_gaps(steps, cbind(c(1, 2, 2, 5), c(1, 1, 3, 5))), 0, NA, c(0, NA, 3, rep(0, 5)))

write_reference("permutations", list(
  case("one of two, one gene", "groups", matrix(c(1, 2), 2), c(1, 0)),
  case("one gene, all equal", "groups", matrix(7, 5, 1), c(1, 0, 0, 1, 0)),
  case("all genes equal", "groups", matrix(7, 5, 3), c(1, 0, 0, 1, 0), list(1:2)),
  case("4 against 5", "groups", x45, y45, pairs),
  case("4 against 5, groups swapped", "groups", x45, 1 - y45, pairs),
  case("4 against 5, reversed", "groups", -x45, y45, pairs),
  case("4 against 5, in 1e-12", "groups", x45 * 1e-12, y45, pairs),
  case("4 against 5, offset with zeros", "groups", round(x45) + 1e9 * (abs(x45) > 1), y45, pairs),
  case("4 against 5, with ties", "groups", t45, y45, pairs),
  case("4 against 5, with ties and gaps", "groups", g45, y45, pairs),
  case("genes known of none, of one, and twice", "groups", odd, y45, list(1:3, 7:8, c(5, 7), 4, c(1, 9), 1:9)),
  case("4 against 5, equal z of unequal genes", "groups", alike, y45, list(1, 2, 3, 4, c(1, 3))),
  case("apart", "groups", cbind(c(5, 6, 7, 1, 2, 3), c(1, 2, 3, 4, 5, 6), c(1, 4, 2, 5, 3, 6)), c(1, 1, 1, 0, 0, 0), list(1, 2:3)),
  case("one against six", "groups", genes_of(7, 4), c(0, 0, 1, 0, 0, 0, 0), list(1:2)),
  case("3 against 12", "groups", shifted(genes_of(15, 5), y312, c(3, 2)), y312, list(1:2, 3:5)),
  case("3 against 12, with ties and gaps", "groups",
       with_gaps(shifted(genes_of(15, 5, 0), y312, c(3, 2)), cbind(c(1, 2, 7, 8, 15), c(1, 3, 3, 4, 5))), y312, list(1:2, 3:5)),
  case("2 against 100", "groups", shifted(genes_of(102, 3, 1), y100, c(3)), y100, list(1, 2:3)),
  case("5 against 5, one gene far off", "groups", shifted(genes_of(10, 4), rep(1:0, 5), c(9, 1)), rep(1:0, 5), list(1:2, 2:4)),
  case("scores of two", "scores", matrix(c(1, 2, 4, 3), 2), c(3, 1)),
  case("scores of six, two equal", "scores", genes_of(6, 4) + outer(y6, c(1, 0.5, 0, 0)), y6, list(1:2, 3:4, 1:4)),
  case("scores of six, ties and gaps", "scores",
       with_gaps(genes_of(6, 4, 0) + outer(y6, c(1, -1, 0, 0)), cbind(c(1, 3, 4, 6, 2), c(1, 2, 2, 3, 4))), y6, list(1:2, 3:4)),
  case("scores of six, equal where known", "scores", cbind(c(NA, NA, 1, 2, NA, NA), c(NA, 1, NA, NA, NA, NA), 4, 1:6), y6, list(1:2, 3, c(1, 4))),
  case("scores of seven", "scores", genes_of(7, 4) + outer(y7, c(0.5, 0, 0, -0.2)), y7, list(1:2, c(1, 4))),
  case("scores of eight in three classes", "scores", genes_of(8, 3, 1) + outer(y3, c(1, 0, 0.5)), y3, list(1:2)),
  case("signs of one", "signs", matrix(c(2, -3), 1), sets = list(1, 2)),
  case("signs of eight", "signs", changes, sets = list(1:2, 3:5, 1)),
  case("signs of eight, reversed", "signs", -changes, sets = list(1:2, 3:5, 1)),
  case("signs of eight, in 1e-12", "signs", changes * 1e-12, sets = list(1:2, 3:5, 1)),
  case("signs of eight, ties and zeros", "signs", steps, sets = list(1:2, 3:5, 1)),
  case("signs of eight, ties, zeros and gaps", "signs", holes, sets = list(1:2, 6:7, c(1, 8), 6:8)),
  case("signs, all one way", "signs", matrix(1:14, 7), sets = list(1, 1:2))
), "coin")

# wilcox.test of two samples, limits and estimate as in signed-rank.R. Asked for an exact p with ties, which R 4.2 has not:
# coin's, by its shift algorithm, held against the list of all choices where that is short, and against exactRankTests.
suppressMessages(library(coin))

counted_p <- function(a, b) {
  m <- length(a); n <- length(b)
  if (length(unique(c(a, b))) == 1) return(1)
  p <- as.numeric(pvalue(wilcox_test(c(a, b) ~ factor(rep(1:2, c(m, n))), distribution = exact(algorithm = "shift"))))
  r <- rank(c(a, b))
  if (choose(m + n, m) < 1e5) {
    beyond <- abs(combn(m + n, m, function(i) sum(r[i])) - m * (m + n + 1) / 2)
    stopifnot(all.equal(p, mean(beyond >= abs(sum(r[1:m]) - m * (m + n + 1) / 2)), tolerance = 1e-12))
  }
  suppressMessages(requireNamespace("exactRankTests"))
  stopifnot(all.equal(p, suppressWarnings(exactRankTests::wilcox.exact(a, b, exact = TRUE))$p.value, tolerance = 1e-9))
  p
}

differences <- function(a, b) sort(outer(a, b, "-"))

normal_z <- function(a, b) {
  m <- length(a); n <- length(b)
  r <- rank(c(a, b))
  beyond <- sum(r[seq_along(a)]) - m * (m + 1) / 2 - m * n / 2
  ties <- sum(table(r)^3 - table(r))
  (beyond - sign(beyond) / 2) / sqrt(m * n / 12 * (m + n + 1 - ties / ((m + n) * (m + n - 1))))
}

tried <- function(a, b, level) {
  w <- unique(differences(a, b))
  between <- c(w[1] - 1, (head(w, -1) + tail(w, -1)) / 2, w[length(w)] + 1)
  z <- sapply(between, function(d) normal_z(a - d, b))
  q <- qnorm((1 - level) / 2, lower.tail = FALSE)
  if (z[1] < q) list(NULL, NULL) else list(w[which(z < q)[1] - 1], w[max(which(z > -q))])
}

case <- function(name, a, b, level = 0.95, exact = NULL) {
  asked <- exact
  ties <- anyDuplicated(c(a, b)) > 0
  m <- length(a); n <- length(b)
  all_equal <- length(unique(c(a, b))) == 1 # R divides 0 by 0 there; every arrangement gives this W, so p is 1
  constants <- length(unique(a)) == 1 && length(unique(b)) == 1 # there R's uniroot stops with an error
  scale <- max(abs(outer(a, b, "-")), 1e-300)
  r <- suppressWarnings(wilcox.test(a, b, conf.int = !constants, conf.level = level, tol.root = 1e-14 * scale,
                                    exact = if (ties) FALSE else asked))
  exact <- grepl("exact", r$method)
  if (exact) {
    limits <- if (2 * pwilcox(0, m, n) > 1 - level + 1e-12) list(NULL, NULL) else as.list(r$conf.int)
  } else {
    limits <- if (m * n < 3000) tried(a, b, level) else as.list(r$conf.int)
    if (!constants && !is.null(limits[[1]])) {
      stopifnot(all.equal(unlist(limits), as.numeric(r$conf.int), tolerance = 1e-10))
      limits <- as.list(r$conf.int)
    }
  }
  p <- if (all_equal) 1 else r$p.value
  if (isTRUE(asked) && ties) {
    exact <- TRUE
    p <- counted_p(a, b)
  }
  k <- unique(pmax(1, round(m * n * c(0, 0.1, 0.5, 0.9, 1))))
  list(
    name = name, input = c(list(a = values(a), b = values(b), level = level), if (!is.null(asked)) list(exact = asked)),
    result = list(method = "rank-sum", exact = exact, statistic = unname(r$statistic),
                  estimate = median(differences(a, b)), low = limits[[1]], high = limits[[2]], p = p, n = m + n),
    kth = list(k = values(k), differences = values(differences(a, b)[k]))
  )
}

set.seed(20262)
a <- rnorm(60, 0.5); b <- rnorm(60)
la <- round(a, 1); lb <- round(b, 1)
big_a <- rnorm(400, 0.1); big_b <- rnorm(600)
write_reference("rank-sum", list(
  case("one value each", 2, 1),
  case("one equal value each", 2, 2),
  case("one value against twelve", 0.1, b[1:12]),
  case("one value against fifty", 0.1, b[1:50]),
  case("all equal", rep(1, 5), rep(1, 7)),
  case("two constants", rep(2, 6), rep(1, 7)),
  case("3 against 12", a[1:3], b[1:12]),
  case("3 against 12, apart", c(10, 11, 12.5), b[1:12]),
  case("3 against 12 with ties", la[1:3], c(la[1], lb[1:11])),
  case("3 against 3", c(1.5, 2.5, 3.5), c(0.1, 0.2, 0.4)),
  case("7 against 17", a[1:7], b[1:17]),
  case("7 against 17, swapped", b[1:17], a[1:7]),
  case("7 against 17, reversed", -a[1:7], -b[1:17]),
  case("7 against 17, in 1e-12", a[1:7] * 1e-12, b[1:17] * 1e-12),
  case("7 against 17 with ties", la[1:7], lb[1:17]),
  case("ties within groups only", c(5, 5, 6, 7, 8, 9), c(1, 1, 1, 2, 3, 5.5, 6.5)),
  case("zeros", c(0, 0, 1.5, -0.5, 2, 0, 1), c(0, -1, -2.5, 0, 0.5, -3, 0, 0)),
  case("offset with zeros", c(0, 1e9 + c(0.5, 1.5, 2.25, 8)), c(0, 0, 1e9 + c(-0.5, 1, 0.75, 2, -4))),
  case("49 against 49", a[1:49], b[1:49]),
  case("49 against 50", a[1:49], b[1:50]),
  case("50 against 49", a[1:50], b[1:49]),
  case("51 against 51", a[1:51], b[1:51]),
  case("49 against 49 with ties", la[1:49], lb[1:49]),
  case("51 against 51 with ties, level 0.8", la[1:51], lb[1:51], 0.8),
  case("20 against 28, level 0.99", a[1:20], b[1:28], 0.99),
  case("400 against 600", big_a, big_b),
  case("400 against 600 with ties", round(big_a, 1), round(big_b, 1)),
  case("400 against 600, apart", big_a + 9, big_b),
  case("exact, one equal value each", 2, 2, exact = TRUE),
  case("exact, all equal", rep(1, 5), rep(1, 7), exact = TRUE),
  case("exact, two constants", rep(2, 6), rep(1, 7), exact = TRUE),
  case("exact, 3 against 12 with ties", la[1:3], c(la[1], lb[1:11]), exact = TRUE),
  case("exact, 12 against 3 with ties, apart", c(1, 1, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3), c(3, 4, 5), exact = TRUE),
  case("exact, 7 against 17", a[1:7], b[1:17], exact = TRUE),
  case("exact, 7 against 17 with ties", la[1:7], lb[1:17], exact = TRUE),
  case("exact, 17 against 7 with ties, in 1e-12", lb[1:17] * 1e-12, la[1:7] * 1e-12, exact = TRUE),
  case("exact, one tie far off", c(a[1:8], 9), c(b[1:14], 9), exact = TRUE),
  case("exact, zeros", c(0, 0, 1.5, -0.5, 2, 0, 1), c(0, -1, -2.5, 0, 0.5, -3, 0, 0), exact = TRUE),
  case("exact, in the middle", c(1, 2, 2, 3), c(1, 2, 2, 3), exact = TRUE),
  case("exact, four responses", rep(1:4, c(2, 5, 9, 4)), rep(1:4, c(9, 8, 6, 5)), exact = TRUE),
  case("exact, 49 against 23 with ties", la[1:49], lb[1:23], exact = TRUE),
  case("exact, 49 against 49 with ties, apart", la[1:49] + 5, lb[1:49], exact = TRUE),
  case("exact, 60 against 12", a[1:60], b[1:12], exact = TRUE),
  case("exact, 50 against 50, level 0.8", a[1:50] + 0.5, b[1:50], 0.8, exact = TRUE),
  case("exact, 60 against 40 with ties", la[1:60], lb[1:40], exact = TRUE),
  case("not exact, 7 against 17", a[1:7], b[1:17], exact = FALSE),
  case("not exact, 3 against 12, apart", c(10, 11, 12.5), b[1:12], exact = FALSE),
  case("not exact, one value against twelve", 0.1, b[1:12], exact = FALSE)
), "coin")

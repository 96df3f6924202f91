# wilcox.test of one sample. The normal interval is R's own inversion (uniroot, to the last digits by tol.root), where R
# reaches the level asked for; else, and as a check of it where n is small, the same inversion by trying a shift between
# every two neighbouring Walsh averages. The estimate is the median of all Walsh averages, listed. Asked for an exact p
# with ties or zeros, which R 4.2 has not: coin's, zeros dropped, held against the list of all signs where that is short,
# and against exactRankTests.
suppressMessages(library(coin))

counted_p <- function(x) {
  x <- x[x != 0]
  n <- length(x)
  zero <- numeric(n)
  p <- as.numeric(pvalue(wilcoxsign_test(x ~ zero, distribution = "exact", zero.method = "Wilcoxon")))
  r <- rank(abs(x))
  if (n <= 14) {
    beyond <- abs(as.matrix(expand.grid(rep(list(0:1), n))) %*% r - sum(r) / 2)
    stopifnot(all.equal(p, mean(beyond >= abs(sum(r[x > 0]) - sum(r) / 2)), tolerance = 1e-12))
  }
  suppressMessages(requireNamespace("exactRankTests"))
  stopifnot(all.equal(p, suppressWarnings(exactRankTests::wilcox.exact(x, exact = TRUE))$p.value, tolerance = 1e-9))
  p
}

walsh <- function(x) {
  sums <- outer(x, x, "+")
  sort(sums[!lower.tri(sums)]) / 2
}

normal_z <- function(x) {
  n <- length(x)
  r <- rank(abs(x))
  beyond <- sum(r[x > 0]) - n * (n + 1) / 4
  ties <- sum(table(r)^3 - table(r))
  (beyond - sign(beyond) / 2) / sqrt(n * (n + 1) * (2 * n + 1) / 24 - ties / 48)
}

tried <- function(x, level) {
  w <- unique(walsh(x))
  between <- c(w[1] - 1, (head(w, -1) + tail(w, -1)) / 2, w[length(w)] + 1)
  z <- sapply(between, function(d) normal_z(x - d))
  q <- qnorm((1 - level) / 2, lower.tail = FALSE)
  if (z[1] < q) list(NULL, NULL) else list(w[which(z < q)[1] - 1], w[max(which(z > -q))])
}

# R drops zeros from the estimate and the interval too. A difference of 0 is evidence of a small shift, and the test at any
# other shift uses it: so the limits of data with zeros are R's of the data moved off 0, moved back.
case <- function(name, x, level = 0.95, exact = NULL) {
  asked <- exact
  n <- length(x)
  zeros <- any(x == 0)
  ties <- anyDuplicated(abs(x)) > 0
  r <- suppressWarnings(wilcox.test(x, conf.int = n < 2000 && !zeros, conf.level = level, tol.root = 1e-14 * max(abs(x)),
                                    exact = if (zeros || ties) FALSE else asked))
  exact <- grepl("exact", r$method)
  off <- if (zeros) 4 * 2^ceiling(log2(max(abs(x)))) else 0
  shown <- if (zeros) suppressWarnings(wilcox.test(x + off, exact = FALSE, conf.int = TRUE, conf.level = level, tol.root = 1e-14 * off)) else r
  if (exact) {
    limits <- if (2 * psignrank(0, n) > 1 - level + 1e-12) list(NULL, NULL) else as.list(r$conf.int)
  } else {
    reached <- isTRUE(all.equal(attr(shown$conf.int, "conf.level"), level))
    if (n < 60) limits <- tried(x, level)
    if (n < 60 && reached) stopifnot(all.equal(unlist(limits), as.numeric(shown$conf.int) - off, tolerance = 1e-10, scale = max(abs(x))))
    if (n >= 60 && reached) limits <- as.list(as.numeric(shown$conf.int) - off)
  }
  p <- r$p.value
  if (isTRUE(asked) && (zeros || ties)) {
    exact <- TRUE
    p <- counted_p(x)
  }
  k <- unique(pmax(1, round(n * (n + 1) / 2 * c(0, 0.1, 0.5, 0.9, 1))))
  list(
    name = name, input = c(list(differences = values(x), level = level), if (!is.null(asked)) list(exact = asked)),
    result = list(method = "signed-rank", exact = exact, statistic = unname(r$statistic),
                  estimate = median(walsh(x)), low = limits[[1]], high = limits[[2]], p = p, n = n),
    kth = list(k = values(k), averages = values(walsh(x)[k]))
  )
}

set.seed(20261)
x49 <- rnorm(49, 0.2); x50 <- rnorm(50, 0.2); x51 <- rnorm(51, 0.2)
lattice <- round(rnorm(24, 0.3), 1)
thousand <- rnorm(1000, 0.05)
write_reference("signed-rank", list(
  case("one value", 1.1),
  case("one value and a zero", c(0, 2)),
  case("two values", c(1.5, -0.5)),
  case("three positive", c(1.1, 2.2, 0.5)),
  case("all equal, five", rep(1, 5)),
  case("all equal, twelve", rep(-0.25, 12)),
  case("ties", c(1, 1, 2, -1, 3, 3, 4, -2, 5, 6)),
  case("ties within one sign only", c(1, 1, 1, 2, 3, 4, 5, -6, 7, 8)),
  case("zeros", c(0, 0, 1.5, -0.25, 2.5, 3.25, -1.75, 4.125, 0.5)),
  case("zeros and ties", c(0, 0, 0, 1, -1, 1, 2, 2, -3, 4, 5, 5, 5)),
  case("offset with zeros", c(0, 1e9 + c(0.25, -0.5, 1, 2.75, -3.5, 4.25, 5.5, -6.125))),
  case("large offset", 1e9 + c(0.25, -0.5, 1, 2.75, -3.5, 4.25, 5.5, -6.125)),
  case("n 5, all positive", c(0.3, 1.2, 0.7, 2.1, 0.9)),
  case("n 6, all positive", c(0.3, 1.2, 0.7, 2.1, 0.9, 1.6)),
  case("n 8, all positive", c(0.3, 1.2, 0.7, 2.1, 0.9, 1.6, 0.1, 3)),
  case("n 12", x49[1:12]),
  case("n 12, reversed", -x49[1:12]),
  case("n 12, in 1e-12", x49[1:12] * 1e-12),
  case("n 12, around 1 by 1e-12", 1 + x49[1:12] * 1e-12),
  case("n 24 of one decimal", lattice),
  case("n 24 of one decimal, reversed", -lattice),
  case("n 24 of one decimal, in 1e-12", lattice * 1e-12),
  case("n 49", x49),
  case("n 49 with a tie", c(x49[-1], x49[2])),
  case("n 50 of which a zero", c(x49, 0)),
  case("n 50", x50),
  case("n 51", x51),
  case("n 51, level 0.8", x51, 0.8),
  case("n 49, level 0.99", x49, 0.99),
  case("n 24 of one decimal, level 0.9", lattice, 0.9),
  case("n 1000", thousand),
  case("n 1000 of one decimal, zeros and ties", round(thousand, 1)),
  case("n 1000, far off 0", thousand + 5),
  case("exact, one value and a zero", c(0, 2), exact = TRUE),
  case("exact, all equal, five", rep(1, 5), exact = TRUE),
  case("exact, ties", c(1, 1, 2, -1, 3, 3, 4, -2, 5, 6), exact = TRUE),
  case("exact, ties within one sign only", c(1, 1, 1, 2, 3, 4, 5, -6, 7, 8), exact = TRUE),
  case("exact, zeros", c(0, 0, 1.5, -0.25, 2.5, 3.25, -1.75, 4.125, 0.5), exact = TRUE),
  case("exact, zeros and ties", c(0, 0, 0, 1, -1, 1, 2, 2, -3, 4, 5, 5, 5), exact = TRUE),
  case("exact, in the middle", c(1, -1, 2, -2), exact = TRUE),
  case("exact, n 12", x49[1:12], exact = TRUE),
  case("exact, n 24 of one decimal", lattice, exact = TRUE),
  case("exact, n 24 of one decimal, in 1e-12, reversed", -lattice * 1e-12, exact = TRUE),
  case("exact, n 24 of one decimal, far off 0", lattice + 9, exact = TRUE),
  case("exact, n 49 with a tie", c(x49[-1], x49[2]), exact = TRUE),
  case("exact, n 50", x50, exact = TRUE),
  case("exact, n 100, level 0.8", thousand[1:100], 0.8, exact = TRUE),
  case("exact, n 100 of one decimal", round(thousand[1:100], 1), exact = TRUE),
  case("not exact, n 12", x49[1:12], exact = FALSE),
  case("not exact, one value", 1.1, exact = FALSE),
  case("not exact, n 8, all positive", c(0.3, 1.2, 0.7, 2.1, 0.9, 1.6, 0.1, 3), exact = FALSE)
), "coin")

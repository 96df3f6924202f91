# binom.test of b among the b + c pairs that changed, its limits as in clopper-pearson.R. None changed: nothing to test, p is 1.

limit <- function(p, a, b, lower = TRUE) {
  x <- qbeta(p, a, b, lower.tail = lower)
  x - (pbeta(x, a, b, lower.tail = lower) - p) / dbeta(x, a, b) * (if (lower) 1 else -1)
}
case <- function(name, b, c, level = 0.95) {
  n <- b + c
  r <- if (n > 0) binom.test(b, n, conf.level = level)
  share <- if (n > 0) b / n
  low <- if (n > 0) if (b == 0) 0 else limit((1 - level) / 2, b, c + 1)
  high <- if (n > 0) if (c == 0) 1 else limit((1 - level) / 2, b + 1, c, FALSE)
  if (n > 0) stopifnot(all.equal(c(low, high), r$conf.int[1:2], tolerance = 1e-9))
  list(
    name = name, input = list(b = b, c = c, level = level),
    result = list(method = "mcnemar-exact", exact = TRUE, statistic = b, estimate = share, low = low, high = high,
                  p = if (n > 0) r$p.value else 1, n = n)
  )
}

write_reference("mcnemar-exact", list(
  case("none", 0, 0), case("one", 1, 0), case("one, the other way", 0, 1), case("equal", 5, 5), case("off by one", 5, 6),
  case("1 of 8", 1, 7), case("7 of 8", 7, 1), case("12 of 12", 12, 0), case("3 of 24, level 0.99", 3, 21, 0.99),
  case("40 of 100", 40, 60), case("0 of 900, p near 1e-270", 0, 900), case("1 of 990", 1, 989), case("4900 of 10000", 4900, 5100),
  case("0 of 1000", 0, 1000)
))

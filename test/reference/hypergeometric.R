# dhyper, and with odds other than 1 its product with odds^x over the sum.

case <- function(name, m, n, k, odds = 1) {
  x <- max(0, k - n):min(m, k)
  d <- dhyper(x, m, n, k, log = TRUE) + x * log(odds)
  d <- exp(d - max(d))
  shares <- if (odds == 1) dhyper(x, m, n, k) else d / sum(d)
  list(name = name, input = list(margins = values(c(m, n, k)), odds = odds), result = list(least = x[1], shares = values(shares)))
}

write_reference("hypergeometric", list(
  case("nothing", 0, 0, 0),
  case("one", 1, 0, 1),
  case("one row", 5, 0, 3),
  case("2 and 2", 2, 2, 2),
  case("7 and 5, 6", 7, 5, 6),
  case("7 and 5, 6, odds 20", 7, 5, 6, 20),
  case("7 and 5, 6, odds 1e-6", 7, 5, 6, 1e-6),
  case("3 and 12, 13", 3, 12, 13),
  case("24 and 48, 30", 24, 48, 30),
  case("24 and 48, 30, odds 1e8", 24, 48, 30, 1e8),
  case("300 and 200, 250", 300, 200, 250),
  case("300 and 200, 250, odds 0.1", 300, 200, 250, 0.1)
))

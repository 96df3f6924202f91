# fisher.test of 2 x 2. Its p as it is; its odds ratio and interval are found by uniroot to 1e-4 of the odds or their inverse,
# whichever is below 1, so the equations that define them are solved here on the log odds to 1e-15 and only compared with it.

case <- function(name, a, b, c, d, level = 0.95) {
  r <- fisher.test(matrix(c(a, b, c, d), 2, byrow = TRUE), conf.level = level)
  m <- a + b; n <- c + d; k <- a + c
  x <- max(0, k - n):min(m, k)
  base <- dhyper(x, m, n, k, log = TRUE)
  at <- function(t) { d <- base + x * t; d <- exp(d - max(d)); d / sum(d) }
  root <- function(f) exp(uniroot(f, c(-40, 40), tol = 1e-15, maxiter = 1e5)$root)
  alpha <- 1 - level
  single <- length(x) == 1
  low <- if (single) NULL else if (a == min(x)) 0 else root(function(t) sum(at(t)[x >= a]) - alpha / 2)
  high <- if (single || a == max(x)) NULL else root(function(t) sum(at(t)[x <= a]) - alpha / 2)
  estimate <- if (single || a == max(x)) NULL else if (a == min(x)) 0 else root(function(t) sum(x * at(t)) - a)
  if (!single) {
    close <- function(x, y) { x <- if (is.null(x)) Inf else x; abs(if (x > 1) 1 / x - 1 / y else x - y) < 2e-4 }
    stopifnot(close(low, r$conf.int[1]), close(high, r$conf.int[2]), close(estimate, r$estimate))
  }
  list(
    name = name, input = list(table = values(c(a, b, c, d)), level = level),
    result = list(method = "fisher-exact", exact = TRUE, statistic = a, estimate = estimate, low = low, high = high,
                  p = r$p.value, n = a + b + c + d)
  )
}

write_reference("fisher-exact", list(
  case("6 of 7 against 0 of 5", 6, 1, 0, 5),
  case("5 of 5 against 1 of 8", 5, 0, 1, 7),
  case("none against 5", 0, 5, 5, 0),
  case("one each", 1, 0, 0, 1),
  case("a single value", 1, 0, 0, 0),
  case("one group empty", 3, 4, 0, 0),
  case("all successes", 3, 0, 2, 0),
  case("2 1 1 2", 2, 1, 1, 2),
  case("equal rows", 4, 6, 4, 6),
  case("equal probabilities at both ends", 3, 3, 3, 3),
  case("a tie of chances", 2, 3, 3, 1),
  case("3 against 12", 2, 1, 3, 9),
  case("3 against 12, turned", 1, 2, 9, 3),
  case("12 against 3", 3, 9, 2, 1),
  case("20 of 24 against 30 of 48", 20, 4, 30, 18),
  case("20 of 24 against 30 of 48, level 0.99", 20, 4, 30, 18, 0.99),
  case("20 of 24 against 30 of 48, level 0.5", 20, 4, 30, 18, 0.5),
  case("150 of 300 against 60 of 200", 150, 150, 60, 140),
  case("300 of 320 against 20 of 400, extreme", 300, 20, 20, 380),
  case("500 of 500 against 0 of 500, p of 1e-300", 490, 10, 0, 500),
  case("2000 of 4000 against 2100 of 4000", 2000, 2000, 2100, 1900)
))

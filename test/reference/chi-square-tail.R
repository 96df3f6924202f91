# pchisq, upper tail. R is good to 1e-13 there: held against 40 digits of mpmath.

g <- expand.grid(
  x = c(0, 1e-300, 1e-20, 1e-8, 1e-3, 0.1, 0.5, 0.9, 1, 1.1, 1.9, 2, 2.1, 3, 5, 10, 20, 23, 25, 40, 70, 90, 99, 100, 101, 110, 150,
        200, 300, 480, 500, 520, 700, 990, 1000, 1010, 1200, 1300, 1375, 4900, 5000, 5100, 6000, 99000, 1e5, 100100, 102000),
  df = c(0.01, 0.1, 0.5, 1, 2, 3, 4, 5, 7, 10, 23, 39, 40, 41, 50, 89, 100, 500, 1000, 5000, 1e5)
)
p <- pchisq(g$x, g$df, lower.tail = FALSE)
keep <- p > 1e-300
write_reference("chi-square-tail", list(
  list(name = "chiSquareTail", columns = list(x = values(g$x[keep]), df = values(g$df[keep]), p = values(p[keep])))
))

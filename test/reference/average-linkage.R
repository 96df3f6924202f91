# dist and hclust(method = "average"). Pairs that share no value are NA in dist; they are given its maximum, 0 without any.
# `order` counts from 0 here.

distances <- function(rows) {
  d <- dist(do.call(rbind, rows))
  d[is.na(d)] <- if (all(is.na(d))) 0 else max(d, na.rm = TRUE)
  d
}

case <- function(name, rows) {
  d <- distances(rows)
  tree <- hclust(d, method = "average")
  list(
    name = name, input = list(rows = I(lapply(rows, function(row) I(lapply(row, function(x) if (!is.na(x)) x))))),
    result = list(distances = values(d),
                  merge = I(lapply(seq_len(nrow(tree$merge)), function(i) values(tree$merge[i, ]))),
                  height = values(tree$height), order = values(tree$order - 1))
  )
}

rowsOf <- function(m) lapply(seq_len(nrow(m)), function(i) unname(m[i, ]))
set.seed(20291)
m <- matrix(rnorm(24 * 9), 24)
holes <- m
holes[sample(length(m), 60)] <- NA
apart <- rbind(c(1, NA, 2, NA), c(NA, 3, NA, 1), c(0, 1, 2, 3), c(5, 5, NA, 5), c(NA, NA, NA, NA))
write_reference("average-linkage", list(
  case("two", list(c(1, 2), c(4, 6))),
  case("two alike", list(c(1, 2), c(1, 2))),
  case("three on a line", list(0, 1, 3)),
  case("three at equal distances on a line", list(0, 1, 2)),
  case("four at equal distances on a line", list(0, 1, 2, 3)),
  case("all alike", rep(list(c(1, 1)), 6)),
  case("corners of a square", list(c(0, 0), c(0, 1), c(1, 1), c(1, 0))),
  case("a grid", rowsOf(as.matrix(expand.grid(0:3, 0:3)) + 0)),
  case("the grid in another order", rowsOf(as.matrix(expand.grid(0:3, 0:3)[c(7, 2, 16, 9, 1, 12, 4, 15, 3, 8, 10, 5, 14, 6, 11, 13), ]) + 0)),
  case("24 of 9", rowsOf(m)),
  case("24 of 9, in reverse", rowsOf(m[24:1, ])),
  case("24 of 9 in whole numbers, with ties", rowsOf(round(m))),
  case("24 of 9 with some missing", rowsOf(holes)),
  case("pairs that share nothing", rowsOf(apart)),
  case("none shares anything", rowsOf(matrix(NA_real_, 3, 2))),
  case("3 against 12", rowsOf(matrix(c(rnorm(6, 20), rnorm(24)), 15, byrow = TRUE))),
  case("zeros", rowsOf(matrix(c(0, 0, 0, 1, 0, 2, 0, 0, 0, 3), 5))),
  case("differences of 1e-12", rowsOf(1 + 1e-12 * m[1:8, ])),
  case("offset with zeros", rowsOf(rbind(0, 1e9 + m[1:7, ]))),
  case("50 of 12", rowsOf(matrix(rnorm(50 * 12), 50)))
))

# The share of arrangements that reach a statistic, with Wilson's interval, which is prop.test without its correction.

case <- function(name, reached, permutations, exact = FALSE, level = 0.95) {
  limits <- if (exact) list(NULL, NULL) else
    as.list(suppressWarnings(prop.test(reached, permutations, conf.level = level, correct = FALSE))$conf.int)
  # R's own limits at the ends are 0 and 1 up to the last bits.
  if (!exact && reached == 0) limits[[1]] <- 0
  if (!exact && reached == permutations) limits[[2]] <- 1
  p <- if (exact) reached / permutations else (reached + 1) / (permutations + 1)
  list(name = name, input = list(reached = reached, permutations = permutations, exact = exact, level = level),
       result = list(p = p, low = limits[[1]], high = limits[[2]]))
}

write_reference("permutation-p", list(
  case("none of 1", 0, 1),
  case("1 of 1", 1, 1),
  case("none of 9999", 0, 9999),
  case("1 of 9999", 1, 9999),
  case("499 of 9999", 499, 9999),
  case("499 of 9999, level 0.8", 499, 9999, level = 0.8),
  case("499 of 9999, level 0.999", 499, 9999, level = 0.999),
  case("half", 5000, 10000),
  case("all but one", 9998, 9999),
  case("all of 9999", 9999, 9999),
  case("3 of ten million", 3, 1e7),
  case("2 of all 126", 2, 126, exact = TRUE),
  case("all 126", 126, 126, exact = TRUE),
  case("the only one", 1, 1, exact = TRUE)
))

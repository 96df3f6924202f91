# p.adjust, method holm.

case <- function(name, p) list(name = name, input = list(p = values(p)), result = list(q = values(p.adjust(p, "holm"))))

set.seed(20266)
write_reference("holm", list(
  case("none", numeric()),
  case("one", 0.3),
  case("all equal", rep(0.2, 5)),
  case("all 1", rep(1, 3)),
  case("0 and 1", c(1, 0, 0.5)),
  case("ties", c(0.01, 0.04, 0.04, 0.01, 0.9, 0.5)),
  case("in reverse", c(0.9, 0.5, 0.1, 0.02, 0.001)),
  case("tiny", c(1e-300, 1e-12, 1e-10, 0.5)),
  case("90", runif(90)^4),
  case("1000", runif(1000)^2)
))

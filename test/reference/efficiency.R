# dCt with an efficiency for each assay, and its errors by R's symbolic derivatives: variances of the means of replicates and of
# the efficiencies, through dCt and through the difference of two samples, in which each efficiency is the same.

set.seed(20272)
references <- 3
draw <- function(n) {
  list(
    efficiency = round(runif(n, 1.7, 2.05), 3), efficiency_se = round(runif(n, 0, 0.03), 4),
    from = round(runif(n, 18, 30), 3), to = round(runif(n, 18, 30), 3),
    from_se = round(runif(n, 0.01, 0.1), 4), to_se = round(runif(n, 0.01, 0.1), 4)
  )
}

# The target is the last assay. dCt as an expression of its Ct and those of the references, for derivatives by each.
delta <- function(sample) {
  terms <- sprintf("%s%d * log2(e%d)", sample, seq_len(references), seq_len(references))
  sprintf("(%s%d * log2(e%d) - (%s) / %d)", sample, references + 1, references + 1, paste(terms, collapse = " + "), references)
}
# R's deriv knows log alone.
natural <- function(text) gsub("log2\\((e[0-9]+)\\)", "(log(\\1) / log(2))", text)

case <- function(name, d) {
  n <- references + 1
  values <- c(setNames(d$efficiency, paste0("e", 1:n)), setNames(d$from, paste0("a", 1:n)), setNames(d$to, paste0("b", 1:n)))
  errors <- setNames(c(d$efficiency_se, d$from_se, d$to_se), names(values))
  error <- function(text) {
    slopes <- attr(eval(deriv(parse(text = natural(text))[[1]], names(values)), as.list(values)), "gradient")
    sqrt(sum((slopes * errors)^2))
  }
  at <- function(text) eval(parse(text = text)[[1]], as.list(values))
  list(name = name, input = lapply(d, values_of), result = list(
    from = at(delta("a")), to = at(delta("b")), from_se = error(delta("a")), to_se = error(delta("b")),
    change_se = error(paste(delta("a"), "-", delta("b")))
  ))
}
values_of <- function(x) values(x)

exact <- draw(4)
exact$efficiency_se <- rep(0, 4)
two <- draw(4)
two$efficiency <- rep(2, 4)
write_reference("efficiency", list(
  case("efficiencies with errors", draw(4)),
  case("again", draw(4)),
  case("efficiencies without errors", exact),
  case("all 2, with errors", two)
))

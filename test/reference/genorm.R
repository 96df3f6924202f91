# geNorm by the definitions of Vandesompele et al. 2002: M is the mean of sd(x - y) over the other genes on the log2 scale;
# the highest goes, the later of equals; V(n/n+1) is sd of the difference of the mean log2 of n and of n + 1 genes. `order`
# counts from 0 here; the last two are in the order of the input.

stabilities <- function(x) sapply(seq_len(nrow(x)), function(j)
  mean(sapply(setdiff(seq_len(nrow(x)), j), function(k) sd(x[j, ] - x[k, ]))))

case <- function(name, x) {
  left <- seq_len(nrow(x))
  gone <- integer()
  means <- mean(stabilities(x))
  while (length(left) > 2) {
    m <- stabilities(x[left, ])
    worst <- max(which(m == max(m)))
    gone <- c(left[worst], gone)
    left <- left[-worst]
    means <- c(mean(stabilities(x[left, ])), means)
  }
  order <- c(left, gone)
  factor <- function(n) colMeans(x[order[seq_len(n)], ])
  v <- sapply(seq_len(nrow(x) - 2) + 1, function(n) sd(factor(n) - factor(n + 1)))
  list(
    name = name, input = list(rows = I(lapply(seq_len(nrow(x)), function(j) values(x[j, ])))),
    result = list(m = values(stabilities(x)), order = values(order - 1), meanM = values(means),
                  variation = values(unlist(v)))
  )
}

# Three-decimal Ct: an amount a sample, a level a gene, and noise that differs between genes.
set.seed(20301)
made <- function(genes, samples) {
  noise <- matrix(rnorm(genes * samples, 0, rep(seq(0.1, 0.9, length.out = genes), samples)), genes)
  round(outer(runif(genes, 15, 30), rnorm(samples, 0, 1), "+") + noise, 3)
}
write_reference("genorm", list(
  case("2 genes", made(2, 12)),
  case("3 genes in 2 samples", made(3, 2)),
  case("3 genes", made(3, 12)),
  case("6 genes in 96 samples", made(6, 96)),
  case("10 genes in 30 samples", made(10, 30)),
  case("zeros, and one apart", rbind(0, 0, c(0, 1, 0, 2))),
  case("two alike", { x <- made(5, 9); x[4, ] <- x[2, ] + 3; x }),
  case("offset", made(4, 8) + 1000),
  case("differences of 0.001", round(20 + 0.001 * made(5, 7), 6))
))

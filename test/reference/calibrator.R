# Corrections of cards by a calibrator: the effects of the cards in lm(dct ~ card + assay), which sum to 0; the error of a card's
# by the spread over assays of its dCt less their mean over cards, and that of two cards' difference by the paired t.

case <- function(name, dct) {
  cards <- nrow(dct)
  assays <- ncol(dct)
  long <- data.frame(dct = as.vector(dct), card = factor(row(dct)), assay = factor(col(dct)))
  effects <- coef(lm(dct ~ card + assay, data = long, contrasts = list(card = "contr.sum")))[2:cards]
  correction <- unname(c(effects, -sum(effects)))
  off <- sweep(dct, 2, colMeans(dct))
  list(
    name = name, input = list(dct = lapply(seq_len(cards), function(i) values(dct[i, ]))),
    result = list(
      correction = values(correction), se = values(apply(off, 1, sd) / sqrt(assays)),
      first_against_second = t.test(dct[1, ], dct[2, ], paired = TRUE)$stderr
    )
  )
}

set.seed(20273)
table <- function(cards, assays) {
  round(outer(rnorm(cards, 0, 0.4), runif(assays, -4, 8), "+") + rnorm(cards * assays, 0, 0.15), 3)
}
write_reference("calibrator", list(
  case("2 cards, 5 assays", table(2, 5)),
  case("4 cards, 8 assays", table(4, 8)),
  case("3 cards, 2 assays", table(3, 2))
))

# survival::cox.zph of a fit at convergence to the last digits; times tie to the last bit (timefix = FALSE).
suppressPackageStartupMessages(library(survival))

case <- function(name, time, event, x, transform = "km", ties = "efron", entry = NULL, strata = NULL) {
  x <- as.matrix(x); dimnames(x) <- NULL
  data <- data.frame(time, event, x)
  if (!is.null(entry)) data$entry <- entry
  if (!is.null(strata)) data$strata <- strata
  left <- if (is.null(entry)) "Surv(time, event)" else "Surv(entry, time, event)"
  right <- c(setdiff(names(data), c("time", "event", "entry", "strata")), if (!is.null(strata)) "strata(strata)")
  control <- coxph.control(eps = 1e-15, toler.chol = 1e-17, iter.max = 1000, timefix = FALSE)
  formula <- as.formula(paste(left, "~", paste(right, collapse = "+")))
  fit <- coxph(formula, data, ties = ties, control = control)
  # coxph stops when the likelihood does not change, half the digits before the coefficients: two more times from there.
  for (again in 1:2) fit <- coxph(formula, data, ties = ties, control = control, init = fit$coefficients)
  r <- cox.zph(fit, transform = transform)$table
  p <- ncol(x)
  list(
    name = name,
    input = list(times = values(time), events = I(event == 1), columns = lapply(seq_len(p), function(j) values(x[, j])),
                 transform = transform, ties = ties, entry = if (!is.null(entry)) values(entry) else NULL,
                 strata = if (!is.null(strata)) I(as.character(strata)) else NULL),
    result = list(statistic = values(r[seq_len(p), "chisq"]), p = values(r[seq_len(p), "p"]),
                  global = list(statistic = unname(r[p + 1, "chisq"]), df = p, p = unname(r[p + 1, "p"])))
  )
}

set.seed(20269)
n <- 600
x <- round(matrix(rnorm(3 * n), n), 4)
hazard <- exp(0.8 * x[, 1])
survived <- -log(runif(n)) * 10 / hazard
survived <- ifelse(survived > 8, 8 - log(runif(n)) * 10 * hazard, survived) # the effect turns round after 8
left <- runif(n, 2, 30)
event <- as.numeric(survived <= left)
exact <- ceiling(1e4 * pmin(survived, left)) / 1e4
months <- ceiling(exact)
came <- floor(1e4 * exact * runif(n, 0, 0.9)) / 1e4
centre <- rep(c("north", "south", "west"), length.out = n)
some <- 1:24; many <- 1:72
both <- function(name, ...) list(case(paste0(name, ", km"), ...), case(paste0(name, ", identity"), ..., transform = "identity"))
write_reference("schoenfeld", c(
  both("four subjects", 1:4, rep(1, 4), c(0, 1, 1, 0)),
  both("n 24", exact[some], event[some], x[some, 1]),
  both("n 24, reversed", exact[some], event[some], -x[some, 1]),
  both("n 24, time in 1e-6", 1e-6 * exact[some], event[some], x[some, 1]),
  both("3 against 12", exact[1:15], event[1:15], rep(c(1, 0), c(3, 12))),
  both("n 72 in months", months[many], event[many], x[many, ]),
  both("n 72 in months, Breslow", months[many], event[many], x[many, ], ties = "breslow"),
  both("n 72 in strata", months[many], event[many], x[many, 1:2], strata = centre[many]),
  both("n 72 in strata, Breslow", months[many], event[many], x[many, 1:2], ties = "breslow", strata = centre[many]),
  both("n 72 with entry", exact[many], event[many], x[many, 1:2], entry = came[many]),
  both("n 72 with entry in months", 1 + months[many], event[many], x[many, 1:2], entry = floor(came[many])),
  both("n 72 with entry in months, in strata", 1 + months[many], event[many], x[many, 1], entry = floor(came[many]),
       strata = centre[many]),
  both("n 72, all events", exact[many], rep(1, 72), x[many, 1]),
  both("n 600", exact, event, x),
  with(lung, both("lung by sex and age", time, status - 1, cbind(sex, age)))
), "survival")

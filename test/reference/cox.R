# survival::coxph, at convergence to the last digits; times tie to the last bit (timefix = FALSE). The interval by its
# definition from coefficient and standard error. coxph adds up log likelihoods in double precision, and their difference is
# then off by 1e-12 and more: they are added up here from their definition, in long double, and held against coxph's. A likelihood without a maximum has no coefficients: R prints those at which
# it stopped, and a warning. Where R has NA for a column that says nothing, so does the result.
suppressPackageStartupMessages(library(survival))

log_likelihoods <- function(b, time, event, x, ties, entry, strata) {
  linear <- drop(sweep(x, 2, apply(x, 2, median)) %*% b)
  unlist(lapply(unique(strata), function(s) lapply(sort(unique(time[event == 1 & strata == s])), function(t) {
    at <- strata == s & entry < t & time >= t
    died <- at & time == t & event == 1
    share <- if (ties == "efron") (seq_len(sum(died)) - 1) / sum(died) else rep(0, sum(died))
    top <- max(linear[at])
    weight <- exp(linear - top)
    linear[died] - top - log(sapply(share, function(k) sum(weight[at & !died]) + (1 - k) * sum(weight[died])))
  })))
}

case <- function(name, time, event, x, ties = "efron", entry = NULL, strata = NULL, level = 0.95, monotone = FALSE) {
  x <- as.matrix(x); dimnames(x) <- NULL
  y <- if (is.null(entry)) Surv(time, event) else Surv(entry, time, event)
  control <- coxph.control(eps = 1e-15, toler.chol = 1e-17, iter.max = if (monotone) 45 else 1000, timefix = FALSE)
  fit <- function(init) suppressWarnings(
    if (is.null(strata)) coxph(y ~ x, ties = ties, control = control, init = init)
    else coxph(y ~ x + strata(strata), ties = ties, control = control, init = init)
  )
  first <- r <- fit(rep(0, ncol(x)))
  # coxph stops when the likelihood does not change, half the digits before the coefficients: two more times from there.
  if (!monotone) for (again in 1:2) r <- fit(ifelse(is.na(r$coefficients), 0, r$coefficients))
  b <- unname(r$coefficients)
  known <- !is.na(b) & !monotone
  se <- sqrt(diag(r$var))
  q <- qnorm((1 - level) / 2, lower.tail = FALSE)
  parts <- function(b) log_likelihoods(b, time, event, x, ties, if (is.null(entry)) rep(-1, length(time)) else entry,
                                       if (is.null(strata)) rep(1, length(time)) else strata)
  loglik <- c(sum(parts(0 * se)), sum(parts(ifelse(is.na(b), 0, b))))
  ratio <- 2 * sum(parts(ifelse(is.na(b), 0, b)) - parts(0 * se))
  stopifnot(all.equal(loglik, c(first$loglik[1], r$loglik[length(r$loglik)]), tolerance = 1e-13, scale = max(abs(loglik))))
  told <- function(v) lapply(seq_along(b), function(j) if (known[j]) v[j] else NULL)
  df <- sum(!is.na(b))
  test <- function(statistic) list(
    statistic = if (df > 0) statistic else NULL, df = df,
    p = if (df > 0) pchisq(statistic, df, lower.tail = FALSE) else NULL
  )
  list(
    name = name,
    input = list(times = values(time), events = I(event == 1), columns = lapply(seq_len(ncol(x)), function(j) values(x[, j])),
                 ties = ties, entry = if (!is.null(entry)) values(entry) else NULL,
                 strata = if (!is.null(strata)) I(as.character(strata)) else NULL, level = level),
    result = list(
      n = length(time), events = sum(event), monotone = monotone,
      estimate = told(b), se = told(se), statistic = told(b / se), p = told(2 * pnorm(-abs(b / se))),
      low = told(b - q * se), high = told(b + q * se),
      logLikelihood = loglik[2], logLikelihoodAt0 = loglik[1], likelihoodRatio = test(ratio), score = test(first$score)
    )
  )
}

set.seed(20268)
n <- 1000
x <- round(matrix(rnorm(3 * n), n), 4)
survived <- -log(runif(n)) * 12 * exp(-0.7 * x[, 1] + 0.4 * x[, 2])
left <- runif(n, 2, 30)
event <- as.numeric(survived <= left)
exact <- ceiling(1e4 * pmin(survived, left)) / 1e4
months <- ceiling(exact)
tenths <- round(exact, 1)
came <- floor(1e4 * exact * runif(n, 0, 0.9)) / 1e4
centre <- rep(c("north", "south", "west"), length.out = n)
some <- 1:24; many <- 1:72
cases <- list(
  case("two subjects, one event", c(1, 2), c(1, 0), c(0, 1), monotone = TRUE),
  case("three subjects", c(1, 2, 3), c(1, 1, 1), c(0, 1, 0)),
  case("all equal", exact[some], event[some], rep(7, 24)),
  case("all equal beside one that is not", exact[some], event[some], cbind(7, x[some, 1], 7)),
  case("differs only before the first event", c(1, 2, 3, 4), c(0, 1, 1, 0), c(9, 5, 5, 5)),
  case("all at one time", rep(3, 12), rep(c(1, 0, 1), 4), x[1:12, 1]),
  case("all at one time, Breslow", rep(3, 12), rep(c(1, 0, 1), 4), x[1:12, 1], "breslow"),
  case("times of 0", c(0, 0, tenths[3:24]), c(1, 0, event[3:24]), x[some, 1]),
  case("3 against 12", tenths[1:15], event[1:15], rep(c(1, 0), c(3, 12)), monotone = TRUE),
  case("12 against 3", tenths[31:45], event[31:45], rep(c(1, 0), c(12, 3))),
  case("n 24", exact[some], event[some], x[some, 1]),
  case("n 24, reversed", exact[some], event[some], -x[some, 1]),
  case("n 24, in 1e-12", exact[some], event[some], 1e-12 * x[some, 1]),
  case("n 24, in 1e12", exact[some], event[some], 1e12 * x[some, 1]),
  case("n 24, level 0.8", exact[some], event[some], x[some, 1], level = 0.8),
  case("n 24, far off 0", exact[some], event[some], 2^20 + round(x[some, 1], 3)),
  case("n 24, one in order but the last", 1:24, rep(1, 24), c(24:3, 1, 2)),
  case("n 72 in months", months[many], event[many], x[many, 1]),
  case("n 72 in months, Breslow", months[many], event[many], x[many, 1], "breslow"),
  case("n 72 in months, three columns", months[many], event[many], x[many, ]),
  case("n 72 in months, three columns, Breslow", months[many], event[many], x[many, ], "breslow"),
  case("n 72 in months, group", months[many], event[many], as.numeric(x[many, 1] > 0)),
  case("n 72 in strata", months[many], event[many], x[many, 1:2], strata = centre[many]),
  case("n 72 in strata, one without events", months[many], event[many] * (centre[many] != "west"), x[many, 1:2],
       strata = centre[many]),
  case("n 72 with entry", exact[many], event[many], x[many, 1:2], entry = came[many]),
  case("n 72 with entry, Breslow", exact[many], event[many], x[many, 1:2], "breslow", entry = came[many]),
  case("n 72 with entry in months", 1 + months[many], event[many], x[many, 1:2], entry = floor(came[many])),
  case("n 72 with entry in months, Breslow, in strata", 1 + months[many], event[many], x[many, 1], "breslow",
       entry = floor(came[many]), strata = centre[many]),
  case("n 72, entry at one landmark", 2 + exact[many], event[many], x[many, 1], entry = rep(1.5, 72)),
  case("n 72, columns of different sizes", exact[many], event[many], cbind(1e-6 * x[many, 1], 1e6 * x[many, 2])),
  case("n 72, columns much alike", exact[many], event[many], cbind(x[many, 1], x[many, 1] + x[many, 2] / 4)),
  case("n 1000 in tenths", tenths, event, x[, 1:2]),
  case("n 1000 in months, in strata", months, event, x[, 1:2], strata = centre),
  case("n 1000 with entry in tenths", 0.1 + tenths, event, x[, 2], entry = floor(10 * came) / 10),
  case("n 1000, p of 1e-100", round(exp(-x[, 1] / 2 + x[, 2] / 2), 2), rep(1, n), x[, 2]),
  case("monotone: events in falling order", 1:8, c(1, 1, 0, 1, 0, 1, 0, 0), c(9, 8, 1, 7, 2, 6, 3, 4), monotone = TRUE),
  case("monotone: reversed", 1:8, c(1, 1, 0, 1, 0, 1, 0, 0), -c(9, 8, 1, 7, 2, 6, 3, 4), monotone = TRUE),
  case("monotone: a group without events", months[many], event[many] * (x[many, 1] > 0), as.numeric(x[many, 1] > 0),
       monotone = TRUE),
  case("monotone: in one of two columns", months[many], event[many] * (x[many, 1] > 0),
       cbind(x[many, 2], as.numeric(x[many, 1] > 0)), monotone = TRUE),
  case("monotone: ties at the extreme", c(1, 1, 2, 2, 3, 4), c(1, 1, 1, 0, 0, 0), c(5, 5, 5, 1, 5, 2), monotone = TRUE),
  with(lung, case("lung by sex", time, status - 1, sex)),
  with(lung, case("lung by sex and age, Breslow", time, status - 1, cbind(sex, age), "breslow")),
  with(lung, case("lung by age, in strata of sex", time, status - 1, age, strata = sex))
)
write_reference("cox", cases, "survival")

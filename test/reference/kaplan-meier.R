# survival::survfit, its steps and its quantiles; times tie to the last bit (timefix = FALSE). Where survival is 1 there is no
# interval here (R has 1 to 1 by log and plain), where it is 0 neither that nor a standard error (NaN and NA in R).
suppressPackageStartupMessages(library(survival))

case <- function(name, time, event, entry = NULL, interval = "log-log", level = 0.95, shares = c(0.1, 0.25, 0.5, 0.75)) {
  y <- if (is.null(entry)) Surv(time, event) else Surv(entry, time, event)
  r <- survfit(y ~ 1, conf.type = interval, conf.int = level, timefix = FALSE)
  inner <- r$surv > 0 & r$surv < 1
  steps <- lapply(seq_along(r$time), function(i) list(
    time = r$time[i], atRisk = r$n.risk[i], events = r$n.event[i], censored = r$n.censor[i], survival = r$surv[i],
    se = if (r$surv[i] > 0) r$surv[i] * r$std.err[i] else NULL,
    low = if (inner[i]) r$lower[i] else NULL, high = if (inner[i]) r$upper[i] else NULL
  ))
  known <- function(value) if (is.na(value)) NULL else value
  q <- quantile(r, shares)
  # R's quantile takes a limit that rises again by its last crossing, its print by the first, as here.
  first <- function(limit, share) {
    under <- which(limit < 1 - share)
    if (length(under)) r$time[under[1]] else NA_real_
  }
  quantiles <- lapply(seq_along(shares), function(i) list(
    estimate = known(q$quantile[[i]]), low = known(first(r$lower, shares[i])), high = known(first(r$upper, shares[i]))
  ))
  falling <- function(limit) all(diff(limit[!is.na(limit)]) <= 0)
  printed <- summary(r)$table
  for (i in seq_along(shares)) {
    if (falling(r$lower)) stopifnot(identical(q$lower[[i]], first(r$lower, shares[i])))
    if (falling(r$upper)) stopifnot(identical(q$upper[[i]], first(r$upper, shares[i])))
    if (shares[i] == 0.5) stopifnot(identical(c(first(r$lower, 0.5), first(r$upper, 0.5)), unname(printed[8:9])))
  }
  list(
    name = name,
    input = list(times = values(time), events = I(event == 1), entry = if (!is.null(entry)) values(entry) else NULL,
                 interval = interval, level = level, shares = values(shares)),
    result = list(n = length(time), events = sum(event), median = quantiles[[which(shares == 0.5)]], steps = steps,
                  quantiles = quantiles)
  )
}
every <- function(name, ...) lapply(c("log-log", "log", "plain"), function(i) case(paste0(name, ", ", i), ..., interval = i))

set.seed(20270)
n <- 200
survived <- rexp(n, 1 / 12)
left <- runif(n, 2, 30)
event <- as.numeric(survived <= left)
exact <- ceiling(1e4 * pmin(survived, left)) / 1e4
months <- ceiling(exact)
came <- floor(1e4 * exact * runif(n, 0, 0.9)) / 1e4
some <- 1:24; many <- 1:72
write_reference("kaplan-meier", c(
  every("one subject, event", 3, 1),
  every("one subject, censored", 3, 0),
  every("nobody has the event", c(1, 2, 3, 3), c(0, 0, 0, 0)),
  every("all at one time", rep(2, 6), rep(1, 6)),
  every("all have it", c(1, 2, 3, 4), rep(1, 4)),
  every("exactly a half, then lower", c(1, 2, 3, 4, 5, 5), c(1, 1, 1, 0, 1, 0)),
  every("ends at exactly a half", c(1, 2, 3, 4), c(1, 1, 0, 0)),
  every("a half as a rounded product", c(1:10), c(1, 0, 0, 1, 1, 1, 1, 0, 1, 0), shares = c(0.1, 0.4, 0.5)),
  every("times of 0", c(0, 0, 0, 2, 2, 5, 7), c(1, 0, 1, 1, 0, 1, 0)),
  every("in the last place", c(0.3, 0.1 + 0.2, 0.3, 1, 2), c(1, 1, 0, 1, 1)),
  every("offset with zeros", c(0, 1e9 + c(0.5, 1.5, 2.25, 8)), c(1, 1, 0, 1, 1)),
  every("in 1e-12", c(1, 2, 2, 3, 5, 8) * 1e-12, c(1, 1, 0, 1, 0, 1)),
  every("last limit rises", 1:12, c(1, 1, 1, 1, 0, 1, 0, 0, 0, 0, 1, 0)),
  every("n 24", exact[some], event[some]),
  every("n 24, level 0.8", exact[some], event[some], level = 0.8),
  every("n 72 in months", months[many], event[many]),
  every("n 72 with entry", exact[many], event[many], entry = came[many]),
  every("n 72 with entry in months", 1 + months[many], event[many], entry = floor(came[many])),
  every("one at risk early, so 0 for good", c(1, 4, 5, 6), c(1, 1, 1, 0), entry = c(0, 1, 1, 2)),
  list(case("n 200", exact, event)),
  list(with(subset(lung, sex == 1), case("lung, men", time, status - 1, interval = "log"))),
  list(with(subset(lung, sex == 2), case("lung, women", time, status - 1)))
), "survival")

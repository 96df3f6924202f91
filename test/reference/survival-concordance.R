# survival::concordance of times to an event, from 0 or from an entry; the interval by its definition from C and its
# standard error. By concordancefit, since concordance itself counts as equal what differs by 1e-12.
suppressPackageStartupMessages(library(survival))

case <- function(name, time, event, x, entry = NULL, level = 0.95) {
  s <- if (is.null(entry)) Surv(time, event) else Surv(entry, time, event)
  fit <- concordancefit(s, x, timefix = FALSE)
  c <- unname(fit$concordance)
  se <- sqrt(fit$var)
  told <- se > 1e-14
  reach <- qnorm((1 - level) / 2, lower.tail = FALSE) * se
  input <- list(times = values(time), events = I(event == 1), values = values(x), level = level)
  if (!is.null(entry)) input$entries <- values(entry)
  list(
    name = name, input = input,
    result = list(estimate = c, se = if (told) se else 0, low = if (told) max(0, c - reach), high = if (told) min(1, c + reach), n = length(x))
  )
}

set.seed(20286)
x <- rnorm(800)
death <- rexp(800) * exp(0.4 * x); left <- rexp(800, 0.7)
time <- pmin(death, left); event <- as.numeric(death <= left)
days <- ceiling(100 * time)
start <- pmax(0, time - rexp(800, 3)); start_days <- pmax(0, days - ceiling(rexp(800, 0.02)))
lung <- na.omit(survival::lung[, c("time", "status", "age", "wt.loss")])
write_reference("survival-concordance", list(
  case("two", c(1, 2), c(1, 0), c(3, 5)),
  case("two, falling", c(1, 2), c(1, 1), c(5, 3)),
  case("two at one time, one censored", c(2, 2), c(1, 0), c(3, 5)),
  case("values all equal", 1:6, c(1, 1, 0, 1, 0, 1), rep(1, 6)),
  case("one event, the last but one", 1:5, c(0, 0, 0, 1, 0), c(5, 1, 3, 2, 4)),
  case("all events, no ties", time[1:24], rep(1, 24), x[1:24]),
  case("24", time[1:24], event[1:24], x[1:24]),
  case("24, reversed", time[1:24], event[1:24], -x[1:24]),
  case("24, level 0.8", time[1:24], event[1:24], x[1:24], level = 0.8),
  case("24, differences of 1e-12", 1 + 1e-12 * round(100 * time[1:24]), event[1:24], x[1:24] * 1e-12),
  case("days with ties", c(5, 5, 5, 8, 8, 8, 9, 9, 12, 12), c(1, 0, 1, 1, 1, 0, 0, 1, 1, 0), c(1, 2, 3, 2, 2, 1, 4, 2, 5, 5)),
  case("zeros", c(0, 0, 0, 1, 1, 2, 2), c(1, 0, 1, 1, 0, 1, 0), c(0, 0, 1, 0, 0, -0, 3)),
  case("offset with zeros", c(0, 1e9 + c(0.5, 1.5, 2.25, 8, -3)), c(1, 1, 0, 1, 1, 1), c(0, 0, 1e9 + c(-0.5, 1, 0.75, 2))),
  case("72 of days", days[1:72], event[1:72], round(x[1:72], 1)),
  case("3 deaths of 15", c(3, 40, 12, 9, 30, 22, 50, 41, 37, 28, 19, 33, 45, 27, 48), rep(c(1, 0), c(3, 12)), x[1:15]),
  case("lung, age", lung$time, lung$status - 1, lung$age),
  case("lung, weight loss", lung$time, lung$status - 1, lung$wt.loss),
  case("800", time, event, x),
  case("800 of days and one decimal", days, event, round(x, 1)),
  case("entries, two", c(3, 5), c(1, 1), c(1, 2), entry = c(0, 2)),
  case("entries of 0", time[1:24], event[1:24], x[1:24], entry = numeric(24)),
  case("entry at the time of an event", c(3, 5, 6, 7), c(1, 1, 1, 0), c(1, 4, 3, 2), entry = c(0, 3, 0, 5)),
  case("entries, days with ties", c(5, 5, 5, 8, 8, 8, 9, 9, 12, 12), c(1, 0, 1, 1, 1, 0, 0, 1, 1, 0), c(1, 2, 3, 2, 2, 1, 4, 2, 5, 5),
       entry = c(0, 4, 1, 5, 0, 5, 8, 2, 8, 9)),
  case("entries, 72 of days", days[1:72], event[1:72], round(x[1:72], 1), entry = start_days[1:72]),
  case("entries, 800", time, event, x, entry = start),
  case("entries, 800 of days and one decimal", days, event, round(x, 1), entry = start_days)
), "survival")

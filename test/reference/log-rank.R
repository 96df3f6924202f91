# survival::survdiff. It takes no entry times, and ties times that differ by rounding (its timefix = FALSE fails): there the
# test is made from its formula, which the script holds against survdiff everywhere else.
suppressPackageStartupMessages(library(survival))

by_formula <- function(time, event, group, entry, strata) {
  names <- sort(unique(group)); k <- length(names)
  o <- e <- numeric(k); v <- matrix(0, k, k)
  for (s in unique(strata)) for (t in sort(unique(time[event == 1 & strata == s]))) {
    at <- strata == s & entry < t & time >= t
    r <- sum(at); d <- sum(at & event == 1 & time == t)
    share <- sapply(names, function(g) sum(at & group == g)) / r
    o <- o + sapply(names, function(g) sum(at & event == 1 & time == t & group == g))
    e <- e + d * share
    if (r > 1) v <- v + d * (r - d) / (r - 1) * (diag(share, k) - outer(share, share))
  }
  used <- which(e > 0)[-1]
  chisq <- if (length(used)) drop((o - e)[used] %*% solve(v[used, used], (o - e)[used])) else NA
  list(obs = unname(o), exp = unname(e), chisq = chisq, df = length(used))
}

case <- function(name, time, event, group, entry = NULL, strata = NULL, last_place = FALSE) {
  n <- length(time)
  one <- if (is.null(strata)) rep("", n) else as.character(strata)
  r <- by_formula(time, event, group, if (is.null(entry)) rep(-1, n) else entry, one)
  if (is.null(entry) && !last_place) {
    s <- suppressWarnings(if (is.null(strata)) survdiff(Surv(time, event) ~ group)
      else survdiff(Surv(time, event) ~ group + strata(strata)))
    sums <- function(x) if (is.matrix(x)) rowSums(x) else x
    s <- list(obs = sums(s$obs), exp = sums(s$exp), chisq = s$chisq, df = r$df)
    stopifnot(all.equal(s$exp, r$exp, tolerance = 1e-13), identical(s$obs, r$obs))
    if (r$df > 0) stopifnot(all.equal(s$chisq, r$chisq, tolerance = 1e-10))
    r <- s
  }
  names <- sort(unique(group))
  list(
    name = name,
    input = list(times = values(time), events = I(event == 1), groups = I(as.character(group)),
                 entry = if (!is.null(entry)) values(entry) else NULL,
                 strata = if (!is.null(strata)) I(as.character(strata)) else NULL),
    result = list(
      method = "log-rank", exact = FALSE, n = n,
      statistic = if (r$df > 0) r$chisq else NULL, df = if (r$df > 0) r$df else NULL,
      p = if (r$df > 0) pchisq(r$chisq, r$df, lower.tail = FALSE) else NULL,
      groups = lapply(seq_along(names), function(g) list(group = as.character(names[g]), n = sum(group == names[g]),
                                                         observed = r$obs[g], expected = r$exp[g]))
    )
  )
}

set.seed(20271)
n <- 1000
x <- rnorm(n)
survived <- -log(runif(n)) * 12 * exp(-0.8 * x)
left <- runif(n, 2, 30)
event <- as.numeric(survived <= left)
exact <- ceiling(1e4 * pmin(survived, left)) / 1e4
months <- ceiling(exact)
came <- floor(1e4 * exact * runif(n, 0, 0.9)) / 1e4
two <- ifelse(x > 0, "high", "low")
three <- ifelse(x > 0.6, "high", ifelse(x > -0.6, "middle", "low"))
centre <- rep(c("north", "south", "west"), length.out = n)
some <- 1:24; many <- 1:72
write_reference("log-rank", list(
  case("four subjects", 1:4, rep(1, 4), c("a", "a", "b", "b")),
  case("nobody has the event", 1:4, rep(0, 4), c("a", "a", "b", "b")),
  case("all at one time", rep(2, 12), rep(c(1, 0, 1), 4), rep(c("a", "b"), 6)),
  case("a group that left before the first event", c(1, 1, 2, 3, 4, 5), c(0, 0, 1, 1, 1, 0), c("z", "z", "a", "b", "b", "a")),
  case("nobody to compare with", c(1, 1, 2, 3), c(0, 0, 1, 1), c("a", "a", "b", "b")),
  case("times of 0", c(0, 0, 0, 2, 2, 5, 7), c(1, 0, 1, 1, 0, 1, 0), c("a", "b", "b", "a", "b", "b", "a")),
  case("times that differ in the last place", c(0.3, 0.1 + 0.2, 0.3, 1, 2), rep(1, 5), c("a", "b", "b", "a", "b"),
       last_place = TRUE),
  case("3 against 12", exact[1:15], event[1:15], rep(c("a", "b"), c(3, 12))),
  case("n 24", exact[some], event[some], two[some]),
  case("n 24, groups renamed", exact[some], event[some], ifelse(two[some] == "low", "a", "z")),
  case("n 72 in months", months[many], event[many], two[many]),
  case("n 72 in months, three groups", months[many], event[many], three[many]),
  case("n 72 in strata", months[many], event[many], two[many], strata = centre[many]),
  case("n 72, three groups in strata", months[many], event[many], three[many], strata = centre[many]),
  case("n 72 with entry", exact[many], event[many], two[many], entry = came[many]),
  case("n 72 with entry in months, three groups in strata", 1 + months[many], event[many], three[many],
       entry = floor(came[many]), strata = centre[many]),
  case("n 72, 20 groups", months[many], event[many], sprintf("g%02d", rep(1:20, length.out = 72))),
  case("n 1000 in months", months, event, three),
  case("n 1000, p of 1e-80", round(exp(rnorm(n) - x), 2), rep(1, n), two),
  with(lung, case("lung by sex", time, status - 1, sex)),
  with(lung, case("lung by sex in strata of ecog", time[!is.na(ph.ecog)], (status - 1)[!is.na(ph.ecog)], sex[!is.na(ph.ecog)],
                  strata = ph.ecog[!is.na(ph.ecog)]))
), "survival")

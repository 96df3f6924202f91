# Writes one topic's cases to test/reference/<topic>.json with the tool and its versions, 17 digits, and proves that every
# number reads back as the same double. What has no number is NULL here, null there, undefined in TypeScript.

# The shortest text that reads as the same double, by the C library's reading: R's own as.numeric is off by a bit at times.
digits <- function(x) {
  read <- function(text) as.numeric(unlist(jsonlite::fromJSON(paste0("[", paste(text, collapse = ","), "]"))))
  text <- sprintf("%.15g", x)
  for (more in c("%.16g", "%.17g")) {
    off <- read(text) != x
    text[off] <- sprintf(more, x[off])
  }
  stopifnot(identical(read(text), as.numeric(x)))
  text
}

# Numbers become marked texts (jsonlite alone stops at 15 digits), which lose their quotes in the JSON.
marked <- function(x) {
  if (is.list(x)) return(lapply(x, marked))
  if (!is.numeric(x)) return(x)
  text <- if (length(x)) paste0("<<", digits(x), ">>") else character()
  if (inherits(x, "AsIs")) I(text) else text
}

write_reference <- function(topic, cases, packages = character()) {
  versions <- lapply(setNames(packages, packages), function(p) as.character(packageVersion(p)))
  awkward <- c(pi, 1 / 3, 0.1 + 0.2, 1e-300, 2^-1074, .Machine$double.xmax, -1e22, 123456789.123456789)
  content <- list(
    tool = paste0("test/reference/", topic, ".R"),
    R = paste(R.version$major, R.version$minor, sep = "."),
    packages = if (length(versions)) versions else setNames(list(), character()),
    doubles = list(numbers = I(awkward), hex = sprintf("%a", awkward)),
    cases = cases
  )
  json <- jsonlite::toJSON(marked(content), auto_unbox = TRUE, null = "null")
  json <- gsub('"<<|>>"', "", json)
  numbers <- function(x) if (is.list(x)) unlist(lapply(x, numbers)) else if (is.numeric(x)) as.numeric(x)
  stopifnot(identical(unname(numbers(content)), unname(numbers(jsonlite::fromJSON(json, simplifyVector = FALSE)))))
  writeLines(gsub("},{\"name\"", "},\n{\"name\"", json, fixed = TRUE), paste0("test/reference/", topic, ".json"))
}

# A vector that stays an array in JSON, whatever its length.
values <- function(x) I(as.numeric(x))

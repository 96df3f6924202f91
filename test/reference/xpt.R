# SAS transport files of version 5 as haven (ReadStat) writes them, in base64, and the values that were given to it.

file_of <- function(frame, name, label) {
  path <- tempfile(fileext = ".xpt")
  haven::write_xpt(frame, path, version = 5, name = name, label = label)
  bytes <- readBin(path, "raw", file.size(path))
  # The time of writing stands in four places; another time would be another file.
  for (at in c(144, 160, 464, 480)) bytes[at + 1:16] <- charToRaw("01JAN20:00:00:00")
  bytes
}

case <- function(name, frame, label = "") list(
  name = name,
  input = list(base64 = gsub("\n", "", jsonlite::base64_enc(file_of(frame, "MADE", label)))),
  result = list(
    label = label,
    names = I(names(frame)),
    rows = lapply(seq_len(nrow(frame)), function(row) unname(lapply(frame, function(column) {
      if (is.na(column[row])) NULL else unclass(column)[[row]]
    })))
  )
)

# None from 2^249 on: ReadStat writes them all as the greatest number of all.
numbers <- c(0, 1, -1, 0.1, -0.1, 1 / 3, pi, -118.625, 1e-6, 123456789.123456789, 2^53, 2^53 - 1, 1 - 2^-53, 1 + 2^-52, 16^5 - 2^-32,
             1e70, -1e70, 1e-70, -1e-70, 2^247 + 2^195, 2^-259)
gaps <- haven::tagged_na(c("A", "Z"))

write_reference("xpt", list(
  case("numbers", data.frame(VALUE = numbers), "One number a record"),
  case("missing numbers", data.frame(ID = c("A", "B", "C", "D"), VALUE = c(1, NA, gaps))),
  case("texts", data.frame(ID = c("001", "Stra\u00dfe", "\u00c4 \"b\", c", "x"), VALUE = 1:4, NOTE = c("", "  lead", "'", "=1"))),
  case("records of one byte", data.frame(A = strsplit("abcdefg", "")[[1]])),
  case("records longer than 80 bytes", data.frame(A = c(strrep("a", 130), strrep("b", 129)), B = c(1.5, -1.5)))
), "haven")

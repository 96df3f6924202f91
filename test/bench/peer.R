# The yardstick of the bench: what a careful analyst would write in R with data.table. Reads every card of a study of
# QuantStudio text files, computes dCt against the mean of the reference genes, and the signed-rank test of every target
# in four contrasts. Usage: Rscript peer.R STUDY
suppressPackageStartupMessages(library(data.table))
setDTthreads(1)
study <- commandArgs(TRUE)[1]
panel <- fread(file.path(study, "panel.csv"))
panel[, target := fifelse(assay_id == "" | is.na(assay_id), gene, paste0(gene, "-", assay_id))]
samples <- fread(file.path(study, "samples.csv"))
files <- list.files(file.path(study, "cards"), full.names = TRUE)
read_card <- function(file) {
  fread(file, skip = "Well\tWell Position\tOmit", sep = "\t", fill = TRUE, select = c("Sample Name", "Target Name", "Omit", "CT"), colClasses = "character")
}
wells <- rbindlist(lapply(files, read_card))
setnames(wells, c("sample", "target", "omit", "ct"))
wells <- wells[target != ""]
wells[, ct := suppressWarnings(as.numeric(ct))]
mean_ct <- wells[omit != "true" & !is.na(ct), .(ct = mean(ct)), by = .(sample, target)]
reference <- mean_ct[target %in% panel[role == "reference", target], .(reference = mean(ct), n = .N), by = sample][n == sum(panel$role == "reference")]
dct <- mean_ct[reference, on = "sample"][, dct := ct - reference]
dct <- dct[samples, on = "sample", nomatch = NULL][, at := paste(visit, time)]
wide <- dcast(dct[target %in% panel[role == "target", target]], subject + target ~ at, value.var = "dct")
contrasts <- list(c("C1D1 pre", "C1D1 post"), c("C1D15 pre", "C1D15 post"), c("C1D1 pre", "C1D15 pre"), c("C1D1 pre", "C1D15 post"))
tests <- rbindlist(lapply(contrasts, function(contrast) {
  wide[, {
    change <- get(contrast[1]) - get(contrast[2])
    change <- change[!is.na(change)]
    .(n = length(change), p = if (length(change) > 1) suppressWarnings(wilcox.test(change)$p.value) else NA_real_)
  }, by = target]
}))
tests[, q := p.adjust(p, "BH")]
cat(nrow(wells), "wells,", nrow(tests), "tests, smallest p", min(tests$p, na.rm = TRUE), "\n")

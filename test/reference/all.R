# Rewrites all reference numbers: Rscript test/reference/all.R, from the root of the repository. One script a topic.
source("test/reference/write.R")
scripts <- list.files("test/reference", pattern = "[.]R$", full.names = TRUE)
for (script in setdiff(scripts, file.path("test/reference", c("all.R", "write.R")))) source(script, local = new.env())

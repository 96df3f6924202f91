import type { Layout } from "./layout.ts";

/** Columns of the wells of SDS 2.1 RQ results, which RQ Manager took over. */
export const sdsColumns: Layout["columns"] = {
  well: ["well"],
  sample: ["sample"],
  assay: ["detector"],
  task: ["task"],
  ct: ["ct"],
  vendorMean: ["ct avg"],
  threshold: ["threshold"],
  automaticThreshold: ["threshold type"],
  automaticBaseline: ["baseline type"],
  instrument: ["instrument"],
};

/** Flags that SDS 2.2 and later raise, by the names of their columns. */
export const sdsFlags: readonly string[] = "HMD FOS LME NAW INAW EW BPR HRN HNS EAF BAF TAF CAF HSD GBO".split(" ");

/** A card that no column names is the study's only one; where the study has several, nothing tells which it is. */
export const sdsKeys: Layout["keys"] = {
  card: [],
  run: ["run datetime"],
  program: /^(SDS|RQ Manager) \d[\d.]*/,
};

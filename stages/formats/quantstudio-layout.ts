import type { Layout } from "./layout.ts";

/**
 * What Applied Biosystems' software of the ViiA 7 and after calls the columns of a table of wells: the instruments' own
 * (Sample Name, Target Name, CT), and Design & Analysis 2 and Diomni (Sample, Target, Cq). A flag column is there only if the
 * run could raise the flag; Design & Analysis tells flags as texts. StepOne's `Well` holds a position.
 */
export function quantstudioLayout(format: string, section?: string): Layout {
  return { format, ...(section && { section }), columns, instead, flags, flagTexts, unflagged, keys };
}

const columns: Layout["columns"] = {
  well: ["well"],
  position: ["well position"],
  sample: ["sample name", "sample"],
  assay: ["target name", "target"],
  task: ["task"],
  ct: ["ct", "cq", "crt"],
  vendorMean: ["ct mean", "cq mean", "crt mean"],
  omitted: ["omit"],
  ampScore: ["amp score"],
  cqConfidence: ["cq conf", "cq confidence"],
  threshold: ["ct threshold", "crt threshold", "threshold"],
  automaticThreshold: ["automatic ct threshold", "automatic crt threshold", "auto threshold"],
  automaticBaseline: ["automatic baseline", "auto baseline"],
};

const genotyping = "is of a genotyping run, which has a Ct for each allele and none for the well";

const instead: Readonly<Record<string, string>> = {
  "allele1 ct": genotyping,
  "allele 1 ct": genotyping,
  "allele1 cq": genotyping,
  "allele 1 cq": genotyping,
  "snp assay name": genotyping,
};

const flags = [
  "BADROX",
  "NOAMP",
  "NOISE",
  "EXPFAIL",
  "THOLDFAIL",
  "PRFLOW",
  "PRFDROP",
  "HIGHSD",
  "OUTLIERRG",
  "CQCONF",
  "AMPNC",
  "OFFSCALE",
  "SPIKE",
  "BLFAIL",
  "NOSIGNAL",
  "CTFAIL",
  "CQFAIL",
  "AMPSCORE",
  "CRTAMPLITUDE",
  "CRTNOISE",
  "MTP",
];

const flagTexts = ["amp status", "curve quality", "result quality issues"];

/** Anything else is kept as a flag, whatever it says. */
const unflagged = ["amp", "-", "none", "n/a"];

const keys: Layout["keys"] = {
  card: ["experiment barcode", "barcode"],
  title: ["experiment name"],
  // "Data" is Design & Analysis 2.7's own word for a date.
  run: ["experiment run end time", "experiment run stop time", "run end date/time", "run end data/time"],
  instrument: ["instrument type", "instrument name"],
  software: ["software name and version"],
  block: ["block type"],
};

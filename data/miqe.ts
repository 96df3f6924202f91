/**
 * The items of the MIQE checklist: what a reader must know to judge a study by real-time PCR. The list is that of Bustin et
 * al. 2009, Clin. Chem. 55:611-622, table 1, in words of our own; MIQE 2.0 of 2025 asks for much the same.
 */
export interface MiqeItem {
  /** The key in miqe.yaml. */
  readonly id: string;
  readonly section: string;
  readonly importance: "essential" | "desirable";
  readonly meaning: string;
  /** Whether a run may know it; all others are the laboratory's to tell. */
  readonly data: boolean;
}

type Line = readonly [id: string, importance: "E" | "D", meaning: string, data?: "data"];

const sections: Readonly<Record<string, readonly Line[]>> = {
  "Experimental design": [
    ["design-groups", "E", "What is compared with what", "data"],
    ["design-numbers", "E", "How many are in each group", "data"],
    ["design-laboratory", "D", "Whether a core facility or the own laboratory ran the assays"],
    ["design-authors", "D", "Who did what"],
  ],
  Sample: [
    ["sample-description", "E", "What was sampled, and from whom"],
    ["sample-amount", "D", "How much of it was processed, by volume or mass"],
    ["sample-dissection", "E", "Whether cells were picked out, by hand or under a microscope"],
    ["sample-processing", "E", "What was done with it, and how soon"],
    ["sample-freezing", "E", "If it was frozen: how, and how fast"],
    ["sample-fixing", "E", "If it was fixed: with what, and how fast"],
    ["sample-storage", "E", "How it was stored, and for how long"],
  ],
  "Nucleic acid extraction": [
    ["extraction-procedure", "E", "The way of extraction, or its instrument"],
    ["extraction-kit", "E", "The kit, and how its protocol was changed"],
    ["extraction-reagents", "D", "Where other reagents came from"],
    ["extraction-nuclease", "E", "Treatment with DNase or RNase"],
    ["extraction-contamination", "E", "How contamination by DNA, or by RNA, was looked for"],
    ["extraction-quantity", "E", "How much nucleic acid there was"],
    ["extraction-instrument", "E", "By what instrument and method it was measured"],
    ["extraction-purity", "D", "Purity: the ratio of absorption at 260 and 280 nm"],
    ["extraction-yield", "D", "Yield"],
    ["extraction-integrity-method", "E", "How the integrity of the RNA was measured"],
    ["extraction-integrity", "E", "The integrity found: RIN or RQI, or the Cq of both ends of a transcript"],
    ["extraction-traces", "D", "Traces of electrophoresis"],
    ["extraction-inhibition", "E", "How inhibition was looked for: dilutions, a spike, or otherwise"],
  ],
  "Reverse transcription": [
    ["rt-conditions", "E", "All conditions of the reaction"],
    ["rt-amount", "E", "Amount of RNA, and volume of the reaction"],
    ["rt-primer", "E", "The primer and its concentration"],
    ["rt-enzyme", "E", "The reverse transcriptase and its concentration"],
    ["rt-temperature", "E", "Temperature and time"],
    ["rt-reagents", "D", "Makers and catalogue numbers of the reagents"],
    ["rt-without", "D", "Cq with and without reverse transcription"],
    ["rt-storage", "D", "How the cDNA was stored"],
  ],
  "Target information": [
    ["target-multiplex", "E", "In a multiplex: efficiency and limit of detection of each assay"],
    ["target-accession", "E", "Accession number of the sequence"],
    ["target-location", "D", "Where on it the amplicon lies"],
    ["target-length", "E", "Length of the amplicon"],
    ["target-in-silico", "E", "How specificity was screened by computer, such as BLAST"],
    ["target-pseudogenes", "D", "Pseudogenes and other homologues"],
    ["target-alignment", "D", "Alignment of the sequences"],
    ["target-structure", "D", "Secondary structure of the amplicon"],
    ["target-primers", "E", "The exon or intron that each primer lies in"],
    ["target-splicing", "E", "The splice variants that are amplified"],
  ],
  Oligonucleotides: [
    ["oligo-primers", "E", "Sequences of the primers, or what surrounds the amplicon"],
    ["oligo-database", "D", "Number of the assay in a catalogue, such as RTPrimerDB", "data"],
    ["oligo-probes", "D", "Sequences of the probes"],
    ["oligo-modifications", "E", "What was modified in them, and where"],
    ["oligo-manufacturer", "D", "Who made them"],
    ["oligo-purification", "D", "How they were purified"],
  ],
  Protocol: [
    ["pcr-conditions", "E", "All conditions of the reaction"],
    ["pcr-amount", "E", "Volume of the reaction, and amount of cDNA or DNA"],
    ["pcr-concentrations", "E", "Concentrations of primers, probe, magnesium and dNTP"],
    ["pcr-polymerase", "E", "The polymerase and its concentration"],
    ["pcr-buffer", "E", "The buffer or kit, and its maker"],
    ["pcr-buffer-content", "D", "What exactly the buffer holds"],
    ["pcr-additives", "E", "What was added: dyes, DMSO and the like"],
    ["pcr-plates", "D", "Maker and catalogue number of plates, tubes or cards"],
    ["pcr-cycling", "E", "The whole program of the cycler"],
    ["pcr-setup", "D", "Whether by hand or by robot"],
    ["pcr-instrument", "E", "Maker of the instrument", "data"],
  ],
  Validation: [
    ["validation-optimisation", "D", "What shows that the assays were optimised"],
    ["validation-specificity", "E", "What shows that they are specific: gel, sequence, melting curve or digest"],
    ["validation-ntc", "E", "For SYBR Green I: Cq of the control without template"],
    ["validation-curves", "E", "Standard curves: slope and intercept"],
    ["validation-efficiency", "E", "Efficiency of the PCR, from the slope"],
    ["validation-efficiency-interval", "D", "Its confidence interval or standard error"],
    ["validation-r2", "E", "r2 of the standard curve"],
    ["validation-range", "E", "The range in which it is linear"],
    ["validation-low", "E", "How much Cq varies at the low end"],
    ["validation-intervals", "D", "Confidence intervals over the whole range"],
    ["validation-detection-limit", "E", "What shows the limit of detection"],
    ["validation-multiplex", "E", "In a multiplex: the same of each assay in it"],
  ],
  "Data analysis": [
    ["analysis-program", "E", "The program that read the instrument, and its version", "data"],
    ["analysis-cq", "E", "How Cq was determined: threshold and baseline"],
    ["analysis-outliers", "E", "How outliers were found, and what became of them", "data"],
    ["analysis-ntc", "E", "Results of the controls without template", "data"],
    ["analysis-references", "E", "Why these reference genes, and so many", "data"],
    ["analysis-normalisation", "E", "How it was normalised", "data"],
    ["analysis-biological", "D", "How many biological replicates, and how they agree", "data"],
    ["analysis-technical", "E", "How many technical replicates, and of which step", "data"],
    ["analysis-repeatability", "E", "How replicates within a run agree", "data"],
    ["analysis-reproducibility", "D", "How runs agree: the coefficient of variation"],
    ["analysis-power", "D", "What could have been found with so many", "data"],
    ["analysis-statistics", "E", "The statistics behind what is called significant", "data"],
    ["analysis-software", "E", "The software of the analysis, and its version", "data"],
    ["analysis-rdml", "D", "The data of every well in a format for exchange", "data"],
  ],
};

/** Every item, in the order of the checklist. */
export const miqeItems: readonly MiqeItem[] = Object.entries(sections).flatMap(([section, lines]) =>
  lines.map(
    ([id, importance, meaning, data]): MiqeItem => ({
      ...{ id, section, meaning, data: data !== undefined },
      importance: importance === "E" ? "essential" : "desirable",
    }),
  ),
);

import { columns } from "../data/column.ts";

/** Which gene a row is of. */
export const geneColumns = columns({
  assay: { kind: "text", meaning: "Assay: the panel's assay id, or the gene symbol where it has none" },
  gene: { kind: "text", meaning: "Gene symbol" },
  category: { kind: "text", meaning: "Gene set" },
});

/** What every test ends with. */
export const testColumns = columns({
  p: { kind: "number", meaning: "Two-sided p" },
  q: { kind: "number", meaning: "p corrected for the family by Benjamini and Hochberg" },
  family: { kind: "text", meaning: "The tests that q corrects for, and how many have a p" },
  caveat: { kind: "text", meaning: "What limits this row" },
});

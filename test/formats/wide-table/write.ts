import type { Writer } from "../made-card.ts";

/** A table of Ct by samples and genes, as a spreadsheet's text. */
export const writer: Writer = {
  format: "wide-table",
  ending: "txt",
  lacks: ["card", "well", "omitted"],
  several: true,
  unmarked: true,
  write({ wells }) {
    const genes = [...new Set(wells.map(({ assay }) => assay))];
    const samples = [...new Set(wells.map(({ sample }) => sample))];
    const written = (ct = "blank") => (ct === "undetermined" ? "Undetermined" : ct === "blank" ? "" : ct);
    const rows = samples.map((sample) => [
      sample,
      ...genes.map((gene) => written(wells.find((one) => one.sample === sample && one.assay === gene)?.ct)),
    ]);
    return Buffer.from([["Sample (Ct)", ...genes], ...rows].map((cells) => `${cells.join("\t")}\r\n`).join(""));
  },
};

import { position } from "../../../data/card.ts";
import type { Writer } from "../made-card.ts";

/** The body of a table of SDS 2.3, without its headings. */
export const writer: Writer = {
  format: "mapped",
  ending: "txt",
  lacks: [],
  unmarked: true,
  columns: { header: "none", well: 1, card: 2, position: 3, sample: 5, assay: 6, task: 7, ct: 8, omitted: 10 },
  write({ card, wells }) {
    const lines = wells.map(({ well, sample, assay, task, ct, omitted }) => {
      const written = ct === "undetermined" ? "Undetermined" : ct === "blank" ? "" : ct;
      return [well, card, position(well, 24), "Passed", sample, assay, task, written, "", omitted ? "TRUE" : "FALSE"];
    });
    return Buffer.from(lines.map((cells) => `${cells.join("\t")}\r`).join(""));
  },
};

import type { Writer } from "../made-card.ts";

/** A table as an analyst keeps it. */
export const writer: Writer = {
  format: "long-table",
  ending: "csv",
  lacks: [],
  write({ card, wells }) {
    const rows = wells.map(({ well, sample, assay, task, ct, omitted }) => {
      const written = ct === "undetermined" ? "NA" : ct === "blank" ? "" : ct;
      return [card, well, sample, assay, task, written, omitted ? "yes" : "no"];
    });
    const lines = [["Plate", "Well", "Sample", "Target", "Task", "Ct", "Omit"], ...rows];
    return Buffer.from(lines.map((cells) => `${cells.map(quoted).join(",")}\n`).join(""));
  },
};

function quoted(cell: string | number): string {
  return /[",]/.test(String(cell)) ? `"${String(cell).replaceAll('"', '""')}"` : String(cell);
}

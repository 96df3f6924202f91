import { position } from "../../../data/card.ts";
import type { Writer } from "../made-card.ts";

const HEAD = ["", "Well", "Fluor", "Target", "Content", "Sample", "Biological Set Name", "Cq", "Cq Mean", "Set Point"];

/** Made in the shape of the vendor's files; the last well of the plate, which is empty, tells how large that is. */
export const writer: Writer = {
  format: "cfx",
  ending: "csv",
  lacks: ["omitted"],
  write({ card, wells }) {
    const rows = wells.map(({ well, sample, assay, ct }) => {
      const written = ct === "undetermined" ? "N/A" : ct === "blank" ? "" : ct;
      const [row, column] = [position(well, 24).slice(0, 1), position(well, 24).slice(1)];
      const place = `${row}${column.padStart(2, "0")}`;
      return ["", place, "FAM", assay, "Unkn", sample, "", written, /^\d/.test(written) ? written : "0.00", "60"];
    });
    const last = ["", "P24", "FAM", "", "", "", "", "N/A", "0.00", "60"];
    const keys = [
      ["File Name", "made.pcrd"],
      ["ID", card],
    ];
    return Buffer.from(
      [...keys, [""], HEAD, ...rows, last].map((cells) => `${cells.map(quoted).join(",")}\r\n`).join(""),
    );
  },
};

function quoted(cell: string): string {
  return /[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

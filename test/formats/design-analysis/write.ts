import { position } from "../../../data/card.ts";
import type { Writer } from "../made-card.ts";

const HEAD =
  "Well,Well Position,Omit,Sample,Target,Task,Amp Status,Amp Score,Curve Quality,Result Quality Issues,Cq,Cq Mean";

export const writer: Writer = {
  format: "design-analysis",
  ending: "csv",
  lacks: [],
  write({ card, wells }) {
    const rows = wells.map(({ well, sample, assay, task, ct, omitted }) => {
      const written = ct === "undetermined" ? "UNDETERMINED" : ct === "blank" ? "" : ct;
      const status = ct === "undetermined" ? "NO_AMP" : "AMP";
      const named = task === "target" ? "UNKNOWN" : "ENDOGENOUS CONTROL";
      const cells = [well, position(well, 24), omitted ? "TRUE" : "FALSE", sample, assay, named, status, 1.2, "", ""];
      return [...cells, written, ""].map((cell) => quoted(String(cell))).join(",");
    });
    const keys = [
      `# Barcode: ${card}`,
      "# Block Type: 384-Well Block",
      "# Run End Data/Time: 2024-02-12 11:30:22 PM UTC",
      "# Plugin Name and Version: Primary Analysis v1.8.0, Standard Curve v1.7.0",
    ];
    return Buffer.from(`${[...keys, HEAD, ...rows].join("\r\n")}\r\n`);
  },
};

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

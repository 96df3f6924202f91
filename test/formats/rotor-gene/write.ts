import type { MadeWell, Writer } from "../made-card.ts";

const HEAD = [
  "No.",
  "Color",
  "Name",
  "Type",
  "Ct",
  "Ct Comment",
  "Given Conc (Copies)",
  "Rep. Ct",
  "Rep. Ct Std. Dev.",
];

/** Made in the shape of the vendor's files: a table for each assay. */
export const writer: Writer = {
  format: "rotor-gene",
  ending: "csv",
  lacks: ["omitted", "undetermined"],
  several: true,
  write({ card, wells }) {
    const tables = [...new Set(wells.map(({ assay }) => assay))].flatMap((assay) => [
      [`Quantitative analysis of Cycling A.Green (${assay})`],
      [""],
      HEAD,
      ...wells.filter((well) => well.assay === assay).map(rowOf),
      [""],
    ]);
    const keys = [["Excel Analysed Data Export"], ["File", "made.rex"], ["Run Id", card], [""]];
    const lines = [...keys, ...tables].map((cells) => Array.from(HEAD, (_, at) => quoted(cells[at] ?? "")).join(";"));
    return Buffer.from(`\ufeff${lines.join("\r\n")}\r\n`);
  },
};

function rowOf({ well, sample, ct }: MadeWell): string[] {
  return [String(well), "255", sample, "Unknown", ct === "blank" ? "" : ct, "", "", "", ""];
}

function quoted(cell: string): string {
  return /[";]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

import type { Writer } from "../made-card.ts";

const HEAD = [
  [...Array<string>(6).fill("Experiment Information"), ...Array<string>(4).fill("FAM-MGB")],
  ["Chamber", "Sample", "Sample", "Sample", "FAM-MGB", "FAM-MGB", "Ct", "Ct", "Ct", "Ct"],
  ["ID", "Name", "Type", "rConc", "Name", "Type", "Value", "Quality", "Call", "Threshold"],
];

/** Made in the shape of the vendor's files; chambers have the numbers that deltact gives them, by 96 assays a sample. */
export const writer: Writer = {
  format: "fluidigm",
  ending: "csv",
  lacks: ["omitted"],
  several: true,
  write({ card, wells }) {
    const rows = wells.map(({ well, sample, assay, ct }) => {
      const two = (number: number) => String(number).padStart(2, "0");
      const chamber = `S${two(Math.floor((well - 1) / 96) + 1)}-A${two(((well - 1) % 96) + 1)}`;
      const told = ct === "undetermined" ? ["999", "0", "Fail"] : [ct === "blank" ? "" : ct, "0.9", "Pass"];
      return [chamber, sample, "Unknown", "1", assay, "Test", ...told, "0.01"];
    });
    const keys = [
      ["Chip Run Info", "C:\\made\\ChipRun.bml", card, "96.96 (138x)", "made", "ROX", "FAM-MGB"],
      ["Application Version", "4.1.2"],
    ];
    return Buffer.from([...keys, [""], ...HEAD, ...rows].map((cells) => `${cells.map(quoted).join(",")}\r\n`).join(""));
  },
};

function quoted(cell: string): string {
  return /[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

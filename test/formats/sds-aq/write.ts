import type { Writer } from "../made-card.ts";

/** Made in the shape of the vendor's files: the last well comes first. Nothing in them says that a well was left out. */
export const writer: Writer = { format: "sds-aq", ending: "txt", lacks: ["omitted"], write };

function write({ card, wells }: Parameters<Writer["write"]>[0]): Uint8Array {
  const head = ["Well", "Sample Name", "Detector Name", "Reporter", "Task", "Ct", "Quantity", "Ct Mean", "Threshold"];
  const rows = [...wells].reverse().map(({ well, sample, assay, ct }) => {
    const written = ct === "undetermined" ? "Undetermined" : ct === "blank" ? "" : ct;
    return [well, sample, assay, "FAM", "Unknown", written, "", "", "0.2", ""].join("\t");
  });
  const keys = [
    "SDS 2.4\tAQ Results\t1.0",
    "Filename\tmade",
    `PlateID\t${card}`,
    "Assay Type\tAbsolute Quantification",
  ];
  const lines = [
    ...keys,
    "Run DateTime\t2/3/11 10:15:00 AM",
    "",
    "Sample Information",
    "",
    `${head.join("\t")}\t`,
    ...rows,
  ];
  return Buffer.from(`${[...lines, "", "Slope\t-3.32", "Y-Intercept\t\t38.1"].join("\r\n")}\r\n`);
}

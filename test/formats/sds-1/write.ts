import { position } from "../../../data/card.ts";
import type { Writer } from "../made-card.ts";

/** Made in the shape of the vendor's files; a made card that is larger than 96 wells goes on below row H. */
export const writer: Writer = { format: "sds-1", ending: "csv", lacks: [], write };

function write({ card, wells }: Parameters<Writer["write"]>[0]): Uint8Array {
  const head = "Well,Sample Name,Detector,Task,Ct,StdDev Ct,Qty,Mean Qty,StdDev Qty,Filtered,Tm";
  const quoted = (text: string) => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const rows = wells.map(({ well, sample, assay, ct, omitted }) => {
    const written = ct === "undetermined" ? "Undet." : ct === "blank" ? "" : ct;
    const cells = [position(well, 12), sample, assay, "Unknown", written, "", "", "", "", omitted ? "Yes" : "No", ""];
    return cells.map(quoted).join(",");
  });
  const keys = [
    `Document Name: ${card}`,
    "Plate Type: Absolute Quantification",
    "User: made",
    "",
    "Document Information",
  ];
  const more = ["Run Date: Thursday, February 03, 2011 10:15:00", "Comments:", "SDS v1.4", ""];
  return Buffer.from(`${[...keys, "", ...more, head, ...rows].join("\r\n")}\r\n`);
}

import type { Writer } from "../made-card.ts";

/** Made in the shape of the vendor's files. */
export const writer: Writer = { format: "sds-2.1", ending: "txt", lacks: [], write };

function write({ card, wells }: Parameters<Writer["write"]>[0]): Uint8Array {
  const head = ["Well", "PlateID", "Sample", "Detector", "Task", "Ct", "delta Rn", "Ct Avg", "Outlier", "Filename"];
  const rows = wells.map(({ well, sample, assay, task, ct, omitted }) => {
    const written = ct === "undetermined" ? "Undetermined" : ct === "blank" ? "" : ct;
    const role = task === "target" ? "Target" : "Endogenous Control";
    return [well, "", sample, assay, role, written, "0.9", "", omitted ? "TRUE" : "FALSE", card].join("\t");
  });
  const keys = ["SDS 2.1RQ Results\t1.0", "Filename\tmade.sdm", "Assay Type\tRQ Study", `EmbeddedFile\t${card}`];
  const lines = [...keys, "Run DateTime\tThu Feb 03 10:15:00 GMT 2011", "", head.join("\t"), ...rows];
  return Buffer.from(`${[...lines, "", "Summary Data for Study made"].join("\r\n")}\r\n`);
}

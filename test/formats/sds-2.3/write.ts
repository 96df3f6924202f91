import type { Writer } from "../made-card.ts";

/** Made in the shape of the vendor's files. */
export const writer: Writer = { format: "sds-2.3", ending: "txt", lacks: [], write };

function write({ card, wells }: Parameters<Writer["write"]>[0]): Uint8Array {
  const head = ["# ", "Plate", "Pos", "Flag", "Sample", "Detector", "Task", "Ct", "Delta Ct", "Omit", "HMD", "FOS"];
  const rows = wells.map(({ well, sample, assay, task, ct, omitted }) => {
    const written = ct === "undetermined" ? "Undetermined" : ct === "blank" ? "" : ct;
    const role = task === "target" ? "Target" : "Endogenous Control";
    return [well, card, "", "Passed", sample, assay, role, written, "", omitted ? "TRUE" : "FALSE"].join("\t");
  });
  const keys = ["SDS 2.3 RQ Results\t1.2", "Filename\tmade.sdm", "Assay Type\tRQ Study", `EmbeddedFile\t${card}`];
  const lines = [...keys, "Run DateTime\tThu Feb 03 10:15:00 GMT 2011", "", head.join("\t"), ...rows];
  return Buffer.from(`${lines.join("\r")}\r`);
}

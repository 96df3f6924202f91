import type { Writer } from "../made-card.ts";

/** Made in the shape of the vendor's files. */
export const writer: Writer = { format: "rq-manager", ending: "txt", lacks: [], write };

function write({ card, wells }: Parameters<Writer["write"]>[0]): Uint8Array {
  const head = ["Well", "PlateID", "Sample", "Detector", "Task", "Ct", "delta Rn", "Ct Avg", "Well Status", "Rejected"];
  const rows = wells.map(({ well, sample, assay, task, ct, omitted }) => {
    const written = ct === "undetermined" ? "Undetermined" : ct === "blank" ? "" : ct;
    const role = task === "target" ? "Target" : "Endogenous Control";
    return [well, card, sample, assay, role, written, "0.9", "", "", omitted ? "TRUE" : "", ""].join("\t");
  });
  const keys = ["RQ Manager 1.2 RQ Study Results", "StudyName\tmade.sdm", "Operator\t", ""];
  return Buffer.from(`${[...keys, `${head.join("\t")}\t`, ...rows].join("\r\n")}\r\n`);
}

import AdmZip from "adm-zip";
import type { Writer } from "../made-card.ts";

const HEAD = "Well\tSample Name\tDetector\tTask\tCt\tAvg Ct\tCt SD\tDelta Ct\tQty\tAvg Qty\tQty SD";
const CURVE = "\t0.5".repeat(40);

export const writer: Writer = {
  format: "eds",
  ending: "txt",
  lacks: ["card", "omitted", "reals-of-40"],
  write({ wells }) {
    const lines = wells.flatMap(({ well, sample, assay, ct }) => {
      const cells = [well - 1, sample, assay, "Target", ct === "undetermined" ? "40.0" : ct === "blank" ? "" : ct];
      return [
        `${cells.join("\t")}\t\t\t\t\t\t`,
        `Rn values${CURVE}`,
        `Delta Rn values${CURVE}`,
        "DDCT Values\t\tfalse\t",
      ];
    });
    const archive = new AdmZip();
    archive.addFile("apldbio/sds/Manifest.mf", Buffer.from("made\n"));
    archive.addFile(
      "apldbio/sds/analysis_result.txt",
      Buffer.from(["Session Name\t", HEAD, ...lines, ""].join("\r\n")),
    );
    return archive.toBuffer();
  },
};

import { position } from "../../../data/card.ts";
import type { Writer } from "../made-card.ts";

/** A well that tells of 24 columns and 16 rows, of a sample that has no name. */
const LAST = "P24\t\tunkn\tmade\ttoi\tFAM\t";

export const writer: Writer = {
  format: "rdes",
  ending: "tsv",
  lacks: ["card", "omitted"],
  write({ wells }) {
    const rows = wells.map(({ well, sample, assay, task, ct }) => {
      const cq = ct === "undetermined" ? "-1.0" : ct === "blank" ? "" : ct;
      return [position(well, 24), sample, "unkn", assay, task === "target" ? "toi" : "ref", "FAM", cq].join("\t");
    });
    return Buffer.from(`${["Well\tSample\tSample Type\tTarget\tTarget Type\tDye\tCq", ...rows, LAST].join("\n")}\n`);
  },
};

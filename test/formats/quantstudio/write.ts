import { position } from "../../../data/card.ts";
import type { Writer } from "../made-card.ts";

const HEAD = [
  "Well",
  "Well Position",
  "Omit",
  "Sample Name",
  "Target Name",
  "Task",
  "Reporter",
  "CT",
  "Ct Mean",
  "NOAMP",
];

export const writer: Writer = {
  format: "quantstudio",
  ending: "txt",
  lacks: [],
  write({ card, wells }) {
    const rows = wells.map(({ well, sample, assay, task, ct, omitted }) => {
      const written = ct === "undetermined" ? "Undetermined" : ct === "blank" ? "" : ct;
      const cells = [
        well,
        position(well, 24),
        omitted,
        sample,
        assay,
        task === "target" ? "UNKNOWN" : "ENDOGENOUS CONTROL",
      ];
      return [...cells, "FAM", written, "", ct === "undetermined" ? "Y" : "N"].join("\t");
    });
    const keys = [
      "Block Type = 384-Well Block",
      `Experiment Barcode = ${card}`,
      "Experiment Run End Time = 2011-02-03 10:15:00 AM GMT",
    ];
    const lines = [
      ...keys.map((key) => `* ${key}`),
      "",
      "[Results]",
      HEAD.join("\t"),
      ...rows,
      "",
      "Analysis Type = Singleplex",
    ];
    return Buffer.from(`${lines.join("\r\n")}\r\n`);
  },
};

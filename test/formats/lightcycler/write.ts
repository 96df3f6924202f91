import { position } from "../../../data/card.ts";
import type { Writer } from "../made-card.ts";

const HEAD = ["Include", "Color", "Pos", "Name", "Target Name", "Cp", "Concentration", "Standard", "Status"];

/** Made in the shape of the vendor's files, which list all wells of the plate: here the last of them, which is empty. */
export const writer: Writer = {
  format: "lightcycler",
  ending: "txt",
  lacks: ["undetermined"],
  write({ card, wells }) {
    const rows = wells.map(({ well, sample, assay, ct, omitted }) =>
      [omitted ? "False" : "True", "255", position(well, 24), sample, assay, ct === "blank" ? "" : ct, "", "0"].join(
        "\t",
      ),
    );
    const last = "True\t65280\tP24\tSample 384\t\t\t\t0";
    const lines = [`Experiment: ${card}  Selected Filter: FAM (465-510)`, HEAD.join("\t"), ...rows, last];
    return Buffer.from(`${lines.join("\r")}\r`);
  },
};

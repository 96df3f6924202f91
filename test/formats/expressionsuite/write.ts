import type { Writer } from "../made-card.ts";

const HEAD = ["Biological Group Name", "Sample Name", "Target Name", "Amp Score", "Cq Conf", "Ct", "Ct Mean", "Omit"];

/** Made in the shape of the vendor's files; the name of a study of one card is the card's. */
export const writer: Writer = {
  format: "expressionsuite",
  ending: "txt",
  lacks: ["well"],
  write({ card, wells }) {
    const rows = wells.map(({ sample, assay, ct, omitted }) => {
      const written = ct === "undetermined" ? "Undetermined" : ct === "blank" ? "" : ct;
      return ["0", sample, assay, "1.200", "0.990", written, "25.000", omitted ? "True" : ""].join("\t");
    });
    const keys = ["# Study Name: made", `# Barcode: ${card.replace(" ", "_")} `, "# Max CT: 40.0"];
    if (card.includes(" ")) keys[0] = `# Study Name: ${card}`;
    if (card.includes(" ")) keys[1] = "# Barcode: 11110001 11110002 ";
    return Buffer.from(`${[...keys, "", HEAD.join("\t"), ...rows].join("\n")}\n`);
  },
};

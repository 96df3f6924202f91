import AdmZip from "adm-zip";
import type { Writer } from "../made-card.ts";

const NAMESPACE = "http://www.rdml.org";

const attribute = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;").replaceAll("\t", "&#9;");

export const writer: Writer = {
  format: "rdml",
  ending: "rdml",
  lacks: [],
  unmarked: true,
  write({ card, wells }) {
    const ids = (of: (well: (typeof wells)[number]) => string) => [...new Set(wells.map(of))].map(attribute);
    const samples = ids(({ sample }) => sample).map((id) => `<sample id="${id}"><type>unkn</type></sample>`);
    const targets = ids(({ assay }) => assay).map(
      (id) => `<target id="${id}"><type>toi</type><dyeId id="FAM"/></target>`,
    );
    const reacts = wells.map(({ well, sample, assay, ct, omitted }) => {
      const cq = ct === "blank" ? "" : `<cq>${ct === "undetermined" ? "-1.0" : ct}</cq>`;
      const data = `<tar id="${attribute(assay)}"/>${cq}${omitted ? "<excl>made so</excl>" : ""}`;
      return `<react id="${well}"><sample id="${attribute(sample)}"/><data>${data}</data></react>`;
    });
    const plate = "<pcrFormat><rows>16</rows><columns>24</columns></pcrFormat>";
    const run = `<run id="${attribute(card)}">${plate}${reacts.join("\n")}</run>`;
    const parts = [...samples, ...targets, `<experiment id="made">${run}</experiment>`];
    const archive = new AdmZip();
    archive.addFile(
      "rdml_data.xml",
      Buffer.from(`<rdml version="1.3" xmlns="${NAMESPACE}"><dye id="FAM"/>${parts.join("\n")}</rdml>`),
    );
    return archive.toBuffer();
  },
};

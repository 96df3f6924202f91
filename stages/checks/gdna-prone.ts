import { few } from "../wording.ts";
import { check } from "./check.ts";
import { controlsOf, seesDna } from "./controls.ts";

export const gdnaProne = check({
  name: "gdna-prone",
  meaning: "Assays that detect genomic DNA by their design, as the suffixes _s and _g of their ids tell",
  look(look, raise) {
    const { wells } = look;
    const prone = wells.panel.assays.filter(({ assay, role }) => role !== "control" && seesDna(assay));
    if (prone.length === 0) return;
    const controlled = [...controlsOf(look).values()].includes("no-rt");
    const told = controlled
      ? "the controls without reverse transcriptase tell whether there was any, see no-rt"
      : "no control without reverse transcriptase was run, which would tell whether there was any";
    const names = prone.map(({ assay, gene }) => `${gene} (${assay})`).sort();
    raise.other({
      level: "note",
      scope: "study",
      observed: String(prone.length),
      unit: "assays",
      reason: `${few(names, 12)} detect genomic DNA too; ${told}`,
    });
  },
});

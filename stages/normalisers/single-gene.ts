import type { Panel } from "../../data/panel.ts";
import { listing, quote, Trouble } from "../../data/trouble.ts";
import { citations } from "../citations.ts";
import { meanOfGenes } from "./mean-of-genes.ts";
import type { Normaliser } from "./normaliser.ts";

/** One reference gene: for comparison with work that used it. Whatever moves that gene moves all. */
export const singleGene: Normaliser = {
  name: "single-gene",
  keeps: ["centred", "amount", "slope", "share", "alone"],
  citations: [citations.livakSchmittgen],
  normalise(input, set) {
    const { panel } = input.wells;
    const assay = assayOf(panel, set.reference_gene);
    const { gene } = panel.assays[assay]!;
    return {
      ...meanOfGenes(input, [assay], set),
      methods: `Delta Ct (dCt) is the mean Ct of the assay less that of the reference gene ${gene}. A sample without a Ct of ${gene} was left out: nothing tells what it would be.`,
      findings: [
        {
          level: "caution",
          text: `One reference gene (${gene}) is subtracted: what changes it changes every gene the other way, and no other gene tells.`,
        },
      ],
    };
  },
};

/** A reference gene by assay id or symbol: as a target it would be tested, and its dCt is always 0. */
function assayOf(panel: Panel, text: string): number {
  const found = panel.byText.get(text);
  if (typeof found === "number" && panel.references.includes(found)) return found;
  const known = panel.references.map((assay) => panel.assays[assay]!.gene);
  const came = text === "" ? "is blank" : `${quote(text)} ${wrong(found)}`;
  throw new Trouble([
    {
      code: "study-value",
      file: "study.yaml",
      column: "expression.reference_gene",
      text: `${came}; single-gene expects a gene or assay of ${panel.file} with the role reference: ${listing(known)}.`,
    },
  ]);
}

function wrong(found: number | "several" | undefined): string {
  if (found === undefined) return "is not in the panel";
  return found === "several" ? "is the gene of several assays" : "is not a reference gene there";
}

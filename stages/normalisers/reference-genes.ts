import { citations } from "../citations.ts";
import { meanOfGenes, missingRule, symbols } from "./mean-of-genes.ts";
import type { Normaliser } from "./normaliser.ts";

/** The mean over the panel's reference genes. Source: Vandesompele et al. 2002, Genome Biology 3:research0034. */
export const referenceGenes: Normaliser = {
  name: "reference-genes",
  keeps: ["centred", "amount", "slope", "share", "alone"],
  citations: [citations.livakSchmittgen, citations.vandesompele],
  normalise(input, set) {
    const { panel } = input.wells;
    return {
      ...meanOfGenes(input, panel.references, set),
      methods: `Delta Ct (dCt) is the mean Ct of the assay less the mean over the reference genes ${symbols(panel, panel.references)} of their mean Ct. ${missingRule(set, "reference")}.`,
      findings: [],
    };
  },
};

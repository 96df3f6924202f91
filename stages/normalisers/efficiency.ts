import type { Finding } from "../../data/finding.ts";
import type { Panel } from "../../data/panel.ts";
import { citations } from "../citations.ts";
import { meanOfGenes, missingRule, symbols } from "./mean-of-genes.ts";
import type { Normaliser } from "./normaliser.ts";

/**
 * The mean of the reference genes with each assay's own efficiency E, the factor by which a cycle multiplies it:
 * dCt = Ct log2(E) - mean over the references of Ct log2(E), so that expression is still 2^-dCt = E^-Ct / geometric mean of
 * E^-Ct. Source: Pfaffl 2001, Nucleic Acids Research 29:e45; with several references Hellemans et al. 2007.
 *
 * An error of E is one for all samples: the variance of Ct log2(E) from it is Ct^2 (SE / (E ln 2))^2, that of a difference
 * between two samples the same of the difference of their Ct.
 */
export const efficiency: Normaliser = {
  name: "efficiency",
  keeps: ["centred", "slope", "share", "alone"],
  citations: [citations.livakSchmittgen, citations.pfaffl, citations.hellemans],
  normalise(input, set) {
    const { panel } = input.wells;
    const { assays, ct } = input.replicates;
    const used = panel.assays.filter(({ role }) => role !== "control");
    const slope = Float64Array.from(panel.assays, ({ efficiency = 2 }) => Math.log2(efficiency));
    const variance = panel.assays.map(
      ({ efficiency = 2, efficiencySe = 0 }) => (efficiencySe / (efficiency * Math.LN2)) ** 2,
    );
    const k = panel.references.length;
    const weighed = variance.filter((one) => one > 0).length;
    const shared = (assay: number, sample: number, other?: number) => {
      if (weighed === 0) return 0;
      const cycles = (of: number) => ct[sample * assays + of]! - (other === undefined ? 0 : ct[other * assays + of]!);
      let sum = panel.references.includes(assay) ? 0 : cycles(assay) ** 2 * variance[assay]!;
      for (const gene of panel.references) {
        const weight = gene === assay ? 1 - 1 / k : -1 / k;
        sum += (weight * cycles(gene)) ** 2 * variance[gene]!;
      }
      return sum;
    };
    const error =
      weighed === 0
        ? "No standard error of an efficiency was given, and no error includes one"
        : `The standard errors given for ${weighed} efficiencies are part of delta_ct_se and change_se`;
    return {
      ...meanOfGenes(input, panel.references, set, slope),
      shared,
      methods: `Delta Ct (dCt) is the mean Ct of the assay times log2 of its efficiency, less the mean over the reference genes ${symbols(panel, panel.references)} of the same. ${missingRule(set, "reference")}. ${error}.`,
      findings: assumed(panel, used.filter((assay) => assay.efficiency === undefined).length, used.length),
    };
  },
};

function assumed({ file }: Panel, without: number, all: number): Finding[] {
  if (without === 0) return [];
  return [
    {
      level: without === all ? "caution" : "note",
      text: `${without} of ${all} assays have no efficiency in ${file}: assumed 2, a doubling in each cycle.`,
    },
  ];
}

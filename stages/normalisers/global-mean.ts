import { Cell } from "../../data/replicates.ts";
import { quote, Trouble } from "../../data/trouble.ts";
import { citations } from "../citations.ts";
import { meanOfGenes, missingRule } from "./mean-of-genes.ts";
import type { Normaliser, NormaliserInput } from "./normaliser.ts";

/**
 * The mean over the targets and references that are detected in at least `common_rate` of the study's samples: no gene need be
 * stable, if as many go up as down. Source: Mestdagh et al. 2009, Genome Biology 10:R64, who take the mean of all that a
 * sample expresses; a mean over other genes in each sample would shift, so here the genes are the same in all.
 */
export const globalMean: Normaliser = {
  name: "global-mean",
  keeps: ["centred", "amount", "share"],
  citations: [citations.livakSchmittgen, citations.mestdagh],
  normalise(input, set) {
    const genes = commonAssays(input, set.common_rate);
    const percent = `${Math.round(1000 * set.common_rate) / 10} %`;
    return {
      ...meanOfGenes(input, genes, set),
      methods: `Delta Ct (dCt) is the mean Ct of the assay less the mean of the mean Ct of the ${genes.length} assays that were detected in at least ${percent} of the samples (global mean). ${missingRule(set, "common")}.`,
      findings: [
        {
          level: "caution",
          text: `The global mean of ${genes.length} assays is subtracted: expression is relative to the others on the card, and where most genes change the same way that is not seen.`,
        },
      ],
    };
  },
};

/** In the order of their names, as the references are. A sample without a single Ct, such as a failed one, does not count. */
function commonAssays({ wells: { panel }, replicates, groups }: NormaliserInput, rate: number): number[] {
  const { assays, state } = replicates;
  const counted = groups
    .flat()
    .filter((sample) => state.subarray(sample * assays, (sample + 1) * assays).includes(Cell.measured));
  const shareOf = (assay: number) =>
    counted.filter((sample) => state[sample * assays + assay] === Cell.measured).length / counted.length;
  const shares = panel.assays.map(({ role }, assay) => (role === "control" ? 0 : shareOf(assay)));
  const found = [...shares.keys()].filter((assay) => shares[assay]! > 0 && shares[assay]! >= rate);
  if (found.length === 0) {
    const most = Math.max(...shares.filter((share) => !Number.isNaN(share)), 0);
    throw new Trouble([
      {
        code: "study-value",
        file: "study.yaml",
        column: "expression.common_rate",
        text: `${quote(String(rate))} leaves no assay for the global mean; the one detected most often is detected in ${most.toFixed(3)} of ${counted.length} samples.`,
      },
    ]);
  }
  return found.sort((a, b) => (panel.assays[a]!.assay < panel.assays[b]!.assay ? -1 : 1));
}

import { efficiency } from "./efficiency.ts";
import { globalMean } from "./global-mean.ts";
import type { Normaliser } from "./normaliser.ts";
import { quantile } from "./quantile.ts";
import { referenceGenes } from "./reference-genes.ts";
import { singleGene } from "./single-gene.ts";

export const normalisers: readonly Normaliser[] = [referenceGenes, singleGene, globalMean, efficiency, quantile];

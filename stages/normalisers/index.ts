import type { Normaliser } from "./normaliser.ts";
import { referenceGenes } from "./reference-genes.ts";

export const normalisers: readonly Normaliser[] = [referenceGenes];

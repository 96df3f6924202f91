/**
 * Why a sample has, or lacks, a Ct of an assay. above-limit: every amplified well is at or above the Ct limit.
 * excluded: every well was left out. no-result: the Ct cells are blank. no-well: the assay is not on the sample's card.
 */
export const cellStates = ["measured", "undetermined", "above-limit", "excluded", "no-result", "no-well"] as const;

/** Indices of `cellStates`. */
export const Cell = { measured: 0, undetermined: 1, aboveLimit: 2, excluded: 3, noResult: 4, noWell: 5 } as const;

/** Whether no amplification was seen below the limit: a non-detect is an observation, the other reasons are gaps. */
export function isNonDetect(state: number): boolean {
  return state === Cell.undetermined || state === Cell.aboveLimit;
}

/** The technical replicates of each assay in each sample, averaged on the Ct scale. Cell = sample * assays + assay. */
export interface Replicates {
  readonly samples: number;
  readonly assays: number;
  /** Index of `cellStates`. */
  readonly state: Uint8Array;
  /** How many wells were averaged, and how many usable ones were not because no amplification was seen in them. */
  readonly wells: Uint16Array;
  readonly unseen: Uint16Array;
  /** Mean Ct in cycles; NaN where no well has a Ct. */
  readonly ct: Float64Array;
  /** Standard deviation in cycles; NaN where fewer than two wells were averaged; empty where that is everywhere. */
  readonly sd: Float64Array;
}

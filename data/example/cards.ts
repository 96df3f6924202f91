import { Chance } from "../chance.ts";
import type { ExampleAssay } from "./assays.ts";
import { moments, plantedLog2 } from "./effects.ts";
import type { Participant } from "./participants.ts";
import { problemOf, type SampleProblem } from "./problems.ts";

/** One card: the 96 assays on four samples of one participant, sample 1 in the wells 1 to 96 and so on. */
export interface ExampleCard {
  readonly barcode: string;
  /** From 0. */
  readonly number: number;
  /** From 0 to 11, drawn: which of the ways in which a format is seen this export has. */
  readonly variant: number;
  /** When it was run: days from 1970-01-01. */
  readonly run: number;
  readonly assays: readonly ExampleAssay[];
  /** Names of the four samples; undefined where the ports are empty. */
  readonly samples: readonly (string | undefined)[];
  /** By well from 0; NaN is undetermined. */
  readonly ct: Float64Array;
  /** A well that was left out in the instrument's software, and one that the instrument flagged; -1: none. */
  readonly omitted: number;
  readonly flagged: number;
}

export interface ExampleSample {
  readonly name: string;
  readonly slot: number;
  readonly problem: SampleProblem | undefined;
}

const CYCLES = 40;

export function barcode(number: number): string {
  return `EX${String(number + 1).padStart(5, "0")}`;
}

/** The four samples of a participant; `whole` for a study without problems. */
export function samplesOf(who: Participant, number: number, whole: boolean): ExampleSample[] {
  return moments.map(({ visit, time }, slot) => ({
    name: `${who.subject} ${visit} ${time}`,
    slot,
    problem: whole ? undefined : problemOf(number, slot),
  }));
}

/**
 * Ct = the gene's level + the subject's own deviation + the amount of RNA in the sample + the sample's deviation + the
 * well's noise - what is planted. Noise grows where few molecules are left; after the last cycle nothing is seen.
 */
export function card(
  who: Participant,
  samples: readonly ExampleSample[],
  assays: readonly ExampleAssay[],
  number: number,
  seed: number,
  effects: boolean,
): ExampleCard {
  const chance = new Chance(seed, number);
  const own = assays.map((assay) =>
    chance.uniform() < assay.absent ? Number.POSITIVE_INFINITY : assay.spread * chance.normal(),
  );
  const reaction = 1 + 0.2 * chance.normal();
  const ct = new Float64Array(384);
  for (const { slot, problem } of samples) {
    const failed = problem === "failed";
    const drawn = 0.6 * chance.normal();
    const amount = failed ? 11 : drawn;
    for (let at = 0; at < assays.length; at++) {
      const assay = assays[at]!;
      const varies = (failed ? 4 : 1) * (assay.reference ? 0.05 : 0.25) * chance.normal();
      const shift = effects ? reaction * plantedLog2(assay.gene, slot, who.responder) : 0;
      const expected = assay.level + own[at]! + amount + varies - shift;
      const seen = expected + 0.12 * 2 ** Math.max(0, (expected - 32) / 4) * chance.normal();
      const lost = problem === "referenceMissing" && assay.gene === "TBP";
      ct[96 * slot + at] = seen < CYCLES - 0.0005 && !lost ? seen : Number.NaN;
    }
  }
  const gone = (problem: SampleProblem | undefined) => problem === "missing" || problem === "notRun";
  return {
    barcode: barcode(number),
    number,
    variant: chance.below(12),
    run: who.firstDose + 40 + (9 + ((number * 47) % 420) / 60) / 24,
    assays,
    samples: samples.map(({ name, problem }) => (gone(problem) ? undefined : name)),
    ct,
    omitted: someTarget(chance, assays, 0.25),
    flagged: someTarget(chance, assays, 0.35),
  };
}

/** With the given probability, the well of a target. */
function someTarget(chance: Chance, assays: readonly ExampleAssay[], probability: number): number {
  const well = chance.below(384);
  return chance.uniform() < probability && !assays[well % 96]!.reference ? well : -1;
}

/** A sample: its subject's place among those with a card (from 0), and its slot on the card (0 to 3). */
type Place = readonly [subject: number, slot: number];

/** Never drawn: no wells, and no row in the table of samples. */
const missing: readonly Place[] = [
  [4, 3],
  [19, 2],
  [33, 0],
];
/** Drawn and listed, but never run: a row in the table of samples, and no wells. */
const notRun: readonly Place[] = [[42, 3]];
/** Degraded RNA: late reference genes, many undetermined wells. */
const failed: readonly Place[] = [
  [9, 1],
  [22, 3],
  [36, 2],
];
/** TBP, a reference gene, is undetermined in a sample that is otherwise well. */
const referenceMissing: readonly Place[] = [[13, 2]];
/** Consent was withdrawn after the cards were run. */
const withdrawn: readonly number[] = [6, 31];

export const sampleProblems = { missing, notRun, failed, referenceMissing };
export type SampleProblem = keyof typeof sampleProblems;

/** What is wrong with a sample of the example study, if anything. */
export function problemOf(subject: number, slot: number): SampleProblem | undefined {
  for (const [problem, places] of Object.entries(sampleProblems)) {
    if (places.some((place) => place[0] === subject && place[1] === slot)) return problem as SampleProblem;
  }
  return undefined;
}

export function isWithdrawn(subject: number): boolean {
  return withdrawn.includes(subject);
}

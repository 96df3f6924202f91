import { Cell } from "../../data/replicates.ts";
import type { Look } from "./check.ts";
import { medianOf } from "./median.ts";

export type Control = "ntc" | "no-rt";

const WORDS: Readonly<Record<Control, RegExp>> = {
  ntc: /^(ntc|no[ _-]?template)/i,
  "no-rt": /(^|[ _-])(no[ _-]?rt|nrt|minus[ _-]?rt|rt[ _-]?(neg|minus|-))($|[ _-])/i,
};

/** Which samples without a subject are controls, by their names or by the task of their wells. */
export function controlsOf({ wells }: Pick<Look, "wells">): Map<number, Control> {
  const controls = new Map<number, Control>();
  const kindOf = (text: string) => (Object.keys(WORDS) as Control[]).find((kind) => WORDS[kind].test(text));
  wells.samples.forEach(({ sample, subject }, index) => {
    const kind = subject === "" ? kindOf(sample) : undefined;
    if (kind !== undefined) controls.set(index, kind);
  });
  if (wells.samples.every(({ subject }) => subject !== "")) return controls;
  const tasks = wells.texts.map(kindOf);
  for (let row = 0; row < wells.length; row++) {
    const sample = wells.sample[row]!;
    const kind = tasks[wells.task[row]!];
    if (kind !== undefined && wells.samples[sample]!.subject === "" && !controls.has(sample))
      controls.set(sample, kind);
  }
  return controls;
}

/** The median Ct of each assay over the samples of subjects in which it is detected; NaN: in none. */
export function usualCt({ wells, replicates }: Pick<Look, "wells" | "replicates">): (assay: number) => number {
  const known = new Map<number, number>();
  return (assay) => {
    const before = known.get(assay);
    if (before !== undefined) return before;
    const cts = wells.samples.flatMap(({ subject }, sample) => {
      const cell = sample * replicates.assays + assay;
      return subject !== "" && replicates.state[cell] === Cell.measured ? [replicates.ct[cell]!] : [];
    });
    known.set(assay, medianOf(cts));
    return known.get(assay)!;
  };
}

/** The vendor's suffix: _s, primers and probe lie in one exon; _g, they may detect genomic DNA; H: a family of genes. */
export function seesDna(assay: string): boolean {
  return /_[sg](\d|H)\w*$/.test(assay);
}

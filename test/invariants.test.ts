import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Chance } from "../data/chance.ts";
import { Cell } from "../data/replicates.ts";
import { normalisers } from "../stages/normalisers/index.ts";
import { type Invariant, invariants } from "../stages/normalisers/normaliser.ts";
import { deltaSd, deltaSe, differenceSe } from "../stages/technical-error.ts";
import { type Ct, expressed, type MadeAssay, type MadeSample, type MadeSettings } from "./wells-made.ts";

// The suite that every normaliser passes as it is listed. Which of them keeps which invariant its part says:
//
//                   centred  amount  slope  share  alone
//  reference-genes     x       x       x      x      x
//  single-gene         x       x       x      x      x
//  global-mean         x       x              x            every gene is in the mean, and which are tell all samples
//  efficiency          x               x      x      x     a cycle is worth another amount of each gene
//  quantile                    x                           values are mapped by rank to what all samples share
//
// That order changes nothing holds for all, and is tested on files in test/stages.test.ts.

interface Study {
  readonly assays: readonly MadeAssay[];
  readonly samples: readonly MadeSample[];
  readonly seed: number;
}

/** Panels of 4 to 12 genes with efficiencies, 2 to 6 subjects with 2 samples on a card, some in duplicate, some undetermined. */
function madeStudy(seed: number): Study {
  const chance = new Chance(seed, 0);
  const genes = 4 + chance.below(9);
  const references = 1 + chance.below(4);
  const assays = Array.from({ length: genes }, (_, at): MadeAssay => {
    const role = at < Math.min(references, genes - 2) ? "reference" : "target";
    return { gene: `G${at}`, role, efficiency: Number(chance.between(1.7, 2.05).toFixed(3)), efficiencySe: 0.01 };
  });
  const levels = assays.map(() => chance.between(18, 30));
  const samples = Array.from({ length: 2 * (2 + chance.below(5)) }, (_, at): MadeSample => {
    const amount = chance.normal();
    const well = (level: number) => Number((level + amount + 0.5 * chance.normal()).toFixed(3));
    const cts = levels.map((level, assay): Ct => {
      if (assay > 0 && assay < genes - 1 && chance.uniform() < 0.04) return null;
      return chance.uniform() < 0.5 ? well(level) : [well(level), well(level)];
    });
    const who = at >> 1;
    return { sample: `s${at}`, subject: `P${who}`, visit: `V${at % 2}`, card: `C${who}`, cts };
  });
  return { assays, samples, seed };
}

/** Adds cycles to the wells of a sample, of all its assays or of one. */
function later({ samples }: Study, sample: number, by: number, assay?: number): MadeSample[] {
  const add = (ct: number | null) => (ct === null ? null : ct + by);
  return samples.map((one, at) =>
    at !== sample
      ? one
      : {
          ...one,
          cts: one.cts.map((ct, gene) =>
            assay !== undefined && gene !== assay ? ct : Array.isArray(ct) ? ct.map(add) : add(ct as number | null),
          ),
        },
  );
}

const settingsOf = (normaliser: string): MadeSettings => ({
  normaliser: normaliser as NonNullable<MadeSettings["normaliser"]>,
  ...(normaliser === "single-gene" ? { reference_gene: "G0" } : {}),
  ct_limit: 60,
});

type Output = ReturnType<typeof expressed>;
const at = (output: Output, sample: number, assay: number) =>
  output.delta.values[sample * output.delta.columns + assay]!;
/** The genes that are averaged, or would be. */
const genesOf = ({ reference, wells }: Output) =>
  reference.genes.length > 0 ? reference.genes : wells.panel.references;

/** The greatest difference of dCt over some samples and what it should be by; a dCt that came or went is endless. */
function furthest(
  before: Output,
  after: Output,
  samples: readonly number[],
  by: (assay: number, sample: number) => number,
): number {
  let most = 0;
  for (const sample of samples) {
    before.wells.panel.assays.forEach((_, assay) => {
      const [was, is] = [at(before, sample, assay), at(after, sample, assay)];
      if (Number.isNaN(was) && Number.isNaN(is)) return;
      most = Math.max(most, Number.isNaN(was + is) ? Number.POSITIVE_INFINITY : Math.abs(is - was - by(assay, sample)));
    });
  }
  return most;
}

const CYCLES = 1.25;

/** By how much a study departs from each invariant, in cycles of dCt. */
const departures: Readonly<Record<Invariant, (study: Study, set: MadeSettings) => number>> = {
  centred({ assays, samples }, set) {
    const output = expressed(assays, samples, set);
    const genes = genesOf(output);
    const whole = output.samples.filter((sample) => genes.every((gene) => !Number.isNaN(at(output, sample, gene))));
    const sums = whole.map((sample) => genes.reduce((sum, gene) => sum + at(output, sample, gene), 0));
    return Math.max(0, ...sums.map((sum) => Math.abs(sum / genes.length)));
  },
  amount(study, set) {
    const before = expressed(study.assays, study.samples, set);
    const sample = study.seed % study.samples.length;
    const after = expressed(study.assays, later(study, sample, CYCLES), set);
    return furthest(before, after, before.samples, () => 0);
  },
  slope(study, set) {
    const before = expressed(study.assays, study.samples, set);
    const target = study.assays.length - 1;
    const after = expressed(study.assays, later(study, 1, 1, target), set);
    const moved = before.reference.slope[target]!;
    const halved = 2 ** (at(after, 1, target) - at(before, 1, target) - moved);
    const rest = furthest(before, after, before.samples, (assay, sample) =>
      sample === 1 && assay === target ? moved : 0,
    );
    return Math.max(rest, Number.isNaN(halved) ? 0 : Math.abs(halved - 1));
  },
  share(study, set) {
    const before = expressed(study.assays, study.samples, set);
    const genes = genesOf(before);
    const gene = genes[study.seed % genes.length]!;
    // A gene that is estimated in the subject's other sample moves that, as it should.
    if (genes.some((one) => [0, 1].some((sample) => before.replicates.state[sample * study.assays.length + one] !== 0)))
      return 0;
    const after = expressed(study.assays, later(study, 0, CYCLES, gene), set);
    const lower = (CYCLES * before.reference.slope[gene]!) / genes.length;
    return furthest(before, after, before.samples, (assay, sample) => {
      if (sample !== 0) return 0;
      return (assay === gene ? CYCLES * before.reference.slope[gene]! : 0) - lower;
    });
  },
  alone({ assays, samples }, set) {
    const last = samples.length - 2;
    const before = expressed(assays, samples.slice(0, last), set);
    const after = expressed(assays, samples, set);
    return furthest(before, after, before.samples, () => 0);
  },
};

/** Cycles; sums of a dozen Ct, and fits that end when they move less than 1e-12. That of `alone` is 0 to the bit. */
const tolerance = (invariant: Invariant) => (invariant === "alone" ? Number.MIN_VALUE : 1e-9);

const studies = fc.integer({ min: 0, max: 1e6 }).map(madeStudy);

describe.each(normalisers.map(({ name, ...part }) => ({ name, ...part })))("$name", ({ name, keeps, citations }) => {
  const set = settingsOf(name);

  test.each(invariants.filter((one) => keeps.includes(one)))("keeps %s", (invariant) => {
    fc.assert(
      fc.property(studies, (study) => {
        expect(departures[invariant](study, set)).toBeLessThan(tolerance(invariant));
      }),
      { numRuns: 60 },
    );
  });

  const broken = invariants.filter((one) => !keeps.includes(one));
  test.runIf(broken.length > 0)(`does not keep ${broken.join(", ") || "others"}, and does not say so`, () => {
    for (const invariant of broken) {
      const seen = Array.from({ length: 12 }, (_, seed) => departures[invariant](madeStudy(seed), set));
      expect(Math.max(...seen), invariant).toBeGreaterThan(1e-3);
    }
  });

  test("a dCt comes with a Ct and a reference, and is never the Ct itself", () => {
    fc.assert(
      fc.property(studies, ({ assays, samples }) => {
        const gone = samples.map((one, at) => (at === 0 ? { ...one, cts: one.cts.map(() => null) } : one));
        const output = expressed(assays, gone, set);
        const { reference, delta, replicates } = output;
        expect(reference.ct[0]).toBeNaN();
        output.state.forEach((state, cell) => {
          expect(Number.isNaN(delta.values[cell]!)).toBe(state !== Cell.measured);
          if (state === Cell.measured) expect(delta.values[cell]).not.toBe(replicates.ct[cell]);
        });
      }),
      { numRuns: 30 },
    );
  });

  test("a later Ct is a higher dCt, also beyond what was measured, and blank where the sample has no reference", () => {
    fc.assert(
      fc.property(studies, ({ assays, samples }) => {
        const { reference, samples: used } = expressed(assays, samples, set);
        for (const sample of used)
          assays.forEach((_, assay) => {
            const rising = [5, 17, 23.4, 29, 40, 45].map((ct) => reference.delta(sample, assay, ct));
            if (Number.isNaN(reference.ct[sample]!)) expect(rising).toEqual(rising.map(() => NaN));
            else rising.slice(1).forEach((one, i) => void expect(one).toBeGreaterThan(rising[i]!));
          });
      }),
      { numRuns: 20 },
    );
  });

  test("an error is a number where all that went in has replicates, grows to that of a change, and is else not told", () => {
    fc.assert(
      fc.property(studies, ({ assays, samples }) => {
        const output = expressed(assays, samples, set);
        const { reference, replicates } = output;
        for (let sample = 0; sample < samples.length; sample += 2)
          assays.forEach((_, assay) => {
            const own = [sample, sample + 1].map((one) => replicates.sd[one * assays.length + assay]!);
            const [sd, se] = [deltaSd(output, sample, assay), deltaSe(output, sample, assay)];
            const known = !Number.isNaN(own[0]! + reference.variance[sample]!);
            expect([Number.isNaN(sd), Number.isNaN(se)]).toEqual([!known, !known]);
            const change = differenceSe(output, sample, sample + 1, assay);
            expect(change).toBe(differenceSe(output, sample + 1, sample, assay));
            const both = known && !Number.isNaN(own[1]! + reference.variance[sample + 1]!);
            expect(Number.isNaN(change)).toBe(!both);
          });
      }),
      { numRuns: 30 },
    );
  });

  test("the methods name what was done, and works that are cited", () => {
    const { reference } = expressed(madeStudy(1).assays, madeStudy(1).samples, set);
    expect(reference.methods).toMatch(/Delta Ct \(dCt\) is .*\.$/);
    expect(citations.length).toBeGreaterThan(0);
    const { methods } = expressed(madeStudy(1).assays, madeStudy(1).samples, {
      ...set,
      missing_reference: "exclude",
    }).reference;
    const rule = /A missing \w+ Ct was estimated|A sample that lacks/;
    expect(methods === reference.methods).toBe(!rule.test(methods));
  });
});

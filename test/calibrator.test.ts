import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { defaults } from "../data/setting.ts";
import { calibrated } from "../stages/calibrator.ts";
import { expression } from "../stages/expression.ts";
import { deltaSe, differenceSe } from "../stages/technical-error.ts";
import { expressed, type MadeAssay, type MadeSample, type MadeSettings, madeWells } from "./wells-made.ts";

interface Case {
  readonly name: string;
  readonly input: { readonly dct: readonly (readonly number[])[] };
  readonly result: {
    readonly correction: readonly number[];
    readonly se: readonly number[];
    readonly first_against_second: number;
  };
}

const { cases }: { cases: Case[] } = JSON.parse(
  readFileSync(new URL("./reference/calibrator.json", import.meta.url), "utf8"),
);

/** One reference gene at 20 cycles, so that dCt is Ct - 20; a subject's sample on each card beside the calibrator. */
function cardsOf(dct: readonly (readonly number[])[]) {
  const assays: MadeAssay[] = [
    { gene: "R", role: "reference" },
    ...dct[0]!.map((_, at): MadeAssay => ({ gene: `T${at}`, role: "target" })),
  ];
  const samples = dct.flatMap((row, at): MadeSample[] => [
    { sample: "CAL", subject: "", card: `C${at}`, cts: [20, ...row.map((value) => 20 + value)] },
    {
      sample: `s${at}`,
      subject: "A",
      visit: `V${at}`,
      card: `C${at}`,
      cts: [[21, 21.2], ...row.map(() => [25, 25.2])],
    },
  ]);
  return { assays, samples };
}

const run = ({ assays, samples }: ReturnType<typeof cardsOf>, set: MadeSettings = { calibrator: "CAL" }) =>
  expressed(assays, samples, set);

describe("one correction a card, with its error", () => {
  test.each(cases)("as R's lm(dct ~ card + assay) and paired t have it: $name", ({ input, result }) => {
    const made = cardsOf(input.dct);
    const output = run(made);
    const plain = run(made, {});
    const { corrections, delta } = output;
    result.correction.forEach((wanted, card) => {
      expect(corrections[card]).toMatchObject({ card: `C${card}`, assays: input.dct[0]!.length });
      expect(corrections[card]!.correction).toBeCloseTo(wanted, 11);
      expect(corrections[card]!.se).toBeCloseTo(result.se[card]!, 11);
      const [from, width] = [(2 * card + 1) * delta.columns, delta.columns];
      const moved = [...delta.values.slice(from, from + width)].map(
        (value, at) => plain.delta.values[from + at]! - value,
      );
      expect(moved[0], "the reference stays 0 in the mean").toBe(0);
      for (const by of moved.slice(1)) expect(by).toBeCloseTo(wanted, 11);
      // Replicates 0.2 apart: an error of 0.1 each of target and reference, and that of the card.
      expect(deltaSe(output, 2 * card + 1, 1)).toBeCloseTo(Math.hypot(0.1, 0.1, result.se[card]!), 11);
    });
    const between = Math.hypot(0.1, 0.1, 0.1, 0.1, result.first_against_second);
    expect(differenceSe(output, 1, 3, 1)).toBeCloseTo(between, 11);
  });

  test("within a card it cancels, and so does its error", () => {
    const made = cardsOf([
      [1, 2, 3],
      [1.5, 2.7, 3.2],
    ]);
    const second = { ...made.samples[1]!, sample: "again", visit: "V9", cts: [[22, 22.2], 24, [26, 26.2], 28] };
    const withMore = { ...made, samples: [...made.samples, second] };
    const [output, plain] = [run(withMore), run(withMore, {})];
    const change = ({ delta }: typeof output, assay: number) => delta.values[4 * 4 + assay]! - delta.values[4 + assay]!;
    expect(change(output, 2)).toBeCloseTo(change(plain, 2), 12);
    expect(differenceSe(output, 1, 4, 2)).toBe(differenceSe(plain, 1, 4, 2));
    expect(differenceSe(output, 1, 4, 1), "no replicate in one").toBeNaN();
  });

  test("errors of efficiencies are beside those of the cards", () => {
    const made = cardsOf(cases[0]!.input.dct);
    const assays = made.assays.map((assay): MadeAssay => ({ ...assay, efficiency: 1.9, efficiencySe: 0.02 }));
    const both = run({ ...made, assays }, { normaliser: "efficiency", calibrator: "CAL" });
    const one = run({ ...made, assays }, { normaliser: "efficiency" });
    const card = both.corrections[0]!.se! ** 2;
    expect(both.reference.shared(1, 1)).toBeCloseTo(one.reference.shared(1, 1) + card, 12);
    expect(one.reference.shared(1, 1)).toBeGreaterThan(0.01);
    expect(both.reference.shared(0, 1), "the reference itself is not corrected").toBe(one.reference.shared(0, 1));
  });

  test("it is off unless asked for", () => {
    const made = cardsOf(cases[0]!.input.dct);
    expect(run(made, {}).corrections).toEqual([]);
    expect(expression.settings.calibrator.default).toBe("");
  });

  test("another card moves every dCt by one amount", () => {
    const made = cardsOf([
      [1, 2, 3],
      [1.5, 2.7, 3.2],
      [0.2, 1.1, 2.5],
    ]);
    const fewer = run({ ...made, samples: made.samples.slice(0, 4) });
    const all = run(made);
    const moved = [1, 2, 3].flatMap((assay) =>
      [1, 3].map((sample) => all.delta.values[sample * 4 + assay]! - fewer.delta.values[sample * 4 + assay]!),
    );
    for (const by of moved) expect(by).toBeCloseTo(moved[0]!, 12);
    expect(Math.abs(moved[0]!)).toBeGreaterThan(0.1);
  });

  test("the report tells the corrections and their error", () => {
    const made = cardsOf(cases[0]!.input.dct);
    const output = run(made);
    const set = { ...defaults(expression.settings), calibrator: "CAL" };
    const told = expression.summarise(output, { wells: output.wells, quality: output, moments: [] }, set);
    expect(told.tables.find(({ title }) => title === "Corrections of the cards")!.rows).toEqual(output.corrections);
    expect(told.findings.map(({ text }) => text).join()).toContain("corrected by the calibrator CAL on its card");
    expect(told.methods).toContain("the mean over 5 targets of its dCt less their mean over the cards was subtracted");
  });
});

describe("what has no calibrator is refused", () => {
  const made = cardsOf(cases[1]!.input.dct);
  const without = (wanted: (sample: MadeSample, at: number) => boolean) => ({
    ...made,
    samples: made.samples.filter((sample, at) => !wanted(sample, at)),
  });

  test("a name that is no control", () => {
    expect(() => run(made, { calibrator: "CALL" })).toThrow(
      '"CALL" is no control: a sample with a blank subject was expected; there is "CAL".',
    );
    expect(() => run(made, { calibrator: "s1" })).toThrow(/"s1" is no control/);
    const none = without(({ subject }) => subject === "");
    expect(() => run(none)).toThrow("a blank subject was expected; there is none.");
  });
  test("cards on which it is not, all at once", () => {
    expect(() => run(without((_, at) => at === 2 || at === 6))).toThrow(
      '"CAL" has no wells of its own on "C1" and "C3".',
    );
  });
  test("one row of the samples table for several cards, whose wells would be averaged", () => {
    const wells = madeWells(made.assays, made.samples);
    for (let row = 0; row < wells.length; row++) if (wells.sample[row] === 2) wells.sample[row] = 0;
    const { reference, replicates } = run(made, {});
    expect(() => calibrated({ wells, replicates, groups: [] }, reference, "CAL")).toThrow(
      '"CAL" is one sample on "C0" and "C1".',
    );
  });
  test("where no target of it is detected on every card", () => {
    const samples = made.samples.map((one, at) =>
      at === 0 ? { ...one, cts: one.cts.map((ct, assay) => (assay === 0 ? ct : null)) } : one,
    );
    expect(() => run({ ...made, samples })).toThrow('"CAL" has no target that is detected, and has a dCt, on all of 4');
  });
});

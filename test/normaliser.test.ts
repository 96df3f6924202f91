import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { defaults } from "../data/setting.ts";
import { rowsOf } from "../data/table.ts";
import { Trouble } from "../data/trouble.ts";
import { expression } from "../stages/expression.ts";
import { NO_REFERENCE } from "../stages/expression-output.ts";
import { normalisers } from "../stages/normalisers/index.ts";
import { completeByOffsets } from "../stages/normalisers/offsets.ts";
import { deltaSe, differenceSe } from "../stages/technical-error.ts";
import { type Ct, expressed, type MadeAssay, type MadeSample, type MadeSettings } from "./wells-made.ts";

/** Of each sample: whose it is, the Ct of the references R1, R2 ..., and of the target T. A list is replicates. */
interface Made {
  readonly subject?: string;
  readonly references: readonly Ct[];
  readonly target?: Ct;
}

/** The samples through quality and expression: the rows of the target T, one a sample. */
function normalised(samples: readonly Made[], set: MadeSettings = {}) {
  const assays = samples[0]!.references.map((_, at): MadeAssay => ({ gene: `R${at + 1}`, role: "reference" }));
  const output = expressed(
    [...assays, { gene: "T", role: "target" }],
    samples.map(({ subject = "A", references, target = 25 }, at) => {
      return { sample: `s${at + 1}`, subject, visit: `V${at + 1}`, cts: [...references, target] };
    }),
    set,
  );
  return rowsOfTable(output).filter((row) => row.assay === "T");
}

function rowsOfTable(output: ReturnType<typeof expressed>) {
  return [...rowsOf(expression.tables[0]!.rows(output))] as Record<string, string | number | undefined>[];
}

function reference<Case>(topic: string): Case[] {
  return JSON.parse(readFileSync(new URL(`./reference/${topic}.json`, import.meta.url), "utf8")).cases;
}

const column = (rows: ReturnType<typeof normalised>, name: string) => rows.map((row) => row[name]);

describe("a missing reference gene is estimated by the least-squares fit of sample and gene", () => {
  type Hole = number | null;
  interface Case {
    readonly name: string;
    readonly input: { readonly ct: readonly Hole[][] };
    readonly result: { readonly complete: readonly Hole[][]; readonly reference: readonly Hole[] };
  }
  const cases = reference<Case>("offsets");
  /** Cycles. The fit is iterated until it moves less than 1e-12; R's is solved at once. */
  const near = (got: unknown, want: Hole, where: string) => {
    if (want === null) expect(got, where).toBeNaN();
    else expect(Math.abs(Number(got) - want), `${where}: ${got}, R ${want}`).toBeLessThan(1e-9);
  };

  test.each(cases)("as R's lm(ct ~ sample + gene) has it: $name", ({ input, result }) => {
    const complete = completeByOffsets(input.ct.map((row) => Float64Array.from(row, (ct) => ct ?? Number.NaN)));
    expect(complete).toHaveLength(result.complete.length);
    result.complete.forEach((row, sample) => {
      row.forEach((ct, gene) => void near(complete[sample]![gene], ct, `sample ${sample + 1}, gene ${gene + 1}`));
    });
    const rows = normalised(input.ct.map((references) => ({ references })));
    result.reference.forEach((ct, sample) => {
      if (ct === null) expect(rows[sample]).toMatchObject({ reference_ct: undefined, state: "no-reference" });
      else near(rows[sample]!.reference_ct, ct, `reference Ct of sample ${sample + 1}`);
    });
  });

  test("by hand: the hole is the sample's offset and the gene's from the other sample", () => {
    // R1 and R2 are 1 cycle later in s2 than in s1, so R3 is too: 27 + 1 = 28, and the mean (21 + 23 + 28) / 3 = 24.
    const rows = normalised([{ references: [20, 22, 27] }, { references: [21, 23, null] }]);
    expect(column(rows, "reference_genes")).toEqual([3, 2]);
    expect(rows[0]!.reference_ct).toBe(23);
    expect(rows[1]!.reference_ct).toBeCloseTo(24, 11);
    expect(rows[1]!.delta_ct).toBeCloseTo(25 - 24, 11);
    // Never the mean of what is left, (21 + 23) / 2 = 22.
    expect(rows[1]!.reference_ct).not.toBeCloseTo(22, 1);
    expect(column(rows, "state")).toEqual(["measured", "measured"]);
  });

  test("each gene counts once, and its replicates' mean is what is fitted", () => {
    const replicates = normalised([
      { references: [[19.5, 20.5], 22, 27] },
      { references: [21, [22.5, 23, 23.5], [null, null]] },
    ]);
    expect(replicates[1]!.reference_ct).toBeCloseTo(24, 11);
  });

  test("the samples of other subjects change nothing, to the bit", () => {
    const own = [{ references: [20.123, 22.456, 27.789] }, { references: [21.234, 23.567, null] }];
    const alone = normalised(own);
    const among = normalised([
      { references: [30.1, null, 31.7], subject: "B" },
      ...own,
      { references: [12.3, 14.4, 11.8], subject: "B" },
    ]);
    expect(column(among.slice(1, 3), "delta_ct")).toEqual(column(alone, "delta_ct"));
  });

  test("a sample that has them all keeps its own mean, whatever its neighbours lack", () => {
    const rows = normalised([{ references: [20.1, 22.2, 27.3] }, { references: [21, null, 28] }]);
    expect(rows[0]!.reference_ct).toBe((20.1 + 22.2 + 27.3) / 3);
  });

  test("the spread of an estimated reference is not told: its replicates are not there", () => {
    const rows = normalised([
      {
        references: [
          [20, 20.2],
          [22, 22.2],
          [27, 27.2],
        ],
        target: [25, 25.2],
      },
      {
        references: [
          [21, 21.2],
          [23, 23.2],
          [null, null],
        ],
        target: [25, 25.2],
      },
    ]);
    // The variance of two wells 0.2 apart is 0.2^2 / 2 = 0.02: sqrt(0.02 + 3 * 0.02 / 3^2).
    expect(rows[0]!.delta_ct_sd).toBeCloseTo(Math.sqrt(0.02 + 0.06 / 9), 12);
    expect(rows[1]).toMatchObject({ state: "measured", delta_ct_sd: undefined, delta_ct_se: undefined });
  });
});

describe("where nothing can be estimated there is no dCt, and the state says so", () => {
  const whole = { references: [20, 22, 27, 24] };
  const cases: Readonly<Record<string, { samples: readonly Made[]; without: readonly number[] }>> = {
    "half of the references missing": {
      samples: [whole, { references: [21, null, null, 25] }],
      without: [1],
    },
    "more than half missing": { samples: [whole, { references: [null, null, null, 25] }], without: [1] },
    "all missing": { samples: [whole, { references: [null, null, null, null] }], without: [1] },
    "just below half missing, which is enough": {
      samples: [{ references: [20, 22, 27] }, { references: [21, 23, null] }],
      without: [],
    },
    "the only reference missing": { samples: [{ references: [20] }, { references: [null] }], without: [1] },
    "one of two references missing": { samples: [{ references: [20, 22] }, { references: [21, null] }], without: [1] },
    "a subject with one sample": { samples: [{ references: [20, 22, null, 24] }], without: [0] },
    "a subject with one sample beside others": {
      samples: [{ references: [20, 22, null, 24] }, { ...whole, subject: "B" }, { ...whole, subject: "C" }],
      without: [0],
    },
    "a gene missing in all of the subject's samples": {
      samples: [{ references: [20, null, 27, 24] }, { references: [21, null, 28, 25] }, { ...whole, subject: "B" }],
      without: [0, 1],
    },
    "a gene seen only in a sample that lacks half": {
      samples: [{ references: [20, null, 27, 24] }, { references: [null, 22, null, 25] }],
      without: [0, 1],
    },
    "two samples, each lacking another gene": {
      samples: [{ references: [20, null, 27, 24] }, { references: [21, 23, 28, null] }],
      without: [],
    },
  };
  test.each(Object.entries(cases))("%s", (_, { samples, without }) => {
    const rows = normalised(samples);
    rows.forEach((row, at) => {
      if (without.includes(at)) {
        expect(row.state).toBe("no-reference");
        for (const name of ["reference_ct", "delta_ct", "expression", "log2_expression", "delta_ct_sd", "delta_ct_se"])
          expect(row[name], name).toBeUndefined();
        expect(row.ct, "raw Ct is kept, and is not a dCt").toBe(25);
      } else {
        expect(row.state).toBe("measured");
        expect(row.delta_ct).toBe(25 - Number(row.reference_ct));
      }
    });
  });

  test("a target that was not detected says that there is no reference, which comes first", () => {
    const rows = normalised([{ references: [20, null], target: null }]);
    expect(column(rows, "state")).toEqual(["no-reference"]);
  });
});

describe("missing_reference: exclude", () => {
  test("a sample that lacks one reference has no dCt; the others have theirs", () => {
    const samples = [{ references: [20, 22, 27] }, { references: [21, 23, null] }, { references: [20, 23, 29] }];
    const rows = normalised(samples, { missing_reference: "exclude" });
    expect(column(rows, "state")).toEqual(["measured", "no-reference", "measured"]);
    expect(column(rows, "delta_ct")).toEqual([25 - 23, undefined, 25 - 24]);
    expect(column(rows, "reference_genes")).toEqual([3, 2, 3]);
  });
});

describe("a reference Ct at or above the limit counts as missing", () => {
  const samples = [{ references: [20, 22, 27] }, { references: [21, 23, 38] }];
  test.each([
    { limit: 38.001, reference: (21 + 23 + 38) / 3, genes: 3 },
    { limit: 38, reference: 24, genes: 2 }, // as by hand above: 27 + 1 in place of 38
  ])("a Ct of 38 with the limit at $limit", ({ limit, reference, genes }) => {
    const row = normalised(samples, { ct_limit: limit })[1]!;
    expect(row.reference_genes).toBe(genes);
    expect(row.reference_ct).toBeCloseTo(reference, 11);
  });

  test("under exclude it leaves the sample out", () => {
    const rows = normalised(samples, { ct_limit: 38, missing_reference: "exclude" });
    expect(column(rows, "state")).toEqual(["measured", "no-reference"]);
  });
});

/** What was got must be within this of R's number, relative to it or in cycles. */
const NEAR = 1e-11;
const nearR = (got: number, want: number, where: string) =>
  expect(Math.abs(got - want) / Math.max(1, Math.abs(want)), `${where}: ${got}, R ${want}`).toBeLessThan(NEAR);

describe("quantile, as limma's normalizeQuantiles has it", () => {
  interface Case {
    readonly name: string;
    readonly input: { readonly ct: readonly (number | null)[][] };
    readonly result: readonly (number | null)[][];
  }
  test.each(reference<Case>("quantile"))("$name", ({ input, result }) => {
    const assays = input.ct[0]!.map(
      (_, at): MadeAssay => ({ gene: `G${at}`, role: at === 0 ? "reference" : "target" }),
    );
    const samples = input.ct.map((cts, at): MadeSample => ({ sample: `s${at}`, subject: `S${at}`, cts }));
    const { delta, reference, state } = expressed(assays, samples, { normaliser: "quantile" });
    const level = reference.ct[0]!;
    result.forEach((column, sample) => {
      column.forEach((ct, assay) => {
        const got = delta.values[sample * assays.length + assay]!;
        if (ct === null) expect({ got, state: state[sample * assays.length + assay] }).toEqual({ got: NaN, state: 1 });
        else nearR(got + level, ct, `sample ${sample + 1}, assay ${assay + 1}`);
      });
    });
    // One number for all samples, the mean of their common distribution: that of any sample that has every assay.
    expect(new Set(reference.ct)).toEqual(new Set([level]));
    const whole = result.find((column) => column.every((ct) => ct !== null)) as number[] | undefined;
    const unequal = whole && new Set(input.ct[result.indexOf(whole)]).size === whole.length;
    if (unequal) nearR(level, whole.reduce((sum, ct) => sum + ct, 0) / whole.length, "mean");
  });

  test("a Ct between two of the sample is mapped between theirs, beyond the last on by cycles; no error is told", () => {
    const assays: MadeAssay[] = ["A", "B", "C"].map((gene) => ({ gene, role: gene === "A" ? "reference" : "target" }));
    const { reference } = expressed(
      assays,
      [
        { sample: "s1", subject: "A", cts: [20, [22, 22.2], 30] },
        { sample: "s2", subject: "B", cts: [22, 26.1, 34] },
        { sample: "s3", subject: "C", cts: [22, null, null] },
      ],
      { normaliser: "quantile" },
    );
    // Means of ranks: 21, 24.1, 32; their mean 25.7.
    expect([20, 22.1, 30].map((ct) => reference.delta(0, 1, ct) + 25.7)).toEqual([
      expect.closeTo(21, 11),
      expect.closeTo(24.1, 11),
      expect.closeTo(32, 11),
    ]);
    expect(reference.delta(0, 1, 26.05) + 25.7).toBeCloseTo((24.1 + 32) / 2, 11);
    expect(reference.delta(0, 1, 40) + 25.7).toBeCloseTo(32 + 10, 11);
    expect(reference.delta(0, 1, 19) + 25.7).toBeCloseTo(21 - 1, 11);
    expect(reference.delta(2, 1, 40), "one detected assay tells no distribution").toBeNaN();
    expect(
      deltaSe(
        { replicates: { sd: new Float64Array(9).fill(0.1), wells: new Uint16Array(9).fill(2) } as never, reference },
        0,
        1,
      ),
    ).toBeNaN();
  });
});

describe("efficiency", () => {
  interface Case {
    readonly name: string;
    readonly input: Readonly<Record<"efficiency" | "efficiency_se" | "from" | "to" | "from_se" | "to_se", number[]>>;
    readonly result: Readonly<Record<"from" | "to" | "from_se" | "to_se" | "change_se", number>>;
  }
  test.each(reference<Case>("efficiency"))("dCt and errors by R's derivatives: $name", ({ input, result }) => {
    const assays = input.efficiency.map(
      (efficiency, at): MadeAssay => ({
        ...{ gene: `G${at}`, role: at < 3 ? "reference" : "target", efficiency },
        efficiencySe: input.efficiency_se[at]!,
      }),
    );
    // Two wells so far apart that the standard error of their mean is as told.
    const wells = (cts: readonly number[], errors: readonly number[]) =>
      cts.map((ct, at): Ct => [ct - errors[at]!, ct + errors[at]!]);
    const output = expressed(
      assays,
      [
        { sample: "from", subject: "A", visit: "V1", cts: wells(input.from, input.from_se) },
        { sample: "to", subject: "A", visit: "V2", cts: wells(input.to, input.to_se) },
      ],
      { normaliser: "efficiency" },
    );
    nearR(output.delta.values[3]!, result.from, "from");
    nearR(output.delta.values[7]!, result.to, "to");
    nearR(deltaSe(output, 0, 3), result.from_se, "SE from");
    nearR(deltaSe(output, 1, 3), result.to_se, "SE to");
    nearR(differenceSe(output, 0, 1, 3), result.change_se, "SE of the change");
  });

  const assays = (efficiencies: readonly (number | undefined)[]): MadeAssay[] =>
    efficiencies.map((efficiency, at) => ({
      ...{ gene: `G${at}`, role: at === 0 ? "reference" : "target" },
      ...(efficiency === undefined ? {} : { efficiency }),
    }));
  const told = (efficiencies: readonly (number | undefined)[], se?: number) => {
    const made = assays(efficiencies).map((assay) => (se === undefined ? assay : { ...assay, efficiencySe: se }));
    const samples = [{ sample: "s", subject: "A", cts: efficiencies.map(() => 20) }];
    return expressed(made, samples, { normaliser: "efficiency" }).reference;
  };

  test("a reference gene's own error is that of its distance from the mean it is part of", () => {
    // Of one gene it is 0; of two, half the difference: Ct / 2 of each, times SE / (E ln 2).
    const alone = told([1.9, 1.95], 0.02);
    expect(alone.shared(0, 0)).toBe(0);
    const two: MadeAssay[] = [1.8, 2].map((efficiency, at) => {
      return { gene: `R${at}`, role: "reference", efficiency, efficiencySe: 0.02 };
    });
    const samples = [{ sample: "s", subject: "A", cts: [20, 24] }];
    const { shared } = expressed(two, samples, { normaliser: "efficiency" }).reference;
    const part = (ct: number, efficiency: number) => ((ct / 2) * 0.02) / (efficiency * Math.LN2);
    for (const gene of [0, 1]) expect(shared(gene, 0)).toBeCloseTo(part(20, 1.8) ** 2 + part(24, 2) ** 2, 12);
  });

  test("where every efficiency is 2, given or assumed, it is the mean of the reference genes, to the bit", () => {
    const samples = [{ sample: "s", subject: "A", cts: [20.123, 25.456, 31.789] }];
    const plain = expressed(assays([undefined, undefined, undefined]), samples).delta.values;
    for (const given of [undefined, 2])
      expect(expressed(assays([given, given, given]), samples, { normaliser: "efficiency" }).delta.values).toEqual(
        plain,
      );
  });

  test("what was assumed, and whether the errors of efficiencies are in, is said", () => {
    expect(told([undefined, 1.9]).findings).toEqual([
      { level: "note", text: "1 of 2 assays have no efficiency in panel.csv: assumed 2, a doubling in each cycle." },
    ]);
    expect(told([undefined, undefined]).findings).toMatchObject([{ level: "caution" }]);
    expect(told([1.9, 1.95]).findings).toEqual([]);
    expect(told([1.9, 1.95]).methods).toContain(
      "No standard error of an efficiency was given, and no error includes one",
    );
    expect(told([1.9, 1.95], 0.02).methods).toContain("The standard errors given for 2 efficiencies are part of");
  });

  test.each([1, 0.95, 2.11, 95, -1])("an efficiency of %d is refused", (efficiency) => {
    expect(() => told([2, efficiency])).toThrow(Trouble);
    expect(() => told([2, efficiency])).toThrow(
      /is not above 1 and at most 2\.1: 2 is a doubling in each cycle, 95 % is 1\.95/,
    );
  });
  test("an error without an efficiency, or below 0, is refused", () => {
    expect(() => told([undefined, 2], 0.1)).toThrow(/"0\.1" stands beside no efficiency/);
    expect(() => told([2, 2], -0.1)).toThrow(/"-0\.1" is below 0/);
    expect(told([1.0001, 2.1], 0).methods).toBeTypeOf("string");
  });
});

describe("single-gene", () => {
  const assays: MadeAssay[] = [
    { gene: "R1", role: "reference" },
    { gene: "R2", role: "reference" },
    { gene: "T", role: "target" },
  ];
  const samples: MadeSample[] = [
    { sample: "s1", subject: "A", visit: "V1", cts: [20, [22, 22.2], [25, 25.2]] },
    { sample: "s2", subject: "A", visit: "V2", cts: [21, null, 26] },
  ];
  const one = (reference_gene: string) => expressed(assays, samples, { normaliser: "single-gene", reference_gene });

  test("that gene is subtracted, with its error; without it there is no dCt", () => {
    const output = one("R2");
    expect([...output.delta.values]).toEqual([20 - 22.1, expect.closeTo(0, 12), expect.closeTo(3, 12), NaN, NaN, NaN]);
    expect(deltaSe(output, 0, 2)).toBeCloseTo(Math.sqrt(0.01 + 0.01), 12);
    expect(output.state[5]).toBe(NO_REFERENCE);
    expect(one("R1").delta.values[5]).toBe(5);
  });

  test.each([
    ["", "is blank"],
    ["R3", '"R3" is not in the panel'],
    ["T", '"T" is not a reference gene there'],
    ["r1", '"r1" is not in the panel'],
  ])("%j is refused, and told what was expected", (name, why) => {
    expect(() => one(name)).toThrow(
      `${why}; single-gene expects a gene or assay of panel.csv with the role reference: "R1" and "R2".`,
    );
  });

  test("a reference gene, or a calibrator, that would do nothing is refused", () => {
    expect(() => expressed(assays, samples, { reference_gene: "R1" })).toThrow(/would do nothing: the normaliser is/);
    for (const normaliser of ["global-mean", "quantile"] as const)
      expect(() => expressed(assays, samples, { normaliser, calibrator: "CAL" })).toThrow(/would do nothing/);
  });
});

describe("global-mean", () => {
  const assays: MadeAssay[] = ["R", "T1", "T2", "C"].map((gene) => ({
    ...{ gene, role: gene === "R" ? "reference" : gene === "C" ? "control" : "target" },
  }));
  const samples: MadeSample[] = [
    { sample: "s1", subject: "A", visit: "V1", cts: [20, 24, 31, 10] },
    { sample: "s2", subject: "A", visit: "V2", cts: [21, 25, 32, 10] },
    { sample: "s3", subject: "A", visit: "V3", cts: [23, 27, null, 10] },
    { sample: "failed", subject: "B", visit: "V1", cts: [null, null, null, null] },
  ];
  const means = (set: MadeSettings) => [
    ...expressed(assays, samples, { normaliser: "global-mean", ...set }).reference.ct,
  ];

  test("over what all samples that amplified have; a failed sample does not decide, nor does a control", () => {
    expect(means({})).toEqual([22, 23, 25, NaN]);
  });
  test("over what most have, a missing one estimated as a reference is, or its sample left out", () => {
    // T2 is 1 cycle later in s2 and so, at 3 cycles more, 34 in s3.
    const [one, two, three, four] = means({ common_rate: 0.6 });
    expect([one, two, four]).toEqual([25, 26, NaN]);
    expect(three).toBeCloseTo((23 + 27 + 34) / 3, 10);
    expect(means({ common_rate: 0.6, missing_reference: "exclude" })).toEqual([25, 26, NaN, NaN]);
  });
  test("where no assay is common, the rate that would do is told", () => {
    const apart = samples.map((one, at) => ({ ...one, cts: one.cts.map((ct, gene) => (gene === at ? null : ct)) }));
    expect(() => expressed(assays, apart, { normaliser: "global-mean" })).toThrow(
      /"1" leaves no assay for the global mean; the one detected most often is detected in 0\.\d+ of 3 samples/,
    );
  });
});

test.each(normalisers)("the report warns that another card changes all, where it does: $name", ({ name, keeps }) => {
  const assays: MadeAssay[] = ["R", "T"].map((gene) => ({ gene, role: gene === "R" ? "reference" : "target" }));
  const set = { ...defaults(expression.settings), normaliser: name as "quantile" };
  if (name === "single-gene") Object.assign(set, { reference_gene: "R" });
  const output = expressed(assays, [{ sample: "s", subject: "A", cts: [20, 25] }], set);
  const { findings, methods, citations } = expression.summarise(
    output,
    { wells: output.wells, quality: output, moments: [] },
    set,
  );
  expect(findings.some(({ text }) => text.includes("a further card changes the dCt of every other sample"))).toBe(
    !keeps.includes("alone"),
  );
  expect(methods).toContain(output.reference.methods);
  expect(citations).toEqual(normalisers.find((one) => one.name === name)!.citations);
});

test("every normaliser of the shelf can be chosen, and the default is the mean of the reference genes", () => {
  expect(normalisers.map((one) => one.name)).toEqual(expression.settings.normaliser.choices);
  expect(defaults(expression.settings)).toMatchObject({ normaliser: "reference-genes", calibrator: "" });
});

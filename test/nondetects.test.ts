import { describe, expect, test } from "vitest";
import { Chance } from "../data/chance.ts";
import type { Panel } from "../data/panel.ts";
import type { Sample } from "../data/sample.ts";
import { defaults } from "../data/setting.ts";
import { rowsOf } from "../data/table.ts";
import { MEASURED, UNDETERMINED, Wells } from "../data/well.ts";
import { association } from "../stages/association.ts";
import { change } from "../stages/change.ts";
import { expression } from "../stages/expression.ts";
import type { Policy } from "../stages/nondetects.ts";
import { quality } from "../stages/quality.ts";
import { nothingKnown } from "./subjects.ts";

const policies: readonly Policy[] = ["censored", "drop", "limit", "limit+1", "forty"];

/** Ct of one reference gene and of the targets G1, G2 ... in one sample; null is undetermined. */
interface Made {
  readonly reference: number;
  readonly targets: readonly (number | null)[];
}
interface Person {
  readonly pre?: Made;
  readonly post?: Made;
  readonly responds?: boolean;
}

const [pre, post] = [
  { visit: "V", time: "pre" },
  { visit: "V", time: "post" },
];

/** Subjects A, B, C ... through quality, expression, change and association. */
function compared(
  people: readonly Person[],
  set: { readonly nondetects: Policy; readonly ct_limit?: number; readonly min_detection?: number },
) {
  const targets = (people[0]!.pre ?? people[0]!.post)!.targets.length;
  const assay = (gene: string, role: "reference" | "target") => ({ assay: gene, gene, category: "", role });
  const panel: Panel = {
    file: "panel.csv",
    assays: [assay("R", "reference"), ...Array.from({ length: targets }, (_, at) => assay(`G${at + 1}`, "target"))],
    references: [0],
    byText: new Map(),
  };
  const ids = people.map((_, who) => String.fromCharCode(65 + Math.floor(who / 26), 65 + (who % 26)));
  const samples: Sample[] = [];
  const made: Made[] = [];
  people.forEach((person, who) => {
    for (const [moment, one] of [
      [pre, person.pre],
      [post, person.post],
    ] as const) {
      if (one === undefined) continue;
      const rest = { card: "", subject: ids[who]!, hours: 0, collected: "", columns: {}, line: made.length + 2 };
      samples.push({ sample: `s${made.length}`, ...moment, ...rest });
      made.push(one);
    }
  });
  const wells = new Wells(panel, samples);
  wells.cards.push({
    card: "C",
    part: "",
    instrument: "",
    software: "",
    file: "C.txt",
    format: "made",
    run: "",
    columns: 24,
  });
  made.forEach(({ reference, targets }, sample) => {
    [reference, ...targets].forEach((ct, assay) => {
      const row = wells.add();
      wells.well[row] = row + 1;
      wells.sample[row] = sample;
      wells.assay[row] = assay;
      wells.ct[row] = ct ?? Number.NaN;
      wells.state[row] = ct === null ? UNDETERMINED : MEASURED;
      wells.vendorMean[row] = Number.NaN;
    });
  });
  const nondetects = { ...defaults(quality.settings), ...set };
  const looked = quality.run(
    { wells, exclusions: [], moments: [pre, post], contrasts: [], study: nothingKnown },
    nondetects,
  );
  const expressed = expression.run({ wells, quality: looked, moments: [pre, post] }, defaults(expression.settings));
  const floor = set.min_detection === undefined ? {} : { min_detection: set.min_detection };
  const contrasts = [{ name: "acute", from: pre, to: post }];
  const changed = change.run(
    { expression: expressed, contrasts, moments: [pre, post], nondetects },
    { ...defaults(change.settings), ...floor },
  );
  const associated = association.run(
    {
      change: changed,
      moments: [pre, post],
      outcomes: [{ name: "response", kind: "binary", column: "response", yes: ["CR"], no: ["PD"], covariates: [] }],
      subjects: ids.map((subject, who) => {
        const { responds } = people[who]!;
        return { subject, columns: { response: responds === undefined ? "" : responds ? "CR" : "PD" }, line: who + 2 };
      }),
      subjectsFile: "subjects.csv",
    },
    { ...defaults(association.settings), ...floor },
  );
  const changes = [...rowsOf(change.tables[0]!.rows(changed))] as Record<string, string | number | undefined>[];
  return {
    changes,
    places: associated.places,
    changeTest: (gene: string, method: string) =>
      changed.tests.find((row) => row.gene === gene && row.method === method)!,
    compare: (at: string, gene: string, method: string) =>
      associated.rows.find((row) => row.at === at && row.gene === gene && row.method === method)!,
  };
}

describe("changes and levels of made data, with the Ct limit at 38", () => {
  // A: references 20 and 22, so the limits are dCt 38 - 20 = 18 before and 38 - 22 = 16 after.
  // B: references 22 and 20, so the limits are dCt 16 before and 18 after.
  const people: Person[] = [
    {
      pre: { reference: 20, targets: [25, 30, null, null, 39, 37] },
      post: { reference: 22, targets: [26, null, 36, null, 30, null] },
    },
    {
      pre: { reference: 22, targets: [27, null, 38, null, 37.999, null] },
      post: { reference: 20, targets: [26, 37, null, 30, 37.999, 39.5] },
    },
  ];
  // Each change is dCt(pre) - dCt(post).
  const states = ["measured", "imputed", "at-most", "at-least", "not-detected"] as const;
  const [measured, imputed, atMost, atLeast, none] = states;
  type Expected = readonly [state: (typeof states)[number], value?: number];
  const cases: Readonly<Record<string, Readonly<Record<Policy, Expected>>>> = {
    // (25 - 20) - (26 - 22)
    "A G1": same([measured, 5 - 4]),
    // dCt 10 before; after at least 16 (limit), 39 - 22 = 17, 40 - 22 = 18.
    "A G2": {
      censored: [atMost, 10 - 16],
      drop: [none],
      limit: [imputed, 10 - 16],
      "limit+1": [imputed, 10 - 17],
      forty: [imputed, 10 - 18],
    },
    // Before at least 18, 19, 20; after 36 - 22 = 14.
    "A G3": {
      censored: [atLeast, 18 - 14],
      drop: [none],
      limit: [imputed, 18 - 14],
      "limit+1": [imputed, 19 - 14],
      forty: [imputed, 20 - 14],
    },
    // In neither: a number put in for both makes the difference of RNA, 22 - 20, a change.
    "A G4": {
      censored: [none],
      drop: [none],
      limit: [imputed, 18 - 16],
      "limit+1": [imputed, 19 - 17],
      forty: [imputed, 20 - 18],
    },
    // 39 is above the limit, so not detected: its own number is not used. After 30 - 22 = 8.
    "A G5": {
      censored: [atLeast, 18 - 8],
      drop: [none],
      limit: [imputed, 18 - 8],
      "limit+1": [imputed, 19 - 8],
      forty: [imputed, 20 - 8],
    },
    // 37 - 20 = 17 before; after at least 16: a gene that went from seen to unseen, and yet a bound above 0.
    "A G6": {
      censored: [atMost, 17 - 16],
      drop: [none],
      limit: [imputed, 17 - 16],
      "limit+1": [imputed, 17 - 17],
      forty: [imputed, 17 - 18],
    },
    "B G1": same([measured, 5 - 6]),
    // Before at least 16, 17, 18; after 37 - 20 = 17.
    "B G2": {
      censored: [atLeast, 16 - 17],
      drop: [none],
      limit: [imputed, 16 - 17],
      "limit+1": [imputed, 17 - 17],
      forty: [imputed, 18 - 17],
    },
    // 38 is at the limit: not detected, as after.
    "B G3": {
      censored: [none],
      drop: [none],
      limit: [imputed, 16 - 18],
      "limit+1": [imputed, 17 - 19],
      forty: [imputed, 18 - 20],
    },
    "B G4": {
      censored: [atLeast, 16 - 10],
      drop: [none],
      limit: [imputed, 16 - 10],
      "limit+1": [imputed, 17 - 10],
      forty: [imputed, 18 - 10],
    },
    // Just below the limit in both: (37.999 - 22) - (37.999 - 20).
    "B G5": same([measured, -2]),
    "B G6": {
      censored: [none],
      drop: [none],
      limit: [imputed, 16 - 18],
      "limit+1": [imputed, 17 - 19],
      forty: [imputed, 18 - 20],
    },
  };
  function same(all: Expected): Record<Policy, Expected> {
    return { censored: all, drop: all, limit: all, "limit+1": all, forty: all };
  }

  test.each(policies)("every change under %s", (nondetects) => {
    const { changes } = compared(people, { nondetects, ct_limit: 38 });
    expect(changes).toHaveLength(Object.keys(cases).length);
    Object.entries(cases).forEach(([name, wanted]) => {
      const [subject, gene] = name.split(" ");
      const row = changes.find((one) => one.subject === `A${subject}` && one.gene === gene)!;
      const [state, value] = wanted[nondetects];
      const where = (column: string) => expect(row[column], `${name} ${column}`);
      where("state").toBe(state);
      const number = state === measured || state === imputed ? value : undefined;
      for (const [column, want] of [
        ["log2_change", number],
        ["fold_change", number === undefined ? undefined : 2 ** number],
        ["log2_at_least", state === atLeast ? value : undefined],
        ["log2_at_most", state === atMost ? value : undefined],
      ] as const) {
        if (want === undefined) where(column).toBeUndefined();
        else where(column).toBeCloseTo(want, 12);
      }
    });
  });

  test("the level of a non-detect: its sample's limit, what was put in, or none", () => {
    // A after: reference 22, G2 undetermined. log2 expression = 22 - Ct.
    const levels = policies.map((nondetects) => {
      const { values, censored } = compared(people, { nondetects, ct_limit: 38 }).places[1]!.collect(2, 1);
      return [nondetects, values[0], censored[0]];
    });
    expect(levels).toEqual([
      ["censored", 22 - 38, 1],
      ["drop", Number.NaN, 0],
      ["limit", 22 - 38, 0],
      ["limit+1", 22 - 39, 0],
      ["forty", 22 - 40, 0],
    ]);
  });
});

describe("bounds in the tests of change", () => {
  // References 20: the limit is dCt 20. G1 rises by 2 in A, by 1 in B. C goes from 32 to unseen: at most 12 - 20 = -8.
  const at = (...targets: (number | null)[]): Made => ({ reference: 20, targets });
  const people: Person[] = [
    { pre: at(30), post: at(28) },
    { pre: at(30), post: at(29) },
    { pre: at(32), post: at(null) },
  ];
  // D: reference 24 after, so its limit there is dCt 16; from dCt 18 to unseen: at most +2, which allows 0.
  const allowing: Person[] = [...people.slice(0, 2), { pre: at(38), post: { reference: 24, targets: [null] } }];

  test("signed-rank takes a bound as the value nearest 0 that it allows; paired t leaves it out", () => {
    const { changeTest } = compared(people, { nondetects: "censored" });
    const ranks = changeTest("G1", "signed-rank");
    // 1, 2, -8: ranks 1, 2 and 3 of which the first two are positive. Walsh averages -8 -3.5 -3 1 1.5 2: median -1.
    expect(ranks).toMatchObject({ n: 3, statistic: 3, exact: true, p: 1 });
    expect(ranks.estimate).toBeCloseTo(-1, 9);
    expect(ranks.caveat).toContain("1 of 3 changes are bounds");
    const t = changeTest("G1", "paired-t");
    expect(t).toMatchObject({ n: 2 });
    expect(t.estimate).toBeCloseTo(1.5, 12);
    expect(t.caveat).toContain("1 of 3 changes are bounds, left out");
  });

  test("a bound that allows 0 enters as 0, never on its own side of 0", () => {
    const { changeTest } = compared(allowing, { nondetects: "censored" });
    // 1, 2, 0: the zero has no rank. Walsh averages 0 0.5 1 1 1.5 2: median 1.
    const ranks = changeTest("G1", "signed-rank");
    expect(ranks).toMatchObject({ n: 3, statistic: 3, exact: false });
    expect(ranks.estimate).toBeCloseTo(1, 9);
  });

  test("put in at the limit instead, a loss of the signal becomes a rise by 2", () => {
    const ranks = compared(allowing, { nondetects: "limit" }).changeTest("G1", "signed-rank");
    expect(ranks.estimate).toBeCloseTo(1.75, 9); // 1, 2, 2: Walsh averages 1 1.5 1.5 2 2 2
  });
});

describe("bounds in the comparison of outcomes", () => {
  const at = (dct: number | null): Made => ({ reference: 20, targets: [dct === null ? null : 20 + dct] });
  const people = (yes: readonly (number | null)[], no: readonly (number | null)[]): Person[] => [
    ...yes.map((dct) => ({ pre: at(dct), responds: true })),
    ...no.map((dct) => ({ pre: at(dct), responds: false })),
  ];

  test("one non-detect: what of the shift does not hang on it is given, the rest is not", () => {
    const { compare } = compared(people([1, 2, 3, 4], [11, 12, 13, null]), { nondetects: "censored" });
    const row = compare("V pre", "G1", "rank-sum");
    // 16 differences: 7 8 8 9 9 9 10 10 | 10 11 11 12 and four that are greater still: the median is 10. At 4 against 4 the
    // 95 % interval reaches from the least to the greatest, and the greatest is not known. p = 2 / choose(8, 4).
    expect(row).toMatchObject({ n: 8, statistic: 16, exact: true, high: undefined });
    expect(row.estimate).toBeCloseTo(10, 9);
    expect(row.low).toBeCloseTo(7, 9);
    expect(row.p).toBeCloseTo(2 / 70, 12);
    expect(row.concordance).toBe(1);
    expect(row.caveat).toContain("1 of 8 not detected");
    expect(row.caveat).toContain("high cannot be told");
  });

  test("non-detects tie with each other, below every value, whichever group they are in", () => {
    const { compare } = compared(people([1, 2, null], [11, 0.5, null]), { nondetects: "censored" });
    // Pairs yes above no: 1 beats 11 and the unseen; 2 the same; unseen ties with unseen: 2 + 2 + 0.5 of 9.
    const row = compare("V pre", "G1", "auc");
    expect(row.estimate).toBeCloseTo(4.5 / 9, 12);
    expect(compare("V pre", "G1", "rank-sum").statistic).toBe(4.5);
  });

  test("p and C do not hang on where the limit lies, under censored; under limit they do", () => {
    const made = [
      ...[24.1, null, 33.2, 30.5, null, 27.7].map((ct, i) => ({ ct, reference: 18 + i, responds: true })),
      ...[null, 35.1, 29.9, 34.2, null, 31.3].map((ct, i) => ({ ct, reference: 25 - i, responds: false })),
    ].map(({ ct, reference, responds }): Person => ({ pre: { reference, targets: [ct] }, responds }));
    const results = (nondetects: Policy) =>
      [35.2, 36, 38, 40, 45].map((ct_limit) => {
        const { p, statistic, concordance } = compared(made, { nondetects, ct_limit }).compare(
          "V pre",
          "G1",
          "rank-sum",
        );
        expect(p).toBeGreaterThan(0);
        return `${p} ${statistic} ${concordance}`;
      });
    expect(new Set(results("censored")).size).toBe(1);
    expect(new Set(results("limit")).size).toBeGreaterThan(1);
  });
});

describe("a gene must be detected in min_detection of the samples to be a quantity, where non-detects are censored", () => {
  /** Subjects whose dCt of one gene before and after are these; every other one responds. */
  const people = (pairs: readonly (readonly [number | null, number | null])[]): Person[] =>
    pairs.map(([before, after], who) => ({
      pre: { reference: 20, targets: [before] },
      post: { reference: 20, targets: [after] },
      responds: who % 2 === 0,
    }));
  const p = (row: { readonly p: number | undefined; readonly caveat: string | undefined }) =>
    row.p === undefined ? row.caveat : "tested";

  test.each([
    {
      seen: "4 of 8",
      pairs: [
        [30, 31],
        [30, null],
        [null, 31],
        [null, null],
      ] as const,
      tested: true,
    },
    {
      seen: "3 of 8",
      pairs: [
        [30, 31],
        [30, null],
        [null, null],
        [null, null],
      ] as const,
      tested: false,
    },
  ])("change: $seen samples", ({ pairs, tested }) => {
    const { changeTest } = compared(people(pairs), { nondetects: "censored" });
    expect(p(changeTest("G1", "signed-rank"))).toMatch(tested ? /^tested$/ : /not tested as a quantity/);
    // What was put in is taken at its word: all pairs are there, and tested.
    expect(p(compared(people(pairs), { nondetects: "limit" }).changeTest("G1", "signed-rank"))).toBe("tested");
    expect(
      p(compared(people(pairs), { nondetects: "censored", min_detection: 0 }).changeTest("G1", "signed-rank")),
    ).toBe("tested");
  });

  test.each([
    { seen: "2 of 4", before: [30, null, null, 31], tested: true },
    { seen: "1 of 4", before: [30, null, null, null], tested: false },
  ])("association at a moment: $seen samples", ({ before, tested }) => {
    const made = people(before.map((ct) => [ct, 30]));
    const { compare } = compared(made, { nondetects: "censored" });
    for (const method of ["rank-sum", "auc"]) {
      const row = compare("V pre", "G1", method);
      if (tested) expect(row.estimate ?? row.p).toBeDefined();
      else
        expect(row).toMatchObject({
          ...{ p: undefined, q: undefined, estimate: undefined, concordance: undefined, low: undefined },
          caveat: expect.stringContaining("not compared as a quantity"),
        });
    }
  });

  test("association with a change: the samples in which the gene was seen in neither count as looked for", () => {
    // Seen in 8 of 32 samples, 25 %: as change-tests refuses it, so must association.
    const seen = [
      [30, 31],
      [29, 31],
      [30, 28],
      [27, 30],
    ] as const;
    const made = people([...seen, ...Array.from({ length: 12 }, () => [null, null] as const)]);
    const { changeTest, compare } = compared(made, { nondetects: "censored" });
    expect(p(changeTest("G1", "signed-rank"))).toMatch(/not tested as a quantity/);
    expect(p(compare("acute", "G1", "rank-sum"))).toMatch(/not compared as a quantity/);
  });
});

describe("made null studies of 24 subjects, 16 of whom respond, with a gene near the limit: p at most 0.05", () => {
  /** Cycles by which the samples of the others, or the samples after, hold less RNA. Nothing else differs. */
  interface Less {
    readonly others: number;
    readonly after: number;
  }
  const STUDIES = 2000;

  /** Rejections among the tests that were made. Half of the samples or more must be detected, else there is no test. */
  function simulate(nondetects: Policy, less: Less) {
    const counts = { signedRank: { rejected: 0, tested: 0 }, rankSum: { rejected: 0, tested: 0 } };
    for (let study = 0; study < STUDIES; study++) {
      const chance = new Chance(5, study);
      const made = (extra: number, own: number): Made => {
        const reference = 22 + 0.6 * chance.normal() + extra;
        const ct = reference + own + 0.6 * chance.normal();
        return { reference, targets: [ct < 40 ? ct : null] };
      };
      const people = Array.from({ length: 24 }, (_, who): Person => {
        const responds = who < 16;
        const own = 17.5 + chance.normal();
        const extra = responds ? 0 : less.others;
        return { pre: made(extra, own), post: made(extra + less.after, own), responds };
      });
      const { changeTest, compare } = compared(people, { nondetects, ct_limit: 40 });
      for (const [tally, { p }] of [
        [counts.signedRank, changeTest("G1", "signed-rank")],
        [counts.rankSum, compare("V pre", "G1", "rank-sum")],
      ] as const) {
        if (p === undefined) continue;
        tally.tested++;
        if (p <= 0.05) tally.rejected++;
      }
    }
    return counts;
  }

  /** So many of n tests at 5 % reject by chance, but for once in a thousand. */
  const most = (n: number) => 0.05 * n + 3.09 * Math.sqrt(0.05 * 0.95 * n);
  const holds = ({ rejected, tested }: { rejected: number; tested: number }) => {
    expect(tested).toBeGreaterThan(STUDIES / 4);
    expect(rejected, `${rejected} of ${tested} reject`).toBeLessThan(most(tested));
  };

  test("the same RNA everywhere: censored holds 5 % in both tests", () => {
    const { signedRank, rankSum } = simulate("censored", { others: 0, after: 0 });
    holds(signedRank);
    holds(rankSum);
  });

  test("1 cycle less RNA after: signed-rank on cautious bounds holds 5 % (5.0 % seen); forty does not (79 % seen)", () => {
    const less = { others: 0, after: 1 };
    holds(simulate("censored", less).signedRank);
    const { rejected, tested } = simulate("forty", less).signedRank;
    expect(rejected / tested).toBeGreaterThan(0.5);
  });

  // Where the groups differ in RNA, their limits differ, and a non-detect that ranks below every value of the other group may
  // in truth lie above it. Ranking only what the limits let one rank (Gehan's scores: a non-detect is below the values above
  // its own limit, and undecided against the others) holds the level: 3.8 % in this simulation.
  test("1 cycle less RNA in the others: forty rejects far too often (32 % seen)", () => {
    const { rejected, tested } = simulate("forty", { others: 1, after: 0 }).rankSum;
    expect(rejected / tested).toBeGreaterThan(0.25);
  });

  // A known limit, which the README names: 15 % seen. This test fails to fail when it is mended.
  test.fails("1 cycle less RNA in the others: rank-sum under censored holds 5 %", () => {
    holds(simulate("censored", { others: 1, after: 0 }).rankSum);
  });
});

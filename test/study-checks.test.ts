import { describe, expect, test } from "vitest";
import { Chance } from "../data/chance.ts";
import type { Flag } from "../data/flag.ts";
import type { Outcome } from "../data/outcome.ts";
import { runDay } from "../data/run-day.ts";
import type { Sample } from "../data/sample.ts";
import { defaults } from "../data/setting.ts";
import type { StudyKnown } from "../data/study-known.ts";
import type { Subject } from "../data/subject.ts";
import { Wells } from "../data/well.ts";
import type { Check, Look } from "../stages/checks/check.ts";
import { confounding } from "../stages/checks/confounding.ts";
import { consentDates } from "../stages/checks/consent-dates.ts";
import { dependence } from "../stages/checks/dependence.ts";
import { hours } from "../stages/checks/hours.ts";
import { sampleSwap } from "../stages/checks/sample-swap.ts";
import { type Made, madeStudy } from "./study-made.ts";
import { nothingKnown } from "./subjects.ts";

const moments = ["C1D1", "C1D15"].flatMap((visit) => ["pre", "post"].map((time) => ({ visit, time })));

/** What a check of the study says. */
function said(check: Check, seen: Partial<Look>, known: Partial<StudyKnown> = {}): Omit<Flag, "check">[] {
  const flags: Omit<Flag, "check">[] = [];
  const look = { study: { ...nothingKnown, ...known, moments }, limits: defaults(check.limits), ...seen };
  check.look(look as Look, { well: () => {}, other: (flag) => flags.push(flag) });
  return flags;
}
const cautions = (flags: readonly Omit<Flag, "check">[]) => flags.filter(({ level }) => level === "caution");

/** A sample from "A C1D1 pre", with what is told of it. */
function sample(name: string, told: Partial<Sample> = {}): Sample {
  const [subject = "", visit = "", time = ""] = name.split(" ");
  return {
    sample: name,
    card: "",
    subject,
    visit,
    time,
    hours: undefined,
    collected: "",
    columns: {},
    line: 1,
    ...told,
  };
}
const wellsOf = (samples: readonly Sample[]) =>
  new Wells({ file: "", assays: [], references: [], byText: new Map() }, samples);

describe("sample-swap", () => {
  const swaps = (made: Made, seed: number) => said(sampleSwap, madeStudy(made, seed));

  // 5 % is meant at most: of 240 studies 22 or more have an alarm with a probability of 0.4 %: 1 - pbinom(21, 240, 0.05).
  test("at most 21 of 240 studies without a fault have an alarm", () => {
    const kinds = [12, 24, 50].flatMap((subjects) =>
      ([2, 4] as const).flatMap((times) =>
        [0.5, 1, 2, 3].flatMap((ratio) =>
          [false, true].map((together): Made => ({ subjects, times, ratio, together })),
        ),
      ),
    );
    const alarms = kinds.flatMap((made, kind) =>
      [1, 2, 3, 4, 5].filter((seed) => cautions(swaps(made, 100 * kind + seed)).length > 0),
    );
    expect(kinds.length * 5).toBe(240);
    expect(alarms.length).toBeLessThanOrEqual(21);
  });

  test.each([
    { wrong: "exchanged", ratio: 2, together: false, least: 19 },
    { wrong: "mislabelled", ratio: 2, together: false, least: 18 },
    { wrong: "visit exchanged", ratio: 2, together: false, least: 18 },
    { wrong: "exchanged", ratio: 3, together: true, least: 15 },
  ] as const)("of 20 studies with a sample $wrong (ratio $ratio) at least $least are seen", (made) => {
    const seen = Array.from({ length: 20 }, (_, seed) =>
      cautions(swaps({ subjects: 24, times: 4, ...made }, seed)),
    ).filter((flags) => flags.some((flag) => /^S[01] /.test(flag.sample!)));
    expect(seen.length).toBeGreaterThanOrEqual(made.least);
  });

  test("both of an exchanged pair are named, each with the other", () => {
    const flags = cautions(swaps({ subjects: 24, times: 4, ratio: 2, together: false, wrong: "exchanged" }, 1));
    expect(flags.map((flag) => flag.sample)).toEqual(["S0 C1D1 pre", "S1 C1D1 pre"]);
    expect(flags[0]!.reason).toContain("S1 C1D1 pre is like S0 in turn: look up whether the two were exchanged");
  });

  test("it says that it cannot tell where subjects do not differ", () => {
    const flags = swaps({ subjects: 24, times: 4, ratio: 0, together: false }, 1);
    expect(flags).toMatchObject([{ level: "note", scope: "study" }]);
    expect(flags[0]!.reason).toContain("cannot be told");
  });

  test("of one subject, of few, and of subjects with one sample each it says nothing", () => {
    for (const subjects of [1, 5]) expect(swaps({ subjects, times: 4, ratio: 2, together: false }, 1)).toEqual([]);
    const { wells, replicates } = madeStudy({ subjects: 12, times: 2, ratio: 2, together: false }, 1);
    const alone = wells.samples.map((one, at) => ({ ...one, subject: `S${at}` }));
    expect(said(sampleSwap, { wells: new Wells(wells.panel, alone), replicates })).toEqual([]);
  });
});

describe("confounding", () => {
  const response: Outcome = {
    ...{ kind: "binary", name: "response", column: "response", covariates: [] },
    ...{ yes: ["CR"], no: ["RD"] },
  };
  const people = (words: readonly string[]): Subject[] =>
    words.map((word, at) => ({ subject: `S${at}`, columns: { response: word }, line: at }));
  const study = (words: readonly string[], columnsOf: (subject: number, at: number) => Record<string, string>) => ({
    wells: wellsOf(
      words.flatMap((_, subject) =>
        moments.map(({ visit, time }, at) =>
          sample(`S${subject} ${visit} ${time}`, { columns: columnsOf(subject, at) }),
        ),
      ),
    ),
    known: { subjects: people(words), outcomes: [response] },
  });
  const says = (...of: Parameters<typeof study>) => {
    const { wells, known } = study(...of);
    return said(confounding, { wells }, known);
  };
  const twelve = Array.from({ length: 12 }, (_, at) => (at < 6 ? "CR" : "RD"));

  test("a lot for each visit, and an operator for each answer", () => {
    const flags = says(twelve, (subject, at) => ({ lot: at < 2 ? "A" : "B", operator: subject < 6 ? "x" : "y" }));
    expect(flags.map(({ level, reason }) => [level, reason!.split(" (")[0]])).toEqual([
      ["caution", "the lot goes with visit and time"],
      ["caution", "the operator goes with the outcome response"],
    ]);
  });

  test("a batch for each subject, one batch for all, mixed batches, or no column: nothing", () => {
    expect(says(twelve, (subject) => ({ batch: String(subject) }))).toEqual([]);
    expect(says(twelve, () => ({ batch: "1" }))).toEqual([]);
    expect(says(twelve, (subject) => ({ batch: String(subject % 2) }))).toEqual([]);
    expect(says(twelve, () => ({}))).toEqual([]);
    expect(says(["CR"], (_, at) => ({ lot: String(at % 2) }))).toEqual([]);
  });

  test("at most 6 of 300 studies whose batches are drawn have an alarm", () => {
    let alarms = 0;
    for (let seed = 0; seed < 300; seed++) {
      const chance = new Chance(seed, 7);
      const words = Array.from({ length: [8, 12, 24, 50][seed % 4]! }, () => (chance.uniform() < 0.6 ? "CR" : "RD"));
      const lots = words.map(() => String(chance.below(2)));
      const batch = words.map(() => String(chance.below(4)));
      const columns = (subject: number) => ({
        lot: lots[subject]!,
        batch: batch[subject]!,
        operator: String(chance.below(3)),
      });
      if (says(words, columns).length > 0) alarms++;
    }
    expect(alarms).toBeLessThanOrEqual(6);
  });

  test("V has no bias, and p is small where one word tells the other", () => {
    const pairs = (n: number, word: (at: number) => string) =>
      Array.from({ length: n }, (_, at): [string, string] => [at % 2 ? "b" : "a", word(at)]);
    expect(
      dependence(
        pairs(40, (at) => (at % 4 < 2 ? "x" : "y")),
        0.5,
      ),
    ).toMatchObject({ v: 0, p: undefined });
    const all = dependence(
      pairs(40, (at) => (at % 2 ? "x" : "y")),
      0.5,
    );
    expect(all).toMatchObject({ n: 40, tells: true });
    expect(all.v).toBeCloseTo(1, 10);
    expect(all.p).toBeLessThan(1e-9);
    expect(dependence([], 0.5)).toMatchObject({ n: 0, v: 0, tells: false });
  });

  test.each([
    ["Thu Feb 03 10:15:00 GMT 2011", "2011-02-03", "2011-02"],
    ["2011-02-03 13:15:00 PM GMT", "2011-02-03", "2011-02"],
    ["03-Feb-2011 13:15", "2011-02-03", "2011-02"],
    ["05-06-2015 17:56:18 CEST", "05-06-2015", undefined],
  ])("the day of a run: %s", (text, day, month) => expect(runDay(text)).toEqual({ day, month }));

  test.each(["", "yesterday", "Thu Foo 03 10:15:00 GMT 2011"])("no day of a run: %j", (text) =>
    expect(runDay(text)).toBeUndefined(),
  );
});

describe("hours", () => {
  const says = (...samples: Sample[]) => said(hours, { wells: wellsOf(samples) });

  test("hours that contradict the time; none are said where they agree, or are blank", () => {
    const flags = says(sample("A C1D1 pre", { hours: 1 }), sample("A C1D1 post", { hours: 0 }));
    expect(flags.map((flag) => [flag.level, flag.sample, flag.limit])).toEqual([
      ["caution", "A C1D1 pre", "0 or less"],
      ["caution", "A C1D1 post", "above 0"],
    ]);
    expect(says(sample("A C1D1 pre", { hours: 0 }), sample("A C1D1 post", { hours: 1 }))).toEqual([]);
    expect(says(sample("A C1D1 pre"), sample("A C1D1 single", { hours: 0 }))).toEqual([]);
  });

  test.each([
    ["1.25", 1, 0],
    ["1.3", 1, 1],
    ["28", 24, 0],
    ["29", 24, 1],
    ["about 1", 1, 1],
    ["-2", 0, 0],
    ["0.5", 0, 1],
  ])("actual %s h at nominal %s h: %s cautions", (actual, nominal, count) => {
    const one = sample("A C1D1 x", { hours: nominal, columns: { actual_hours: actual } });
    expect(cautions(says(one))).toHaveLength(count);
  });

  test("different hours at one time, and blank ones among others, are notes with counts", () => {
    const at = (name: string, hours: number | undefined) => sample(`${name} C1D1 post`, { hours });
    const flags = says(at("A", 3), at("B", 1), at("C", 1), at("D", undefined));
    expect(flags).toMatchObject([
      { level: "note", observed: "1 h (2), 3 h (1)" },
      { level: "note", observed: "1", unit: "samples" },
    ]);
  });
});

describe("consent-dates", () => {
  const first = sample("A C1D1 pre", { hours: 0, collected: "2011-02-01" });
  const second = sample("A C1D15 post", { hours: 1, collected: "2011-02-15" });
  const says = (samples: readonly Sample[], known: Partial<StudyKnown> = {}) =>
    said(consentDates, { wells: wellsOf(samples) }, known);

  test("in order: nothing; out of order, or before the first dose: the sample is named", () => {
    const dosed = (day: string) => ({ subjects: [{ subject: "A", columns: { first_dose: day }, line: 1 }] });
    expect(says([first, second], dosed("2011-02-01"))).toEqual([]);
    expect(says([first, { ...second, collected: "2011-01-15" }])).toMatchObject([
      { level: "caution", sample: "A C1D15 post", limit: "from 2011-02-01" },
    ]);
    expect(says([first, second], dosed("2011-03-01"))).toMatchObject([{ sample: "A C1D15 post" }]);
    expect(says([first, { ...second, collected: "" }])).toEqual([]);
  });

  test("how many were withheld is told, and nobody named", () => {
    expect(says([first], { early: 3 })).toMatchObject([{ level: "note", scope: "study", observed: "3" }]);
  });

  test.each(["", "1 Feb 2011", "2011-02-30"])("collected %j cannot be held against consent", (collected) => {
    const consented = new Map([["A", "2011-01-01"]]);
    expect(says([{ ...first, collected }], { consented })).toMatchObject([{ level: "caution", sample: "A C1D1 pre" }]);
    expect(says([first], { consented })).toEqual([]);
    expect(says([{ ...first, collected: "" }])).toEqual([]);
  });
});

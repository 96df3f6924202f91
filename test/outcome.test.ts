import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readDay } from "../data/day.ts";
import type { Facts, SubjectFacts } from "../data/facts.ts";
import type { OutcomeSet } from "../stages/endpoints/endpoint.ts";
import { outcome } from "../stages/outcome.ts";
import { assessed, factsOf, looks, seen, settings, subject, toxicity } from "./subjects.ts";

// The summary of many subjects. Shares and intervals are those that were published (science.md, section 7).

type Row = ReturnType<typeof summary>[number];

function summary(subjects: readonly SubjectFacts[], given: Partial<OutcomeSet> = {}, parts: Partial<Facts> = {}) {
  return outcome.run({ facts: factsOf(subjects, parts) }, settings(given)).summary;
}

const of = (rows: readonly Row[], measure: string, by = "all", group = "all") =>
  rows.filter((row) => row.measure === measure && row.by === by && row.group === group);

/** The same subject many times, under other names. */
function many(count: number, from: number, make: (name: string) => SubjectFacts): SubjectFacts[] {
  return Array.from({ length: count }, (_, at) => make(`S${from + at}`));
}

/** Of 72 treated, 49 have CR or CRi, 41 of these are MRD negative, 24 have a transplant, and 4 a dose-limiting toxicity. */
function trial(): SubjectFacts[] {
  const with_ = (name: string, at: number): SubjectFacts => {
    const limited = at < 4 ? [toxicity(10, { grade: 4 })] : [];
    const last = at < 24 ? "60 transplant, 90 last-contact" : "90 last-contact";
    const response = at < 14 ? looks.CR : at < 49 ? looks.CRi : looks.RD;
    const mrd = at < 41 ? "below LLOQ" : at < 46 ? 0.02 : undefined;
    return { ...seen(last, [21, { ...response, mrd }]), subject: name, evaluable: true, toxicities: limited };
  };
  return Array.from({ length: 72 }, (_, at) => with_(`S${at}`, at));
}

describe("proportions with Clopper-Pearson intervals", () => {
  const rows = summary(trial());
  test.each([
    ["cr-cri", 49, 72, 68.06, 56.01, 78.56],
    ["mrd-negativity", 41, 49, 83.67, 70.34, 92.68],
    ["transplant", 24, 72, 33.33, 22.66, 45.43],
    ["dlt", 4, 72, 5.56, 1.53, 13.62],
  ])("%s: %s of %s", (measure, n, total, estimate, low, high) => {
    const [row] = of(rows, measure);
    expect(row).toMatchObject({ word: "yes", n, total, unit: "%", method: "Clopper-Pearson" });
    expect([row!.estimate, row!.low, row!.high].map((value) => Number(value!.toFixed(2)))).toEqual([
      estimate,
      low,
      high,
    ]);
  });
  test.each([
    [65, 164, 32.1, 47.6],
    [17, 162, 6.2, 16.3],
  ])("%s of %s", (n, total, low, high) => {
    const subjects = [
      ...many(n, 0, (name) => subject("60 transplant", { subject: name })),
      ...many(total - n, n, (name) => subject("60 last-contact", { subject: name })),
    ];
    const [row] = of(summary(subjects), "transplant");
    expect([row!.low, row!.high].map((value) => Number(value!.toFixed(1)))).toEqual([low, high]);
  });
  test("of the best response every word has its share, and they make up all", () => {
    const words = of(rows, "best-response");
    expect(words.map(({ word, n }) => [word, n])).toEqual([
      ["CR", 14],
      ["CRi", 35],
      ["PR", 0],
      ["RD", 23],
      ["PD", 0],
      ["NE", 0],
    ]);
    expect(words.every(({ total }) => total === 72)).toBe(true);
  });
});

describe("groups", () => {
  const named = (name: string, group: string, told: string) =>
    subject(told, { subject: name, groups: new Map([["cytogenetics", group]]) });
  const subjects = [
    named("A", "Ph+", "21 CR"),
    named("B", "Ph+", "21 RD, 60 death"),
    named("C", "diploid", "21 CRi"),
    named("D", "", "21 CR"),
  ];
  const groups = ["cytogenetics"];
  const told = (rows: readonly Row[]) =>
    rows
      .filter(({ measure, by }) => measure === "cr-cri" && by === "cytogenetics")
      .map(({ group, n, total }) => [group, n, total]);

  test("each value of a column, and those without one", () => {
    expect(told(summary(subjects, {}, { groups }))).toEqual([
      ["(blank)", 1, 1],
      ["Ph+", 1, 2],
      ["diploid", 1, 1],
    ]);
  });
  test("who has no value is in no group by setting, and in all", () => {
    const rows = summary(subjects, { missing_group: "leave-out" }, { groups });
    expect(told(rows)).toEqual([
      ["Ph+", 1, 2],
      ["diploid", 1, 1],
    ]);
    expect(of(rows, "cr-cri")[0]).toMatchObject({ n: 3, total: 4 });
  });
  test("a group in which nobody has the measure says so", () => {
    const [row] = of(summary(subjects, {}, { groups }), "follow-up", "cytogenetics", "Ph+");
    expect(row).toMatchObject({ n: 1, total: 1 });
    const only = summary([named("B", "Ph+", "21 RD, 60 death")], {}, { groups });
    expect(of(only, "follow-up")[0]).toMatchObject({ n: 0, total: 0, estimate: undefined, caveat: "nobody has it" });
    expect(of(only, "dor1")[0]).toMatchObject({ n: 0, total: 0, estimate: undefined, caveat: "nobody has it" });
  });
});

describe("medians", () => {
  test("follow-up: plain median and range", () => {
    const subjects = [10, 40, 100, 20].map((on, at) => subject(`${on + 20} last-contact`, { subject: `S${at}` }));
    const [row] = of(summary(subjects, { month: 28, day_one: 0 }), "follow-up");
    // Days 29, 39, 59 and 119 after the first dose: the middle of 39 and 59 is 49.
    expect(row).toMatchObject({
      n: 4,
      total: 4,
      estimate: 49 / 28,
      low: 29 / 28,
      high: 119 / 28,
      method: "median and range",
    });
  });
  test("a median that is not reached is not given", () => {
    const [row] = of(summary([subject("60 last-contact")]), "os");
    expect(row).toMatchObject({
      n: 0,
      total: 1,
      estimate: undefined,
      low: undefined,
      caveat: "the median is not reached",
    });
  });

  // The CDISC pilot's times to the first dermatologic event, as if they were survival, in days. Medians as published; limits of
  // R's survfit(Surv(AVAL, 1 - CNSR) ~ TRTA, conf.type = "log-log"). (The published 28-51 and 25-47 are those of R's "log".)
  const file = new URL(
    "../../shared/corpus/cdisc/cdisc-org__DataExchange-DatasetJson__adam_adtte.json",
    import.meta.url,
  );
  test.runIf(!existsSync(file))(`skipped: there is no ${file.pathname}`, (context) => context.skip());
  test.runIf(existsSync(file))("the CDISC pilot: AVAL of 254 subjects, and Kaplan-Meier medians by arm", () => {
    const { columns, rows } = JSON.parse(readFileSync(file, "utf8")) as {
      columns: { name: string }[];
      rows: (string | number)[][];
    };
    const at = (row: readonly (string | number)[], name: string) => row[columns.findIndex((one) => one.name === name)]!;
    const dayAt = (row: readonly (string | number)[], name: string) => {
      const read = readDay(String(at(row, name)), "refuse");
      return "day" in read ? read.day : Number.NaN;
    };
    const subjects = rows.map((row): SubjectFacts => {
      const fact = (name: string) => ({ day: dayAt(row, name), imputed: false, file: "adtte", line: 1 });
      const word = at(row, "CNSR") === 0 ? ("death" as const) : ("last-contact" as const);
      return {
        ...subject("", { subject: String(at(row, "USUBJID")), groups: new Map([["arm", String(at(row, "TRTA"))]]) }),
        ...{ start: fact("STARTDT"), assessments: [], events: [{ ...fact("ADT"), event: word, cycle: undefined }] },
      };
    });
    const { measures, summary: told } = outcome.run(
      { facts: factsOf(subjects, { groups: ["arm"] }) },
      settings({ month: 1 }),
    );
    const os = measures.get("os")!;
    expect(os.size).toBe(254);
    for (const row of rows)
      expect(os.get(String(at(row, "USUBJID")))).toMatchObject({
        value: at(row, "AVAL"),
        event: at(row, "CNSR") === 0,
      });
    const arms = told.filter(({ measure, by }) => measure === "os" && by === "arm");
    expect(arms.map(({ group, n, estimate, low, high }) => [group, n, estimate, low, high])).toEqual([
      ["Placebo", 29, undefined, undefined, undefined],
      ["Xanomeline High Dose", 61, 36, 23, 46],
      ["Xanomeline Low Dose", 62, 33, 27, 48],
    ]);
  });
});

describe("what is told of it", () => {
  test("measures have a value for each subject who has one, with its day", () => {
    const { measures } = outcome.run(
      { facts: factsOf([subject("21 CR, 90 death"), subject("21 RD, 60 last-contact", { subject: "S2" })]) },
      settings(),
    );
    expect(measures.get("best-response")).toEqual(
      new Map([
        ["S1", { value: "CR", event: undefined, day: 16_020 }],
        ["S2", { value: "RD", event: undefined, day: 16_020 }],
      ]),
    );
    expect([...measures.get("dor1")!.keys()]).toEqual(["S1"]);
    expect(measures.get("os")!.get("S1")).toEqual({ value: 90 / 30.4375, event: true, day: 16_089 });
  });
  test("the same marks of several subjects are one finding, with their number and without their names", () => {
    const facts = factsOf(
      ["Zoe", "Yan"].map((name) => subject("60 last-contact, 90 CR", { subject: name })),
      { groups: [] },
    );
    const told = outcome.summarise(outcome.run({ facts }, settings()), { facts }, settings());
    expect(told.findings[0]).toEqual({
      level: "caution",
      text: "2 subjects: a record is later than the last contact: the later day is taken (os).",
    });
    expect(told.findings.at(-1)!.text).toMatch(
      /no death, and of no progression or relapse, and of no transplant at all/,
    );
    expect(JSON.stringify(told)).not.toMatch(/Zoe|Yan/);
  });
  test("the headline", () => {
    const facts = factsOf(trial());
    const { headline } = outcome.summarise(outcome.run({ facts }, settings()), { facts }, settings());
    expect(headline).toBe(
      "Outcome of 72 treated subjects: CR or CRi in 49 (68.1 %, 95 % CI 56.0 to 78.6); median OS not reached; median PFS not reached.",
    );
  });
  test("the order of subjects changes nothing", () => {
    const subjects = trial();
    expect(summary(subjects)).toEqual(summary([...subjects].reverse()));
    expect(assessed(3, {}).day).toBe(16_002);
  });
});

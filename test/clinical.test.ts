import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { dayText, readDay } from "../data/day.ts";
import { exampleStudy } from "../data/example/study.ts";
import { Trouble, Troubles } from "../data/trouble.ts";
import { readClinical } from "../pipeline/clinical.ts";
import { clinicalSection } from "../pipeline/clinical-section.ts";
import { rowsOf, run } from "../pipeline/index.ts";

describe("a day", () => {
  test.each([
    ["1970-01-01", 0],
    ["1970-02-01", 31],
    ["2000-03-01", 11_017],
    ["1969-12-31", -1],
    ["2012-02-29", 15_399],
  ])("%s is %s", (text, day) => {
    expect(readDay(text, "refuse")).toEqual({ kind: "whole", day });
    expect(dayText(day)).toBe(text);
  });
  test.each([
    "2014-02-30",
    "2013-02-29",
    "2014-13-01",
    "2014-00-10",
    "2014-1-5",
    "14-05-03",
    "05/03/2014",
    "2014-05-03T10:00",
    "03MAY2014",
    "0214-05-03",
    "2014-05-",
    "",
    "unknown",
  ])("%s is none", (text) => {
    for (const rule of ["refuse", "first", "middle", "last"] as const) expect(readDay(text, rule).kind).toBe("none");
  });
  test.each([
    ["2014-02", "2014-02-01", "2014-02-15", "2014-02-28"],
    ["2012-02", "2012-02-01", "2012-02-15", "2012-02-29"],
    ["2014", "2014-01-01", "2014-07-01", "2014-12-31"],
  ])("%s is refused, or imputed by rule", (text, ...expected) => {
    expect(readDay(text, "refuse")).toEqual({ kind: "partial" });
    const imputed = (["first", "middle", "last"] as const).map((rule) => readDay(text, rule));
    expect(imputed.map((read) => "day" in read && dayText(read.day))).toEqual(expected);
    expect(imputed.every(({ kind }) => kind === "imputed")).toBe(true);
  });
  test("a month that is none is none, whatever the rule", () => expect(readDay("2014-13", "last").kind).toBe("none"));
});

// Tables of three subjects, of whom W may not be used. Texts are read as a scientist would read them.
const assessmentsHeading =
  "subject,date,visit,marrow_blasts,blood_blasts,anc,platelets,extramedullary,response,mrd,cd22_blood,laboratory";
const toxicityHeading = "subject,date,cycle,term,kind,grade,related,excepted,significant,resolved,discontinued";

interface Tables {
  readonly assessments?: readonly string[];
  readonly events?: readonly string[];
  readonly toxicities?: readonly string[];
  readonly start?: string;
  readonly section?: Readonly<Record<string, unknown>>;
  readonly partial?: "refuse" | "first" | "middle" | "last";
}

function read({
  assessments = [],
  events = [],
  toxicities = [],
  start = "2014-01-10",
  section,
  partial = "refuse",
}: Tables) {
  const files: Readonly<Record<string, string>> = {
    "assessments.csv": [assessmentsHeading, ...assessments].join("\n"),
    "events.csv": ["subject,date,event,cycle", ...events].join("\n"),
    "toxicities.csv": [toxicityHeading, ...toxicities].join("\n"),
  };
  const subject = (name: string, line: number) => {
    const columns = { subject: name, first_dose: start, phase: "dose finding", able: "yes" };
    return { subject: name, columns, line };
  };
  const [a, w, b] = [subject("A", 2), subject("W", 3), subject("B", 4)];
  const given = { start: "first_dose", groups: ["phase"], toxicities: "toxicities.csv", ...section };
  const troubles = new Troubles();
  const facts = readClinical(
    {
      section: clinicalSection.parse(given),
      ...{ all: [a, w, b], admitted: [a, b], subjectsFile: "subjects.csv", partial },
      text: (file) => files[file]!,
      bytes: (file) => Buffer.from(files[file]!),
      lineOf: () => 7,
    },
    troubles,
  );
  return { facts, said: troubles.problems.length === 0 ? "" : new Trouble(troubles.problems).message };
}
/** What is said, without the remedies. */
const told = (tables: Tables) =>
  read(tables)
    .said.replace(/\n {2}-> .*$/gm, "")
    .split("\n");

describe("facts as they should be", () => {
  test("are read with their file and line, in the order of days", () => {
    const { facts, said } = read({
      assessments: [
        "A,2014-01-31,C1D22,4.5,0,1200,110000,C1,CR,below LLOQ,,",
        "A,2014-01-08,screening,60,20,,,C1,NE,not done,91.5,central",
        "W,2014-01-08,screening,60,20,,,C1,,,,",
      ],
      events: ["A,2014-01-10,dose,1", "A,2014-03-01,death,", "B,2014-02-01,last-contact,"],
      toxicities: ["A,2014-01-12,1,ALT increased,liver,3,yes,no,no,2014-01-20,no"],
      section: {
        dose_finding: { column: "phase", words: ["dose finding"] },
        evaluable: { column: "able", words: ["yes"] },
        cutoff: "2014-12-31",
      },
    });
    expect(said).toBe("");
    const [a, b] = facts.subjects;
    expect(facts.subjects.map(({ subject }) => subject)).toEqual(["A", "B"]);
    expect(a!.assessments).toEqual([
      expect.objectContaining({
        visit: "screening",
        marrowBlasts: 60,
        word: "NE",
        mrd: undefined,
        cd22Blood: 91.5,
        laboratory: "central",
        line: 3,
      }),
      expect.objectContaining({
        marrowBlasts: 4.5,
        bloodBlasts: 0,
        anc: 1200,
        platelets: 110_000,
        word: "CR",
        mrd: "below LLOQ",
        line: 2,
      }),
    ]);
    expect(a!.events.map(({ event, cycle, line }) => [event, cycle, line])).toEqual([
      ["dose", 1, 2],
      ["death", undefined, 3],
    ]);
    expect(a!.toxicities[0]).toMatchObject({ kind: "liver", grade: 3, related: true, resolved: { line: 2 } });
    expect(b).toMatchObject({ doseFinding: true, evaluable: true, groups: new Map([["phase", "dose finding"]]) });
    expect(dayText(facts.cutoff!)).toBe("2014-12-31");
    expect(facts.has).toEqual({ mrd: true, cd22Blood: true, cd22Marrow: false, toxicities: true });
  });
  test("a subject without a first dose was not treated", () => {
    expect(read({ start: "" }).facts.subjects[0]!.start).toBeUndefined();
  });
  test("partial dates are imputed by rule, and are known as imputed", () => {
    const { facts, said } = read({ events: ["A,2014-05,death,"], partial: "last" });
    expect(said).toBe("");
    expect(facts.subjects[0]!.events[0]).toMatchObject({ imputed: true });
    expect(dayText(facts.subjects[0]!.events[0]!.day)).toBe("2014-05-31");
  });
});

describe("a cell that cannot be right is told with row and column", () => {
  test.each<readonly [string, string]>([
    ["A,2014-01-31,,101,0,,,,,,,", 'marrow_blasts: "101" is not a percentage from 0 to 100.'],
    ["A,2014-01-31,,5,-1,,,,,,,", 'blood_blasts: "-1" is not a percentage from 0 to 100.'],
    ['A,2014-01-31,,"4,5",0,,,,,,,', 'marrow_blasts: "4,5" is not a percentage from 0 to 100.'],
    ["A,2014-01-31,,<5,0,,,,,,,", 'marrow_blasts: "<5" is not a percentage from 0 to 100.'],
    ["A,2014-01-31,,5,0,1.2,,,,,,", 'anc: "1.2" is not a count per uL: 0, or 10 to 500000 (is it in thousands?).'],
    [
      "A,2014-01-31,,5,0,,120,,,,,",
      'platelets: "120" is not a count per uL: 0, or 1000 to 10000000 (is it in thousands?).',
    ],
    ["A,2014-01-31,,5,0,,,C3,,,,", 'extramedullary: "C3" is not one of "C1", "C2" and "other".'],
    ["A,2014-01-31,,5,0,,,,SD,,,", 'response: "SD" is not one of "CR", "CRi", "PR", "RD", "PD", "NE" and "relapse".'],
    ["A,2014-01-31,,5,0,,,,,neg,,", 'mrd: "neg" is not a percentage from 0 to 100, "below LLOQ" or "not done".'],
    ["A,2014-01-31,,5,0,,,,,,101,", 'cd22_blood: "101" is not a percentage from 0 to 100.'],
    ["A,2014-01-31,,5,0,,,,,,90,Central", 'laboratory: "Central" is not one of "central" and "local".'],
    ["A,2014-02-30,,5,0,,,,,,,", 'date: "2014-02-30" is not a date (YYYY-MM-DD).'],
    ["A,,,5,0,,,,,,,", "date: is blank; a date (YYYY-MM-DD) was expected."],
    [",2014-01-31,,5,0,,,,,,,", "subject: is blank; a subject's id was expected."],
    ["X,2014-01-31,,5,0,,,,,,,", 'subject: "X" is not in the subjects table.'],
  ])("%s", (row, text) => {
    expect(told({ assessments: [row] })).toEqual([`assessments.csv line 2, ${text}`]);
  });
  test("a partial date is refused, with what may be done", () => {
    expect(told({ events: ["A,2014-05,death,"] })).toEqual([
      'events.csv line 2, date: "2014-05" lacks its day; a whole date (YYYY-MM-DD) was expected, or outcome.partial_dates in study.yaml that says which day to take.',
    ]);
    expect(told({ start: "2014-01" })[0]).toMatch(/^subjects.csv line 2, first_dose: "2014-01" lacks its day/);
  });
  test.each<readonly [string, string]>([
    [
      "A,2014-02-01,died,",
      'event: "died" is not one of "dose", "last-contact", "progression", "relapse", "deterioration", "induction", "transplant" and "death".',
    ],
    ["A,2014-02-01,,", "event: is blank."],
    ["A,,death,", "date: is blank; a date (YYYY-MM-DD) was expected."],
    ["A,2014-02-01,dose,", "cycle: is blank."],
    ["A,2014-02-01,dose,one", 'cycle: "one" is not a cycle: a whole number from 1.'],
  ])("%s", (row, text) => {
    expect(told({ events: ["A,2014-01-10,dose,1", row] })).toEqual([`events.csv line 3, ${text}`]);
  });
  test.each<readonly [string, string]>([
    [
      "A,2014-01-12,1,rash,skin,3,yes,no,no,,no",
      'kind: "skin" is not one of "non-hematologic", "liver", "myelosuppression" and "other-hematologic".',
    ],
    ["A,2014-01-12,1,rash,liver,6,yes,no,no,,no", 'grade: "6" is not a grade from 1 to 5.'],
    ["A,2014-01-12,1,rash,liver,3,,no,no,,no", "related: is blank."],
    ["A,2014-01-12,1,rash,liver,3,yes,no,maybe,,no", 'significant: "maybe" is not one of "yes" and "no".'],
  ])("%s", (row, text) => {
    expect(told({ toxicities: [row] })).toEqual([`toxicities.csv line 2, ${text}`]);
  });
  test("neutrophils that are all in thousands", () => {
    const rows = [1, 2, 3, 4, 5].map((at) => `A,2014-02-0${at},,5,0,${at * 12},,,,,,`);
    expect(told({ assessments: rows })).toEqual([
      "assessments.csv, anc: none of its 5 counts is 100 per uL or more: they seem to be in thousands per uL.",
    ]);
    expect(told({ assessments: rows.slice(0, 4) })).toEqual([""]);
  });
  test("columns and dates that study.yaml names", () => {
    expect(told({ section: { groups: ["phse"], cutoff: "31.12.2014" } })).toEqual([
      'study.yaml line 7, clinical.cutoff: "31.12.2014" is not a date (YYYY-MM-DD).',
      'subjects.csv line 1: has no column "phse", which clinical in study.yaml names; its columns are "subject", "first_dose", "phase" and "able".',
    ]);
  });
});

describe("facts that contradict each other are refused", () => {
  const of = (text: string) => `of subject "A", ${text}.`;
  test.each<readonly [string, Tables, string]>([
    [
      "two deaths",
      { events: ["A,2014-03-01,death,", "A,2014-03-02,death,"] },
      `events.csv line 3: ${of("a second death on 2014-03-02; the first is on events.csv line 2")}`,
    ],
    [
      "an event after death",
      { events: ["A,2014-03-01,death,", "A,2014-03-02,relapse,"] },
      `events.csv line 3: ${of("a relapse on 2014-03-02, after the death on 2014-03-01 (events.csv line 2)")}`,
    ],
    [
      "a death before the last contact",
      { events: ["A,2014-03-05,last-contact,", "A,2014-03-01,death,"] },
      `events.csv line 2: ${of("a last-contact on 2014-03-05, after the death on 2014-03-01 (events.csv line 3)")}`,
    ],
    [
      "a response after death",
      { events: ["A,2014-03-01,death,"], assessments: ["A,2014-03-02,,2,0,,,C1,CR,,,"] },
      `assessments.csv line 2: ${of("an assessment on 2014-03-02, after the death on 2014-03-01 (events.csv line 2)")}`,
    ],
    [
      "an event before day 1",
      { events: ["A,2014-01-09,transplant,"] },
      `events.csv line 2: ${of("a transplant on 2014-01-09, before the first dose on 2014-01-10")}`,
    ],
    [
      "a death before day 1",
      { events: ["A,2013-03-01,death,"] },
      `events.csv line 2: ${of("a death on 2013-03-01, before the first dose on 2014-01-10")}`,
    ],
    [
      "a response before day 1",
      { assessments: ["A,2014-01-09,,2,0,,,C1,CR,,,"] },
      `assessments.csv line 2: ${of("the response CR on 2014-01-09, not after the first dose on 2014-01-10")}`,
    ],
    [
      "a toxicity before day 1",
      { toxicities: ["A,2014-01-09,1,rash,liver,3,yes,no,no,,no"] },
      `toxicities.csv line 2: ${of("a toxicity on 2014-01-09, before the first dose on 2014-01-10")}`,
    ],
    [
      "a toxicity that ends before it begins",
      { toxicities: ["A,2014-02-09,1,rash,liver,3,yes,no,no,2014-02-01,no"] },
      `toxicities.csv line 2: ${of("a toxicity that ends on 2014-02-01, before its date 2014-02-09")}`,
    ],
    [
      "a first dose that is not the first",
      { events: ["A,2014-01-11,dose,1"] },
      `events.csv line 2: ${of("the earliest dose is on 2014-01-11, but the first dose on 2014-01-10")}`,
    ],
    [
      "two assessments on one day",
      { assessments: ["A,2014-02-01,,2,0,,,C1,,,,", "A,2014-02-01,,,,900,,,,,,"] },
      `assessments.csv line 3: ${of("a second assessment on 2014-02-01; the first is on assessments.csv line 2")}`,
    ],
    [
      "an event twice",
      { events: ["A,2014-02-01,relapse,", "A,2014-02-01,relapse,"] },
      `events.csv line 3: ${of("a second relapse on 2014-02-01; the first is on events.csv line 2")}`,
    ],
    [
      "a progression on the day of a CR",
      { events: ["A,2014-02-01,progression,"], assessments: ["A,2014-02-01,,2,0,,,C1,CR,,,"] },
      `events.csv line 2: ${of("a progression on 2014-02-01, when the investigator's response is CR (assessments.csv line 2)")}`,
    ],
    [
      "an imputed date",
      { events: ["A,2014-03,death,", "A,2014-03-02,last-contact,"], partial: "first" },
      `events.csv line 3: ${of("a last-contact on 2014-03-02, after the death on 2014-03-01 (a partial date, imputed) (events.csv line 2)")}`,
    ],
  ])("%s", (_, tables, text) => expect(told(tables)).toEqual([text]));

  test("all at once", () => {
    const lines = told({
      assessments: ["A,2014-01-31,,101,0,,,,SD,,,", "X,2014-01-31,,5,0,,,,,,,"],
      events: ["B,2014-03-01,death,", "B,2014-03-02,relapse,"],
    });
    expect(lines).toHaveLength(4);
  });
  test("the same days are no contradiction", () => {
    expect(
      told({
        events: ["A,2014-03-01,death,", "A,2014-03-01,relapse,", "A,2014-01-10,dose,1"],
        assessments: ["A,2014-03-01,,60,2,,,C1,PD,,,"],
      }),
    ).toEqual([""]);
  });
});

test("rows of subjects who may not be used are skipped before they are judged", () => {
  const { facts, said } = read({
    assessments: ["W,31.1.2014,,500,-3,x,y,C9,great,none,,", "W,31.1.2014,,,,,,,,,,"],
    events: ["W,2013-01-01,death,", "W,2015-01-01,death,", "W,,,"],
    toxicities: ["W,,,,,,,,,,"],
  });
  expect(said).toBe("");
  expect(facts.subjects.flatMap(({ assessments, events }) => [...assessments, ...events])).toEqual([]);
});

describe("the example study", () => {
  const root = mkdtempSync(join(tmpdir(), "deltact-clinical-"));
  afterAll(() => rmSync(root, { recursive: true, force: true }));
  const make = (name: string, edit: (path: string, text: string) => string = (_, text) => text, options = {}) => {
    for (const { path, text } of exampleStudy(options)) {
      mkdirSync(dirname(join(root, name, path)), { recursive: true });
      writeFileSync(join(root, name, path), edit(path, text));
    }
    return join(root, name);
  };
  const subjectsOf = (folder: string) => {
    const [heading, ...rows] = readFileSync(join(folder, "subjects.csv"), "utf8").trimEnd().split("\n");
    const names = heading!.split(",");
    return rows.map((row) => Object.fromEntries(row.split(",").map((cell, at) => [names[at]!, cell])));
  };

  test.each([1, 2, 3])("seed %s: what is derived is what subjects.csv says", async (seed) => {
    const folder = make(`seed-${seed}`, (_, text) => text, { seed });
    const { table, outputs } = await run(folder);
    const rows = new Map([...rowsOf(table("outcome"))].map((row) => [`${row.subject} ${row.measure}`, row]));
    const used = subjectsOf(folder).filter((row) => row.consent === "yes" && row.consent_withdrawn === "no");
    expect(used).toHaveLength(50);
    expect(outputs.outcome!.measures.get("os")!.size).toBe(50);
    for (const row of used) {
      const of = (measure: string) => rows.get(`${row.subject} ${measure}`)!;
      for (const measure of ["os", "pfs"]) {
        expect((of(measure).value as number).toFixed(1), `${row.subject} ${measure}`).toBe(row[`${measure}_months`]);
        expect(of(measure).event, `${row.subject} ${measure}`).toBe(row[`${measure}_event`] === "1");
      }
      expect(of("best-response").word, row.subject).toBe(row.response);
      expect(of("mrd-negativity").word, row.subject).toBe(
        row.mrd === "" ? undefined : row.mrd === "NEG" ? "yes" : "no",
      );
    }
    for (const row of rows.values()) expect(row.caveat).toBeUndefined();
  });

  test("no subject who may not be used is in the tables or the report", () => {
    const folder = make("told");
    const cli = new URL("../dist/cli.js", import.meta.url).pathname;
    const out = join(root, "out");
    const { status, stderr } = spawnSync(process.execPath, [cli, "run", folder, "--out", out], { encoding: "utf8" });
    expect(status, stderr).toBe(0);
    expect(stderr).toMatch(/^outcome +\d.*Outcome of 50 treated subjects/m);
    const left = subjectsOf(folder).filter((row) => row.consent !== "yes" || row.consent_withdrawn !== "no");
    expect(left).toHaveLength(22);
    const made = join(out, readdirSync(out)[0]!);
    for (const file of readdirSync(made)) {
      const text = readFileSync(join(made, file), "utf8");
      for (const { subject } of left) expect(text.includes(subject!), `${file}: ${subject}`).toBe(false);
    }
    const report = readFileSync(join(made, "report.html"), "utf8");
    expect(report).toContain("Clinical outcome");
  });

  const bare = () =>
    make("bare", (path, text) => (path === "study.yaml" ? text.replace(/^clinical:.*\n( .*\n)*/m, "") : text), {
      subjects: 8,
    });
  test("without the section there is no outcome: no table, no section of the report", () => {
    const folder = bare();
    expect(readFileSync(join(folder, "study.yaml"), "utf8")).not.toContain("assessments");
    const cli = new URL("../dist/cli.js", import.meta.url).pathname;
    const out = join(root, "bare-out");
    const { status, stderr } = spawnSync(process.execPath, [cli, "run", folder, "--out", out], { encoding: "utf8" });
    expect(status, stderr).toBe(0);
    const made = join(out, readdirSync(out)[0]!);
    expect(readdirSync(made).filter((file) => file.startsWith("outcome"))).toEqual([]);
    expect(readFileSync(join(made, "report.html"), "utf8")).not.toMatch(/Clinical outcome|outcome\.csv/);
    expect(stderr).not.toMatch(/^outcome/m);
  });
  test("without the section one cannot stop at it", async () => {
    const folder = make(
      "stop",
      (path, text) => (path === "study.yaml" ? text.replace(/^clinical:.*\n( .*\n)*/m, "") : text),
      { subjects: 8 },
    );
    await expect(run(folder, { until: "outcome" })).rejects.toThrow(
      /study\.yaml: has no section clinical.*\[no-clinical\]/s,
    );
  });
  test("what stops before the outcomes does without the clinical tables", async () => {
    const folder = make("before", undefined, { subjects: 8 });
    rmSync(join(folder, "events.csv"));
    const { study, table } = await run(folder, { until: "change" });
    expect(table("change-tests").length).toBeGreaterThan(0);
    expect(study.inputs.map(({ path }) => path)).not.toContain("assessments.csv");
    for (const until of ["outcome", "association"] as const)
      await expect(run(folder, { until })).rejects.toThrow(/events\.csv: is not there\./);
  });
  test("a table that is named and not there", async () => {
    const folder = make("gone", undefined, { subjects: 8 });
    rmSync(join(folder, "events.csv"));
    rmSync(join(folder, "samples.csv"));
    await expect(run(folder)).rejects.toThrow(/samples\.csv: is not there\.\nevents\.csv: is not there\./);
  });
  test("a key of the section that is misspelt", async () => {
    const folder = make(
      "key",
      (path, text) => (path === "study.yaml" ? text.replace("  evaluable:", "  evaluabel:") : text),
      { subjects: 8 },
    );
    await expect(run(folder)).rejects.toThrow(/clinical\.evaluabel: is not a key.*did you mean "evaluable"\?/);
  });
});

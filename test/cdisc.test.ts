import { existsSync, readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CdiscCodes, commonCodes } from "../data/cdisc-codes.ts";
import type { Dataset, Value, Variable } from "../data/dataset.ts";
import { readTable } from "../data/dataset-file.ts";
import { sasText } from "../data/sas-date.ts";
import type { Supplied } from "../data/supplied.ts";
import { type Problem, Trouble, Troubles } from "../data/trouble.ts";
import { peopleOf, subjectsOf } from "../pipeline/cdisc/subjects.ts";
import { suppliedTimes, suppliedWords } from "../pipeline/cdisc/supplied.ts";
import { type CdiscDatasets, tablesOf } from "../pipeline/cdisc/tables.ts";
import { inUnitOf } from "../pipeline/cdisc/unit.ts";
import { type DerivedOutcome, outcomeDifferences } from "../stages/outcome-differences.ts";

// From CDISC datasets to plain facts. The datasets are made here, but for CDISC's own at the end; results are worked by hand.

/** A dataset of texts and numbers: a variable is a number where any of its values is one. */
function made(name: string, variables: string, ...rows: readonly (readonly Value[])[]): Dataset {
  const names = variables.split(" ");
  return {
    ...{ file: `${name.toLowerCase()}.xpt`, name, label: "" },
    variables: names.map((variable, at): Variable => {
      const type = rows.some((row) => typeof row[at] === "number") ? "number" : "text";
      return { name: variable, label: "", type, length: 8, format: "" };
    }),
    rows: rows.map((values, index) => ({ record: index + 1, values })),
  };
}

const everyone = ["A", "B", "W"];
const subjectsNamed = (ids: readonly string[]) =>
  ids.map((subject, at) => ({ subject, columns: { subject }, line: at + 2 }));
/** W has not consented: whatever is wrong with W's records is not told. */
const people = peopleOf(subjectsNamed(everyone), subjectsNamed(["A", "B"]), "subjects.csv", new Troubles());

function told<T>(read: (troubles: Troubles) => T): { got: T; problems: readonly Problem[] } {
  const troubles = new Troubles();
  const got = read(troubles);
  return { got, problems: troubles.problems };
}

/** What is read without any trouble. */
function clean<T>(read: (troubles: Troubles) => T): T {
  const { got, problems } = told(read);
  expect(new Trouble(problems).message).toBe("");
  return got;
}

const sayings = (read: (troubles: Troubles) => unknown) =>
  told(read).problems.map((problem) => new Trouble([problem]).message.split("\n  ->")[0]!);

describe("SAS's dates", () => {
  const named = (name: string, format = "") => ({ name, format, label: "", type: "number", length: 8 }) as const;

  // 1970-01-01 is day 3653 of SAS (ten years with three leap days); 2020-01-01 is 21915.
  test.each([
    [0, "1960-01-01"],
    [-1, "1959-12-31"],
    [3653, "1970-01-01"],
    [21915, "2020-01-01"],
    [21974, "2020-02-29"],
  ])("day %d is %s", (days, date) => {
    for (const format of ["DATE9.", "YYMMDD10.", "E8601DA.", "date7.", "DDMMYYP10."])
      expect(sasText(days, named("X", format))).toBe(date);
    for (const format of ["", "BEST12.", "8."]) {
      expect(sasText(days, named("ADT", format))).toBe(date);
      expect(sasText(days, named("AVAL", format))).toBe(String(days));
    }
    for (const format of ["DATETIME20.", "E8601DT."])
      expect(sasText(days * 86_400 + 30_600, named("ADT", format))).toBe(`${date}T08:30:00`);
  });

  test("what is no date stays the number that it is", () => {
    expect(sasText(19725.5, named("ADT"))).toBe("19725.5");
    expect(sasText(1e9, named("ADT", "DATE9."))).toBe("1000000000");
    expect(sasText(-30_000, named("ADT"))).toBe("-30000");
    expect(sasText(74, named("AGE", "3."))).toBe("74");
    expect(sasText(20.5, named("BMI"))).toBe("20.5");
  });
});

describe("ADSL and DM are a table of subjects", () => {
  const adsl = made(
    "ADSL",
    "USUBJID SUBJID TRTSDT AGE ARM",
    ["S-001", "001", 19725, 74, "high"],
    ["S-002", "002", undefined, 50.5, ""],
  );

  test("every variable is a column, as a text", () => {
    expect(clean((troubles) => subjectsOf(adsl, "USUBJID", troubles))).toEqual([
      {
        subject: "S-001",
        columns: { subject: "S-001", USUBJID: "S-001", SUBJID: "001", TRTSDT: "2014-01-02", AGE: "74", ARM: "high" },
        line: 1,
      },
      {
        subject: "S-002",
        columns: { subject: "S-002", USUBJID: "S-002", SUBJID: "002", TRTSDT: "", AGE: "50.5", ARM: "" },
        line: 2,
      },
    ]);
  });

  test("named by SUBJID, the other datasets are still told by USUBJID", () => {
    const all = clean((troubles) => subjectsOf(adsl, "SUBJID", troubles));
    expect(all.map(({ subject }) => subject)).toEqual(["001", "002"]);
    const { known, used } = clean((troubles) => peopleOf(all, all.slice(1), "adsl.xpt", troubles));
    expect([...known]).toEqual([
      ["S-001", "001"],
      ["S-002", "002"],
    ]);
    expect([...used]).toEqual(["002"]);
  });

  test("a subject twice, a blank one, and none", () => {
    const twice = made("DM", "USUBJID SUBJID", ["S1", "1"], ["S2", "1"], ["S1", "3"], ["", "4"], ["S5", ""]);
    expect(sayings((troubles) => subjectsOf(twice, "SUBJID", troubles))).toEqual([
      'dm.xpt record 2, DM.SUBJID: the subject "1" is listed on dm.xpt record 1 already.',
      'dm.xpt record 3, DM.USUBJID: the subject "S1" is listed on dm.xpt record 1 already.',
      "dm.xpt record 4, DM.USUBJID: is blank.",
      "dm.xpt record 5, DM.SUBJID: is blank.",
    ]);
    expect(() => subjectsOf(made("DM", "USUBJID", ["S1"]), "SUBJID", new Troubles())).toThrow(
      /dm\.xpt: DM has no variable "SUBJID"; its variables are "USUBJID"\..*\[column-missing\]/s,
    );
  });

  test("two subjects with one USUBJID are trouble: the records of one would be the other's", () => {
    const two = [
      { subject: "1", columns: { USUBJID: "S" }, line: 2 },
      { subject: "2", columns: { USUBJID: "S" }, line: 3 },
    ];
    expect(sayings((troubles) => peopleOf(two, two, "subjects.csv", troubles))).toEqual([
      'subjects.csv line 3, USUBJID: "S" is the subject "1" too.',
    ]);
  });
});

const codes: CdiscCodes = { ...commonCodes, supplied: { OS: "os", PFS: "pfs", BOR: "best-response", TTX: "nothing" } };

describe("ADTTE", () => {
  const heading = "USUBJID PARAMCD AVAL AVALU CNSR STARTDT ADT EVNTDESC PARAM";
  const times = (...rows: readonly (readonly Value[])[]) => made("ADTTE", heading, ...rows);
  // 19725 is 2014-01-02, 19753 is 2014-01-30: 28 days later, the 29th day.
  const row = (change: Record<string, Value> = {}) => {
    const good: Record<string, Value> = {
      USUBJID: "A",
      PARAMCD: "OS",
      AVAL: 29,
      AVALU: "DAYS",
      CNSR: 0,
      STARTDT: 19725,
      ADT: 19753,
      EVNTDESC: "death",
      PARAM: "",
    };
    return Object.values({ ...good, ...change });
  };
  const read = (dataset: Dataset) => (troubles: Troubles) => suppliedTimes(dataset, codes, people, troubles);

  test("an event where CNSR is 0, censored where it is more; AVAL as given", () => {
    const got = clean(
      read(
        times(
          row(),
          row({
            PARAMCD: "PFS",
            AVAL: 0.5,
            AVALU: "Months",
            CNSR: 2,
            STARTDT: undefined,
            ADT: undefined,
            EVNTDESC: "",
          }),
        ),
      ),
    );
    expect(got).toEqual([
      {
        ...{ subject: "A", measure: "os", parameter: "OS", value: 29, unit: "days", event: true, description: "death" },
        ...{ start: 16072, day: 16100, file: "adtte.xpt", line: 1, record: 1 },
      },
      {
        ...{
          subject: "A",
          measure: "pfs",
          parameter: "PFS",
          value: 0.5,
          unit: "months",
          event: false,
          description: "",
        },
        ...{ start: undefined, day: undefined, file: "adtte.xpt", line: 2, record: 2 },
      },
    ]);
  });

  test("the unit by AVALU, else by PARAM, else by the dates; else it is told", () => {
    const unit = (change: Record<string, Value>) => told(read(times(row(change)))).got[0]?.unit;
    expect(unit({ AVALU: "day" })).toBe("days");
    expect(unit({ AVALU: "YEARS" })).toBe("years");
    expect(unit({ AVALU: "", PARAM: "Overall Survival (Months)" })).toBe("months");
    expect(unit({ AVALU: "", AVAL: 29 })).toBe("days");
    expect(unit({ AVALU: "", AVAL: 28 })).toBe("days");
    expect(unit({ AVALU: "", AVAL: 27 })).toBeUndefined();
    expect(sayings(read(times(row({ AVALU: "", AVAL: 0.95 }))))).toEqual([
      "adtte.xpt record 1, ADTTE.AVAL: 0.95 has no unit: AVALU is blank, and it is not the days from STARTDT to ADT.",
    ]);
  });

  test.each([
    [{ CNSR: undefined }, 'CNSR: "": 0 (an event) or a whole number above it (censored) was expected.'],
    [{ CNSR: -1 }, 'CNSR: "-1": 0 (an event)'],
    [{ CNSR: 0.5 }, 'CNSR: "0.5": 0 (an event)'],
    [{ AVAL: undefined }, "AVAL: is missing; a time was expected."],
    [{ AVAL: -3 }, "AVAL: -3 is before the time begins."],
    [{ AVALU: "FORTNIGHTS" }, 'AVALU: "FORTNIGHTS" is not one of "days", "weeks", "months" and "years".'],
    [{ ADT: 19753.5 }, 'ADT: "19753.5" is not a date (YYYY-MM-DD).'],
    [{ PARAMCD: "" }, "PARAMCD: is blank."],
    [{ PARAMCD: "EFS" }, 'PARAMCD: "EFS" is not one of "OS", "PFS", "BOR" and "TTX".'],
    [{ USUBJID: "" }, "USUBJID: is blank; a subject's id was expected."],
    [{ USUBJID: "Z" }, 'USUBJID: "Z" is not among the subjects.'],
  ] as readonly (readonly [Record<string, Value>, string])[])("%o is told", (change, text) => {
    const said = sayings(read(times(row({ USUBJID: "B" }), row(change))));
    expect(said).toHaveLength(1);
    expect(said[0]).toContain(`adtte.xpt record 2, ADTTE.${text}`);
  });

  test("a second record of a subject's measure is told, and the first stands", () => {
    const { got, problems } = told(read(times(row(), row({ AVAL: 30 }))));
    expect(got.map(({ value }) => value)).toEqual([29]);
    expect(problems.map(({ code, text }) => `${code}: ${text}`)).toEqual([
      'row-twice: a second "OS" of "A"; the first is on adtte.xpt record 1.',
    ]);
  });

  test("a parameter that means nothing here is left out; an unknown one is told once, however many records have it", () => {
    expect(clean(read(times(row({ PARAMCD: "TTX", CNSR: 9.5 }))))).toEqual([]);
    expect(sayings(read(times(row({ PARAMCD: "EFS" }), row({ PARAMCD: "EFS", USUBJID: "B" }))))).toHaveLength(1);
  });

  test("of who may not be used nothing is read and nothing is told", () => {
    const bad = [row({ USUBJID: "W", CNSR: -1, AVAL: undefined }), row({ USUBJID: "W", PARAMCD: "EFS" })];
    expect(clean(read(times(...bad)))).toEqual([]);
  });

  test("from text the same: numbers as they are written, dates as YYYY-MM-DD", () => {
    const csv = "USUBJID,PARAMCD,AVAL,AVALU,CNSR,STARTDT,ADT\nA,OS,29.0,DAYS,0,2014-01-02,2014-01-30\n";
    const [got] = clean(read(readTable("adtte.csv", Buffer.from(csv))));
    expect(got).toMatchObject({ value: 29, event: true, start: 16072, day: 16100, file: "adtte.csv", line: 2 });
    expect(got).not.toHaveProperty("record");
    const wrong = csv.replace("29.0", "29 d").replace("2014-01-30", "19753");
    expect(sayings(read(readTable("adtte.csv", Buffer.from(wrong))))).toEqual([
      'adtte.csv line 2, AVAL: "29 d" is not a number.',
      'adtte.csv line 2, ADT: "19753" is not a date (YYYY-MM-DD).',
    ]);
  });

  test("the order of the records changes nothing but the order", () => {
    const rows = ["A", "B"].flatMap((USUBJID) =>
      ["OS", "PFS", "TTX"].map((PARAMCD, at) => row({ USUBJID, PARAMCD, CNSR: at })),
    );
    const key = ({ line, record, ...rest }: Supplied) => JSON.stringify(rest);
    const wanted = clean(read(times(...rows)))
      .map(key)
      .sort();
    expect(wanted).toHaveLength(4);
    fc.assert(
      fc.property(fc.shuffledSubarray(rows, { minLength: rows.length }), (shuffled) => {
        expect(
          clean(read(times(...shuffled)))
            .map(key)
            .sort(),
        ).toEqual(wanted);
      }),
    );
  });
});

describe("ADRS", () => {
  const heading = "USUBJID PARAMCD AVALC ADT AVISIT";
  const adrs = made(
    "ADRS",
    heading,
    ["A", "BOR", "COMPLETE RESPONSE", 19753, ""],
    ["B", "BOR", "PR", undefined, ""],
    ["A", "OVRLRESP", "CR", 19753, "C1D15"],
  );
  const worded = {
    ...codes,
    words: { "COMPLETE RESPONSE": "CR" },
    tests: [{ test: "OVRLRESP", column: "response" }],
  } as const;

  test("a measure that is supplied as a word, by the words of the study", () => {
    expect(clean((troubles) => suppliedWords(adrs, worded, people, troubles))).toEqual([
      {
        ...{ subject: "A", measure: "best-response", parameter: "BOR", value: "CR", unit: "", event: undefined },
        ...{ start: undefined, day: 16100, description: "", file: "adrs.xpt", line: 1, record: 1 },
      },
      {
        ...{ subject: "B", measure: "best-response", parameter: "BOR", value: "PR", unit: "", event: undefined },
        ...{ start: undefined, day: undefined, description: "", file: "adrs.xpt", line: 2, record: 2 },
      },
    ]);
    expect(sayings((troubles) => suppliedWords(adrs, codes, people, troubles))).toEqual([
      'adrs.xpt record 3, ADRS.PARAMCD: "OVRLRESP" is not one of "OS", "PFS", "BOR" and "TTX".',
    ]);
  });

  test("the response at each assessment", () => {
    const { assessments } = clean((troubles) => tablesOf({ ADRS: adrs }, worded, people, troubles));
    expect(assessments).toEqual([
      {
        ...{ subject: "A", cells: { date: "2014-01-30", visit: "C1D15", response: "CR" } },
        ...{ file: "adrs.xpt", line: 3, record: 3 },
      },
    ]);
  });
});

describe("LB and RS are rows of assessments", () => {
  const labs: CdiscCodes = {
    ...codes,
    words: { "RELAPSED DISEASE": "relapse", NONE: "C1" },
    tests: [
      { test: "BLASTLE", specimen: "BONE MARROW", column: "marrow_blasts" },
      { test: "BLASTLE", specimen: "BLOOD", column: "blood_blasts" },
      { test: "NEUT", column: "anc" },
      { test: "PLAT", column: "platelets" },
      { test: "MRD", column: "mrd" },
      { test: "CD22", specimen: "BLOOD", column: "cd22_blood", laboratory: "central" },
    ],
  };
  const heading = "USUBJID LBTESTCD LBSPEC LBSTRESC LBSTRESN LBSTRESU LBSTAT LBDTC VISIT";
  const result = (
    test: string,
    specimen: string,
    value: number | undefined,
    unit: string,
    change: Record<string, Value> = {},
  ) =>
    Object.values({
      ...{ USUBJID: "A", test, specimen, word: value === undefined ? "" : String(value), value, unit, status: "" },
      ...{ date: "2014-01-30T08:30", visit: "C1D15", ...change },
    });
  const all = [
    result("BLASTLE", "BONE MARROW", 4.5, "%"),
    result("BLASTLE", "BLOOD", 0, "%"),
    result("NEUT", "BLOOD", 1.001, "10^9/L"),
    result("PLAT", "BLOOD", 150, "10*3/uL"),
    result("MRD", "BONE MARROW", undefined, "%", { word: "<0.01" }),
    result("CD22", "BLOOD", 98.5, "%"),
    result("ALT", "BLOOD", 7, "U/L"),
  ];
  const lb = (...rows: readonly (readonly Value[])[]) => made("LB", heading, ...rows);
  const read =
    (datasets: CdiscDatasets, with_ = labs) =>
    (troubles: Troubles) =>
      tablesOf(datasets, with_, people, troubles);
  /** The trouble of one row beside all the good ones of B. */
  const saidOf = (...rows: readonly (readonly Value[])[]) =>
    sayings(read({ LB: lb(...all.map((one) => ["B", ...one.slice(1)]), ...rows) })).map((text) =>
      text.replace("lb.xpt record ", ""),
    );

  test("one row a day, in the units of its columns, by the first record; other tests are left", () => {
    const { assessments, columns } = clean(read({ LB: lb(...all) }));
    const from = (record: number) => ({ file: "lb.xpt", line: record, record });
    expect(assessments).toEqual([
      {
        subject: "A",
        cells: {
          ...{
            date: "2014-01-30",
            visit: "C1D15",
            marrow_blasts: "4.5",
            blood_blasts: "0",
            anc: "1001",
            platelets: "150000",
          },
          ...{ mrd: "below LLOQ", cd22_blood: "98.5", laboratory: "central" },
        },
        ...{ file: "lb.xpt", line: 1, record: 1 },
        others: {
          ...{ blood_blasts: from(2), anc: from(3), platelets: from(4), mrd: from(5) },
          ...{ cd22_blood: from(6), laboratory: from(6) },
        },
      },
    ]);
    expect(columns).toEqual(["marrow_blasts", "blood_blasts", "anc", "platelets", "mrd", "cd22_blood"]);
  });

  test("another day and another subject are other rows; what was not done is none", () => {
    const later = result("NEUT", "BLOOD", 2, "10^9/L", { date: "2014-02-01", visit: "" });
    const other = result("NEUT", "BLOOD", 900, "/uL", { USUBJID: "B" });
    const undone = result("PLAT", "BLOOD", undefined, "", { date: "2014-03-01", status: "NOT DONE" });
    const { assessments } = clean(read({ LB: lb(...all, later, other, undone) }));
    expect(assessments.slice(1).map(({ subject, cells }) => ({ subject, ...cells }))).toEqual([
      { subject: "A", date: "2014-02-01", visit: "", anc: "2000" },
      { subject: "B", date: "2014-01-30", visit: "C1D15", anc: "900" },
    ]);
  });

  test("partial dates stay as they are written, and are put together by their visit alone", () => {
    const partial = (test: string, unit: string, visit: string) =>
      result(test, "BLOOD", 2, unit, { date: "2014-02", visit });
    const rows = [
      partial("NEUT", "GI/L", "C2"),
      partial("PLAT", "GI/L", "C2"),
      partial("NEUT", "GI/L", "C3"),
      partial("PLAT", "GI/L", ""),
      partial("NEUT", "GI/L", ""),
    ];
    const { assessments } = clean(read({ LB: lb(...all, ...rows) }));
    expect(assessments.slice(1).map(({ cells }) => cells)).toEqual([
      { date: "2014-02", visit: "C2", anc: "2000", platelets: "2000" },
      { date: "2014-02", visit: "C3", anc: "2000" },
      { date: "2014-02", visit: "", platelets: "2000" },
      { date: "2014-02", visit: "", anc: "2000" },
    ]);
  });

  test("RS gives the investigator's response to the same day", () => {
    const rs = made(
      "RS",
      "USUBJID RSTESTCD RSSTRESC RSDTC VISIT RSEVAL RSSTAT",
      ["A", "OVRLRESP", "RELAPSED DISEASE", "2014-01-30", "C1D15", "INVESTIGATOR", ""],
      ["A", "OVRLRESP", "CR", "2014-01-30", "C1D15", "INDEPENDENT ASSESSOR", ""],
      ["A", "EXTRAMED", "NONE", "2014-01-30", "C1D15", "", ""],
      ["B", "OVRLRESP", "", "2014-01-30", "C1D15", "INVESTIGATOR", "NOT DONE"],
    );
    const tests = [
      ...labs.tests,
      { test: "OVRLRESP", column: "response" },
      { test: "EXTRAMED", column: "extramedullary" },
    ] as const;
    const { assessments } = clean(read({ LB: lb(...all), RS: rs }, { ...labs, tests }));
    expect(assessments).toHaveLength(1);
    expect(assessments[0]).toMatchObject({
      file: "rs.xpt",
      line: 1,
      cells: { response: "relapse", extramedullary: "C1", anc: "1001" },
    });
    const unknown = made("RS", "USUBJID RSTESTCD RSSTRESC RSDTC", ["A", "OVRLRESP", "SD", "2014-01-30"]);
    expect(sayings(read({ RS: unknown }, { ...labs, tests: [{ test: "OVRLRESP", column: "response" }] }))).toEqual([
      'rs.xpt record 1, RS.RSSTRESC: "SD" is not one of "CR", "CRi", "PR", "RD", "PD", "NE" and "relapse".',
    ]);
  });

  test("what cannot be told is told", () => {
    expect(saidOf(result("NEUT", "BLOOD", 1.5, ""))).toEqual([
      '8, LB.LBSTRESU: "" is no unit that anc can be told from.',
    ]);
    expect(saidOf(result("NEUT", "BLOOD", 1.5, "%"))).toEqual([
      '8, LB.LBSTRESU: "%" is no unit that anc can be told from.',
    ]);
    expect(saidOf(result("BLASTLE", "BLOOD", 0.02, "FRACTION OF 1"))).toEqual([
      '8, LB.LBSTRESU: "FRACTION OF 1" is no unit that blood_blasts can be told from.',
    ]);
    expect(saidOf(result("NEUT", "BLOOD", undefined, "/uL"))).toEqual(["8, LB.LBSTRESC: is blank."]);
    expect(saidOf(result("NEUT", "BLOOD", undefined, "/uL", { word: "<100" }))).toEqual([
      '8, LB.LBSTRESC: "<100" is no number (LBSTRESN is blank).',
    ]);
    expect(saidOf(result("NEUT", "BLOOD", 1500, "/uL", { word: "15" }))).toEqual([
      '8, LB.LBSTRESN: 1500 is not what LBSTRESC says: "15".',
    ]);
    expect(saidOf(result("NEUT", "BLOOD", 1500, "/uL", { date: "" }))).toEqual([
      "8, LB.LBDTC: is blank; a date was expected.",
    ]);
  });

  test("two results of a column on one day: the same is one, another is told", () => {
    expect(saidOf(all[2]!, all[2]!)).toEqual([]);
    expect(saidOf(all[2]!, result("NEUT", "BLOOD", 999, "/uL"))).toEqual([
      '9, anc: "999" of "A" on 2014-01-30; lb.xpt record 8 has "1001".',
    ]);
  });

  test("a test of the study that no dataset has is told; a withheld subject's faults are not", () => {
    const tests = [...labs.tests, { test: "NEUTT", column: "anc" }] as const;
    expect(sayings(read({ LB: lb(...all) }, { ...labs, tests }))).toEqual([
      '"NEUTT", which is to tell anc, is in none of "lb.xpt".',
    ]);
    expect(saidOf(result("NEUT", "BLOOD", 1.5, "", { USUBJID: "W" }))).toEqual([]);
  });

  test("counts go to uL as decimals, not as binary fractions", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 7 }), (thousandths) => {
        const written = Number(`${Math.floor(thousandths / 1000)}.${String(thousandths % 1000).padStart(3, "0")}`);
        expect(inUnitOf("anc", written, "10^9/L")).toBe(String(thousandths));
      }),
    );
  });
});

describe("EX, DS, PR, DM and ADSL are rows of events", () => {
  const events =
    (datasets: CdiscDatasets, more: Partial<CdiscCodes> = {}) =>
    (troubles: Troubles) =>
      tablesOf(datasets, { ...codes, ...more }, people, troubles).events;
  const plainly = (rows: ReturnType<ReturnType<typeof events>>) =>
    rows.map(({ subject, cells }) => [subject, ...Object.values(cells)].join(" "));

  test("doses above 0, each with its cycle", () => {
    const ex = made(
      "EX",
      "USUBJID EXDOSE EXSTDTC EXENDTC VISIT",
      ["A", 1.8, "2014-01-02T09:00", "2014-01-02T10:00", "CYCLE 1 DAY 1"],
      ["A", 0, "2014-01-09", "2014-01-09", "CYCLE 1 DAY 8"],
      ["B", 1.6, "2014-02", "", "C12D8"],
    );
    expect(plainly(clean(events({ EX: ex })))).toEqual(["A 2014-01-02 dose 1", "B 2014-02 dose 12"]);
  });

  test("doses that cannot be told", () => {
    const ex = made(
      "EX",
      "USUBJID EXDOSE EXSTDTC EXENDTC VISIT",
      ["A", undefined, "2014-01-02", "", "C1D1"],
      ["A", 1, "", "", "C1D1"],
      ["A", 1, "2014-01-02", "2014-01-09", "C1D1"],
      ["A", 1, "2014-01-02", "", "WEEK 3"],
      ["W", undefined, "", "", ""],
    );
    expect(sayings(events({ EX: ex }))).toEqual([
      "ex.xpt record 1, EX.EXDOSE: is missing; a dose was expected.",
      "ex.xpt record 2, EX.EXSTDTC: is blank; a date was expected.",
      'ex.xpt record 3, EX.EXENDTC: "2014-01-09" is another day than the start "2014-01-02": single doses were expected.',
      'ex.xpt record 4, EX.VISIT: "WEEK 3" names no cycle, as CYCLE 1 DAY 8 or C1D8 does.',
    ]);
  });

  test("dispositions and procedures by their codes; unknown ones are told once", () => {
    const ds = made(
      "DS",
      "USUBJID DSDECOD DSSTDTC",
      ["A", "RANDOMIZED", "2014-01-01"],
      ["A", "PROGRESSIVE DISEASE", "2014-05-01"],
      ["B", "LOST TO FOLLOW-UP", "2014-06-01"],
      ["A", "LOST TO FOLLOW-UP", ""],
    );
    expect(sayings(events({ DS: ds }))).toEqual([
      expect.stringMatching(/^ds\.xpt record 3, DS\.DSDECOD: "LOST TO FOLLOW-UP" is not one of "DEATH", /),
    ]);
    const disposition = { ...commonCodes.disposition, "LOST TO FOLLOW-UP": "nothing" } as const;
    expect(plainly(clean(events({ DS: ds }, { disposition })))).toEqual([
      "A 2014-05-01 progression PROGRESSIVE DISEASE",
    ]);

    const pr = made(
      "PR",
      "USUBJID PRTRT PRDECOD PRSTDTC",
      ["A", "allo SCT", "ALLOGENEIC SCT", "2014-07-01"],
      ["B", "BIOPSY", "", "2014-07-02"],
    );
    const procedures = { "ALLOGENEIC SCT": "transplant", "*": "nothing" } as const;
    expect(plainly(clean(events({ PR: pr }, { procedures })))).toEqual(["A 2014-07-01 transplant ALLOGENEIC SCT"]);
    expect(sayings(events({ PR: pr }))).toHaveLength(2);
  });

  test("a death that two datasets tell on one day is one; on two days, or twice in one, it is two for the rules to judge", () => {
    const dm = made("DM", "USUBJID DTHDTC DTHFL", ["A", "2014-05-03", "Y"], ["B", "", ""]);
    const adsl = made("ADSL", "USUBJID DTHDT", ["A", 19846], ["B", undefined]);
    const ds = (...dates: string[]) =>
      made("DS", "USUBJID DSDECOD DSSTDTC", ...dates.map((date) => ["A", "DEATH", date]));
    expect(plainly(clean(events({ DM: dm, ADSL: adsl, DS: ds("2014-05-03") })))).toEqual(["A 2014-05-03 death"]);
    expect(clean(events({ DM: dm, DS: ds("2014-05-04") }))).toHaveLength(2);
    expect(clean(events({ DS: ds("2014-05-03", "2014-05-03") }))).toHaveLength(2);
    expect(sayings(events({ DM: made("DM", "USUBJID DTHDTC DTHFL", ["A", "", "Y"]) }))).toEqual([
      "dm.xpt record 1, DM.DTHDTC: is blank, and DTHFL is Y: a date was expected.",
    ]);
  });
});

describe("what is supplied against what is derived", () => {
  const rule = { month: 30.4375, day_one: 1, within: 0.5 };
  const supplied = (change: Partial<Supplied> = {}): Supplied => ({
    ...{ subject: "A", measure: "os", parameter: "OS", value: 29, unit: "days", event: true },
    ...{ start: 16072, day: 16100, description: "", file: "adtte.xpt", line: 1 },
    ...change,
  });
  const derived = (
    value: number | string,
    event?: boolean,
    day?: number,
    measure = "os",
  ): ReadonlyMap<string, ReadonlyMap<string, DerivedOutcome>> =>
    new Map([[measure, new Map([["A", { value, event, day }]])]]);
  const plainly = (rows: ReturnType<typeof outcomeDifferences>) =>
    rows.map(({ what, supplied, derived, difference, unit }) => [what, supplied, derived, difference, unit]);

  test("the same is no difference, in any unit", () => {
    const same = derived(29 / 30.4375, true, 16100);
    expect(outcomeDifferences([supplied()], same, rule)).toEqual([]);
    for (const [unit, days] of [
      ["weeks", 7],
      ["months", 30.4375],
      ["years", 365.25],
    ] as const)
      expect(outcomeDifferences([supplied({ unit, value: 29 / days })], same, rule)).toEqual([]);
    // 0.95 months are 28.9 days, within half a day of 29; 0.9 are 27.4.
    expect(outcomeDifferences([supplied({ unit: "months", value: 0.95 })], same, rule)).toEqual([]);
    expect(outcomeDifferences([supplied({ unit: "months", value: 0.9 })], same, rule)).toHaveLength(2);
  });

  test("value, event and date, each with its place", () => {
    const rows = outcomeDifferences([supplied()], derived(31 / 30.4375, false, 16102), rule);
    expect(plainly(rows)).toEqual([
      ["value", "29", "31", expect.closeTo(-2, 9), "days"],
      ["event", "happened", "censored", undefined, undefined],
      ["date", "2014-01-30", "2014-02-01", -2, "days"],
    ]);
    for (const row of rows)
      expect(row).toMatchObject({ subject: "A", measure: "os", parameter: "OS", file: "adtte.xpt", line: 1 });
  });

  test("a supplied time that is not the one between its own dates", () => {
    const rows = outcomeDifferences([supplied({ value: 19 })], derived(19 / 30.4375, true, 16100), rule);
    expect(plainly(rows)).toEqual([["own-dates", "19", "29 (2014-01-02 to 2014-01-30)", -10, "days"]]);
  });

  test("words", () => {
    const word = {
      measure: "best-response",
      parameter: "BOR",
      unit: "",
      event: undefined,
      start: undefined,
      day: undefined,
    } as const;
    expect(
      outcomeDifferences([supplied({ ...word, value: "CR" })], derived("CR", undefined, 1, "best-response"), rule),
    ).toEqual([]);
    expect(
      plainly(
        outcomeDifferences([supplied({ ...word, value: "CR" })], derived("CRi", undefined, 1, "best-response"), rule),
      ),
    ).toEqual([["value", "CR", "CRi", undefined, undefined]]);
    expect(
      plainly(
        outcomeDifferences([supplied({ ...word, value: 1 })], derived("CR", undefined, 1, "best-response"), rule),
      ),
    ).toEqual([["value", "1", "CR", undefined, undefined]]);
  });

  test("supplied alone, and derived alone; a measure of which nothing is supplied is not compared", () => {
    const two = new Map([...derived(29 / 30.4375, true, 16100), ...derived("CR", undefined, 1, "best-response")]);
    expect(plainly(outcomeDifferences([supplied(), supplied({ subject: "B" })], two, rule))).toEqual([
      ["not-derived", "29", undefined, undefined, undefined],
    ]);
    const rows = outcomeDifferences([supplied({ subject: "B" })], two, rule);
    expect(rows.map(({ subject, measure, parameter, what }) => [subject, measure, parameter, what])).toEqual([
      ["B", "os", "OS", "not-derived"],
      ["A", "os", "OS", "not-supplied"],
    ]);
  });

  test("whatever the whole days, a time that is the same to the day is no difference, and one day more is one", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20_000 }),
        fc.constantFrom(["days", 1], ["weeks", 7], ["months", 30.4375], ["years", 365.25] as const),
        (days, [unit, length]) => {
          const one = supplied({
            unit: unit as Supplied["unit"],
            value: days / Number(length),
            start: undefined,
            day: undefined,
          });
          for (const within of [0, 0.5]) {
            expect(outcomeDifferences([one], derived(days / 30.4375, true), { ...rule, within })).toEqual([]);
            expect(outcomeDifferences([one], derived((days + 1) / 30.4375, true), { ...rule, within })).toHaveLength(1);
          }
          expect(outcomeDifferences([one], derived((days + 1) / 30.4375, true), { ...rule, within: 1 })).toEqual([]);
        },
      ),
    );
  });
});

const corpus = new URL("../../shared/corpus/cdisc/", import.meta.url).pathname;
const there = existsSync(corpus);

test.runIf(!there)(`skipped: there are no datasets of CDISC in ${corpus}`, (context) => context.skip());

describe.runIf(there)("datasets that CDISC published", () => {
  const read = (ending: string) => {
    const name = readdirSync(corpus).find((file) => file.endsWith(`_${ending}`))!;
    return readTable(ending, readFileSync(`${corpus}${name}`));
  };
  const pilot: CdiscCodes = { ...commonCodes, supplied: { TTDE: "ttde" } };

  test("ADSL: 254 subjects, the same from .xpt as from .json", () => {
    const [xpt, json] = ["adsl.xpt", "adsl.json"].map((name) =>
      clean((troubles) => subjectsOf(read(name), "USUBJID", troubles)),
    );
    expect(xpt).toHaveLength(254);
    expect(xpt).toEqual(json);
    expect(xpt![0]!.columns).toMatchObject({ TRTSDT: "2014-01-02", SUBJID: "1015" });
  });

  test.each(["adtte.xpt", "adtte.json", "adtte.ndjson"])(
    "%s: 254 times in days, 152 events, each the time between its dates",
    (name) => {
      const all = clean((troubles) => subjectsOf(read("adsl.xpt"), "USUBJID", troubles));
      const people = clean((troubles) => peopleOf(all, all, "adsl.xpt", troubles));
      const times = clean((troubles) => suppliedTimes(read(name), pilot, people, troubles));
      expect(times).toHaveLength(254);
      expect(times.filter(({ event }) => event)).toHaveLength(152);
      expect(new Set(times.map(({ unit }) => unit))).toEqual(new Set(["days"]));
      const rule = { month: 30.4375, day_one: 1, within: 0 };
      const derived = new Map(
        times.map(({ subject, start, day, event }) => [subject, { value: (day! - start! + 1) / 30.4375, event, day }]),
      );
      expect(outcomeDifferences(times, new Map([["ttde", derived]]), rule)).toEqual([]);
      expect(sayings((troubles) => suppliedTimes(read(name), commonCodes, people, troubles))).toEqual([
        expect.stringMatching(/PARAMCD: "TTDE" is not one of "OS" and "PFS"\.$/),
      ]);
    },
  );

  test("DM: 18 subjects and their deaths, dated; RS: a scale that no test of a study names", () => {
    const all = clean((troubles) => subjectsOf(read("dm.xpt"), "USUBJID", troubles));
    expect(all).toHaveLength(18);
    const people = clean((troubles) => peopleOf(all, all, "dm.xpt", troubles));
    const datasets = { DM: read("dm.xpt"), RS: read("rs.xpt") };
    const { assessments, events } = clean((troubles) => tablesOf(datasets, commonCodes, people, troubles));
    expect(assessments).toEqual([]);
    const died = all.filter(({ columns }) => columns.DTHFL === "Y");
    expect(events.map(({ subject, cells }) => [subject, cells.date])).toEqual(
      died.map(({ subject, columns }) => [subject, columns.DTHDTC]),
    );
  });
});

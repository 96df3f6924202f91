import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { exampleStudy } from "../data/example/study.ts";
import { rowsOf, run } from "../pipeline/index.ts";
import { outcome } from "../stages/outcome.ts";
import { withSupplied } from "../stages/supplied-measures.ts";
import { factsOf, settings, subject } from "./subjects.ts";
import { madeXpt } from "./xpt-made.ts";

// The example study with its tables of assessments and events written again as CDISC datasets, here: what is derived is the same.

const root = mkdtempSync(join(tmpdir(), "deltact-datasets-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const example = new Map([...exampleStudy({ subjects: 12 })].map(({ path, text }) => [path, text]));

type Cells = Readonly<Record<string, string>>;

function tableOf(path: string): Cells[] {
  const [heading, ...lines] = example.get(path)!.trimEnd().split("\n");
  const names = heading!.split(",");
  return lines.map((line) => Object.fromEntries(line.split(",").map((cell, at) => [names[at]!, cell])));
}

type Values = readonly (string | number | null)[];

function head(name: string, variables: string, rows: readonly Values[]) {
  const columns = variables.split(" ").map((variable, at) => {
    const dataType = rows.some((row) => typeof row[at] === "number") ? "double" : "string";
    return { itemOID: `IT.${variable}`, name: variable, label: variable, dataType };
  });
  return { datasetJSONVersion: "1.1.0", itemGroupOID: `IG.${name}`, name, label: name, records: rows.length, columns };
}

const json = (name: string, variables: string, rows: readonly Values[]) =>
  JSON.stringify({ ...head(name, variables, rows), rows });
const ndjson = (name: string, variables: string, rows: readonly Values[]) =>
  [head(name, variables, rows), ...rows].map((one) => JSON.stringify(one)).join("\n");

/** Column of assessments.csv, test, specimen and unit; counts are handed over in thousands. */
const tests = [
  ["marrow_blasts", "BLAST", "BONE MARROW", "%"],
  ["blood_blasts", "BLAST", "BLOOD", "%"],
  ["anc", "NEUT", "BLOOD", "10^9/L"],
  ["platelets", "PLAT", "BLOOD", "10^9/L"],
  ["mrd", "MRD", "BONE MARROW", "%"],
  ["cd22_blood", "CD22", "BLOOD", "%"],
  ["cd22_marrow", "CD22", "BONE MARROW", "%"],
] as const;

function lb(): Values[] {
  return tableOf("assessments.csv").flatMap((row) =>
    tests.flatMap(([column, code, specimen, unit]): Values[] => {
      const word = row[column]!;
      if (word === "" || word === "not done") return [];
      const told = unit === "%" ? word : String(Number(word) / 1000);
      const number = Number.isNaN(Number(told)) ? null : Number(told);
      return [[row.subject!, code, specimen, told, number, number === null ? "" : unit, row.date!, row.visit!]];
    }),
  );
}

function rs(): Values[] {
  return tableOf("assessments.csv").flatMap(({ subject, date, visit, response, extramedullary }) => {
    const words = [
      ["OVRLRESP", response!, "INVESTIGATOR"],
      ["OVRLRESP", response! && "NE", "INDEPENDENT ASSESSOR"],
      ["EXTRAMED", extramedullary === "C1" ? "ABSENT" : extramedullary!, ""],
    ];
    return words
      .filter(([, word]) => word !== "")
      .map(([test, word, by]) => [subject!, test!, word!, by!, date!, visit!]);
  });
}

const used = tableOf("subjects.csv").filter((row) => row.consent === "yes" && row.consent_withdrawn === "no");
const events = (...words: string[]) => tableOf("events.csv").filter(({ event }) => words.includes(event!));
const text = (name: string, length: number) => ({ name, type: "text" as const, length });

const codes = `
      tests:
${tests.map(([column, test, specimen]) => `        - { test: ${test}, specimen: ${specimen}, column: ${column}${test === "CD22" ? ", laboratory: central" : ""} }`).join("\n")}
        - { test: OVRLRESP, column: response }
        - { test: EXTRAMED, column: extramedullary }
      words: { ABSENT: C1 }
      disposition: { LAST CONTACT: last-contact }
      procedures: { TRANSPLANT: transplant }`;

const dated = { RS: "rs.json", LB: "lb.json", EX: "ex.ndjson", DS: "ds.json", DM: "dm.xpt", PR: "pr.csv" };

/** The study with datasets, and what is changed of it. */
function study(name: string, edit: (files: Map<string, string | Uint8Array>) => void, datasets: Cells = dated): string {
  const spelt: Cells = {
    relapse: "DISEASE RELAPSE",
    progression: "PROGRESSIVE DISEASE",
    "last-contact": "LAST CONTACT",
  };
  const files = new Map<string, string | Uint8Array>(example);
  files.set("lb.json", json("LB", "USUBJID LBTESTCD LBSPEC LBSTRESC LBSTRESN LBSTRESU LBDTC VISIT", lb()));
  files.set("rs.json", json("RS", "USUBJID RSTESTCD RSSTRESC RSEVAL RSDTC VISIT", rs()));
  const given = events("dose").map(({ subject, date, cycle }) => [subject!, 1.8, `${date}T09:30`, `CYCLE ${cycle}`]);
  files.set("ex.ndjson", ndjson("EX", "USUBJID EXDOSE EXSTDTC VISIT", given));
  const told = events("relapse", "progression", "last-contact");
  const ds = told.map(({ subject, date, event }) => [subject!, spelt[event!]!, date!]);
  files.set("ds.json", json("DS", "USUBJID DSDECOD DSSTDTC", ds));
  const deaths = new Map(events("death").map(({ subject, date }) => [subject!, date!]));
  const dm = tableOf("subjects.csv").map(({ subject }) => [subject!, deaths.get(subject!) ?? ""]);
  files.set("dm.xpt", madeXpt([{ name: "DM", variables: [text("USUBJID", 12), text("DTHDTC", 10)], rows: dm }]));
  const pr = events("transplant").map(({ subject, date }) => `${subject},TRANSPLANT,${date}`);
  files.set("pr.csv", ["USUBJID,PRTRT,PRSTDTC", ...pr].join("\n"));
  for (const path of ["assessments.csv", "events.csv"]) if (datasets.RS) files.delete(path);
  const named = Object.entries(datasets).map(([kind, file]) => `${kind}: ${file}`);
  const cdisc = `  cdisc:\n    datasets: { ${named.join(", ")} }\n${datasets.RS ? `    codes:${codes}\n` : ""}`;
  const yaml = example.get("study.yaml")!;
  files.set("study.yaml", (datasets.RS ? yaml.replace(/^ {2}(assessments|events): .*\n/gm, "") : yaml) + cdisc);
  edit(files);
  for (const [path, content] of files) {
    mkdirSync(dirname(join(root, name, path)), { recursive: true });
    writeFileSync(join(root, name, path), content);
  }
  return join(root, name);
}

const outcomes = async (folder: string) => {
  const { table, study } = await run(folder, { until: "outcome" });
  const rows = [...rowsOf(table("outcome"))];
  return {
    rows: rows.map(({ file: _, line: __, ...row }) => row),
    differences: [...rowsOf(table("outcome-differences"))],
    study,
  };
};

const plain = outcomes(study("plain", (files) => files.set("study.yaml", example.get("study.yaml")!), {}));

describe("assessments and events from datasets", () => {
  test("what is derived is what the plain tables give; every dataset is among the inputs", async () => {
    const told = await outcomes(study("told", () => undefined));
    expect(told.rows.length).toBeGreaterThan(100);
    expect(told.rows).toEqual((await plain).rows);
    expect(told.differences).toEqual([]);
    const inputs = told.study.inputs.map(({ path }) => path);
    expect(inputs).toEqual(expect.arrayContaining(Object.values(dated)));
    expect(inputs).not.toContain("events.csv");
  }, 60_000);

  const cases: Readonly<Record<string, [(files: Map<string, string | Uint8Array>) => void, RegExp]>> = {
    "a code that has no meaning": [
      (files) => edit(files, "study.yaml", "{ LAST CONTACT: last-contact }", "{}"),
      /ds\.json record \d+, DS\.DSDECOD: "LAST CONTACT" is not one of .*\[code-unknown\]/s,
    ],
    "a word that is none": [
      (files) => edit(files, "study.yaml", "TRANSPLANT: transplant", "TRANSPLANT: transplnt"),
      /clinical\.cdisc\.codes\.procedures\.TRANSPLANT: "transplnt" is not one of "dose".* and "nothing"\./,
    ],
    "a key that is misspelt": [
      (files) => edit(files, "study.yaml", "OVRLRESP, column:", "OVRLRESP, colum:"),
      /clinical\.cdisc\.codes\.tests\.\d\.colum: is not a key.*did you mean "column"\?/,
    ],
    "tests that do not tell what a response needs": [
      (files) => edit(files, "study.yaml", /^.*column: anc }\n/m, ""),
      /clinical\.cdisc\.codes\.tests: name no test that tells "anc"/,
    ],
    "a table that has two sources": [
      (files) => edit(files, "study.yaml", "  cdisc:\n", "  events: events.csv\n  cdisc:\n"),
      /clinical\.events: is told by "DM", "DS", "PR" and "EX" of clinical\.cdisc too/,
    ],
    "one dataset in the place of another": [
      (files) => edit(files, "study.yaml", "DM: dm.xpt", "ADSL: dm.xpt"),
      /dm\.xpt: holds the dataset "DM", and study\.yaml names it as ADSL\..*\[dataset-unknown\]/s,
    ],
    "datasets that are not there, with the other files": [
      (files) => ["rs.json", "dm.xpt", "panel.csv"].map((path) => files.delete(path)),
      /panel\.csv: is not there\.\n.*rs\.json: is not there\.\ndm\.xpt: is not there\./s,
    ],
    "a value that no assessment can have, by its record": [
      (files) =>
        edit(files, "lb.json", new RegExp(`("${used[0]!.subject}","BLAST","BONE MARROW",)"\\d+",\\d+`), '$1"180",180'),
      /lb\.json record \d+, marrow_blasts: "180" is not a percentage from 0 to 100\./,
    ],
  };
  test.each(Object.keys(cases))("%s", async (name) => {
    const [edit, message] = cases[name]!;
    await expect(run(study(name.replaceAll(" ", "-"), edit), { until: "outcome" })).rejects.toThrow(message);
  });
});

function edit(files: Map<string, string | Uint8Array>, path: string, from: string | RegExp, to: string): void {
  const before = files.get(path) as string;
  const after = before.replace(from, to);
  if (after === before) throw new Error(`${path} holds no ${from}`);
  files.set(path, after);
}

describe("subjects from ADSL", () => {
  const names = Object.keys(tableOf("subjects.csv")[0]!).filter((name) => name !== "subject");
  const rows = tableOf("subjects.csv").map(
    (row): Values => [...[`TRIAL-${row.subject}`, row.subject!], ...names.map((name) => row[name]!)],
  );
  const adsl = json("ADSL", `USUBJID SUBJID ${names.join(" ")}`, rows);
  const withAdsl = (name: string, id: string) =>
    study(
      name,
      (files) => {
        files.set("adsl.json", adsl);
        files.delete("subjects.csv");
        files.set("study.yaml", example.get("study.yaml")!);
        edit(files, "study.yaml", /^subjects: subjects.csv.*$/m, `subjects: adsl.json\n${id}`);
      },
      {},
    );

  test("the samples name them by SUBJID: every test is as from the plain table", async () => {
    const tables = async (folder: string) => {
      const { table } = await run(folder);
      return ["change-tests", "association", "outcome"].map((name) =>
        [...rowsOf(table(name))].map((row) => ({ ...row, file: undefined, line: undefined })),
      );
    };
    const [made, given] = await Promise.all([
      tables(withAdsl("adsl", "subject_id: SUBJID")),
      tables(study("subjects", (files) => files.set("study.yaml", example.get("study.yaml")!), {})),
    ]);
    expect(made).toEqual(given);
    expect(made![1]!.length).toBeGreaterThan(1000);
  }, 60_000);

  test("by USUBJID, which the samples do not name them by, it is trouble; so is an id that is none", async () => {
    await expect(run(withAdsl("by-usubjid", ""))).rejects.toThrow(/samples\.csv line \d+, subject: "INO-\d+" is not/);
    await expect(run(withAdsl("by-other", "subject_id: PATIENT"))).rejects.toThrow(
      /subject_id: "PATIENT" is not one of "USUBJID" and "SUBJID"/,
    );
  });
});

describe("measures that a dataset supplies", () => {
  /** ADTTE in days, from the dates of subjects.csv and events.csv. */
  const adtte = () =>
    tableOf("subjects.csv").map(
      ({ subject, first_dose, os_event }): [string, string, number, string, number, string] => {
        const end = events("death", "last-contact").find((one) => one.subject === subject)!.date!;
        const days = (Date.parse(end) - Date.parse(first_dose!)) / 86_400_000 + 1;
        return [subject!, "OS", days, "DAYS", 1 - Number(os_event), end];
      },
    );
  const supplying = (name: string, change: (rows: ReturnType<typeof adtte>) => void, also = "") =>
    study(
      name,
      (files) => {
        const rows = adtte();
        change(rows);
        files.set("adtte.json", json("ADTTE", "USUBJID PARAMCD AVAL AVALU CNSR ADT", rows));
        if (also !== "") edit(files, "study.yaml", "adtte.json }\n", `adtte.json }\n    codes: ${also}\n`);
      },
      { ADTTE: "adtte.json" },
    );

  test("where they are those of the dates there is no difference", async () => {
    const { rows, differences } = await outcomes(supplying("same", () => undefined));
    expect(differences).toEqual([]);
    expect(rows).toEqual((await plain).rows);
  });

  test("one that differs is told, and used; outcome.csv stays what is derived", async () => {
    const who = used[0]!.subject!;
    const at = tableOf("subjects.csv").findIndex(({ subject }) => subject === who);
    const folder = supplying("changed", (rows) => {
      rows[at]![2] += 10;
    });
    const days = adtte()[at]![2];
    const { table, outputs } = await run(folder);
    expect([...rowsOf(table("outcome-differences"))]).toEqual([
      {
        ...{
          subject: who,
          measure: "os",
          parameter: "OS",
          what: "value",
          unit: "days",
          file: "adtte.json",
          line: at + 1,
        },
        ...{ supplied: String(days + 10), derived: String(days), difference: expect.closeTo(10, 9) },
      },
    ]);
    const os = outputs.outcome!.measures.get("os")!;
    expect(os.get(who)!.value).toBeCloseTo((days + 10) / 30.4375, 12);
    expect([...rowsOf(table("outcome"))].map(({ file: _, line: __, ...row }) => row)).toEqual((await plain).rows);
  }, 60_000);

  test("who is not supplied has no value, and is told", async () => {
    const who = used[0]!.subject!;
    const folder = supplying("fewer", (rows) =>
      rows.splice(
        rows.findIndex(([subject]) => subject === who),
        1,
      ),
    );
    const { table, outputs } = await run(folder);
    expect([...rowsOf(table("outcome-differences"))].map(({ subject, what }) => [subject, what])).toEqual([
      [who, "not-supplied"],
    ]);
    expect(outputs.outcome!.measures.get("os")!.size).toBe(used.length - 1);
    expect(outputs.outcome!.measures.get("pfs")!.has(who)).toBe(true);
  }, 60_000);

  test.each([
    ["{ supplied: { OS: survival } }", /"OS" is to be "survival", which is none of the measures .*\[code-unknown\]/s],
    [
      "{ supplied: { OVS: os } }",
      /"OVS", which is to be "os", is in none of the datasets .*"adtte\.json".*\[code-unknown\]/s,
    ],
    ["{ supplied: { OS: best-response } }", /"OS" is a time, and "best-response" is ordered\./],
  ])("%s", async (also, message) => {
    await expect(run(supplying(`bad ${message.source.length}`, () => undefined, also))).rejects.toThrow(message);
  });

  test("the finding says how many differ, and of whom nothing is named", () => {
    const one = { parameter: "OS", start: undefined, day: undefined, description: "", file: "adtte.json", line: 1 };
    const supplied = (value: number) => [
      { ...one, subject: "Zoe", measure: "os", value, unit: "days" as const, event: false },
    ];
    const told = (value: number) => {
      const facts = factsOf([subject("60 last-contact", { subject: "Zoe" })], { supplied: supplied(value) });
      return outcome.summarise(outcome.run({ facts }, settings()), { facts }, settings()).findings[0]!;
    };
    expect(told(60).level).toBe("note");
    expect(told(60).text).toMatch(/^Of os, adtte\.json supplies 1 subject, .* The two do not differ\.$/);
    expect(told(61).level).toBe("caution");
    expect(told(61).text).toMatch(/The two differ in 1 subject: 1 difference in outcome-differences\.csv\.$/);
    expect(JSON.stringify(told(61))).not.toContain("Zoe");
  });

  test("words, answers and months are taken as they are given", () => {
    const one = { parameter: "X", start: undefined, day: 9, description: "", file: "adrs.json", line: 1, subject: "A" };
    const derived = new Map(["os", "cr-cri", "best-response", "pfs"].map((name) => [name, new Map()]));
    const got = withSupplied(
      derived,
      [
        { ...one, measure: "os", value: 2.3, unit: "months", event: true },
        { ...one, measure: "pfs", value: 1, unit: "years", event: false },
        { ...one, measure: "cr-cri", value: "no", unit: "", event: undefined },
        { ...one, measure: "best-response", value: "CRi", unit: "", event: undefined },
      ],
      30,
    );
    expect([...got].map(([name, values]) => [name, values.get("A")])).toEqual([
      ["os", { value: 2.3, event: true, day: 9 }],
      ["cr-cri", { value: "no", event: false, day: 9 }],
      ["best-response", { value: "CRi", event: undefined, day: 9 }],
      ["pfs", { value: 12, event: false, day: 9 }],
    ]);
  });
});

test("the provenance of a study with datasets names them, bytes as they are", async () => {
  const folder = study("reported", () => undefined);
  const { folder: made } = await run(folder, { out: join(root, "out"), until: "outcome" });
  const { inputs } = JSON.parse(readFileSync(join(made!.path, "provenance.json"), "utf8")) as {
    inputs: { path: string; sha256: string; bytes: number }[];
  };
  const dm = inputs.find(({ path }) => path === "dm.xpt")!;
  const bytes = readFileSync(join(folder, "dm.xpt"));
  expect(dm).toEqual({ path: "dm.xpt", bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") });
});

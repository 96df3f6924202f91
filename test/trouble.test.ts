import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { exampleStudy } from "../data/example/study.ts";
import { remedies } from "../data/remedies.ts";
import { type Problem, quote, Trouble } from "../data/trouble.ts";

// Each bad input is made by breaking a good study of three cards, and run as a user would run it. The texts are golden.

const cli = new URL("../dist/cli.js", import.meta.url).pathname;
const good = new Map([...exampleStudy({ cards: 3, formats: ["quantstudio"] })].map(({ path, text }) => [path, text]));
const root = mkdtempSync(join(tmpdir(), "deltact-trouble-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

type Files = Map<string, string | Uint8Array>;

let number = 0;
/** A study folder of these files. */
function folderOf(files: Files): string {
  const folder = join(root, `study-${++number}`);
  mkdirSync(folder);
  for (const [path, content] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

function deltact(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...words], { encoding: "utf8" });
  return { status, stdout, stderr };
}

/** Runs a study that must be refused, and gives what is said with the temporary folder's path taken out. */
function refused(folder: string): string {
  const out = join(folder, "out");
  const { status, stdout, stderr } = deltact("run", folder, "--out", out);
  const said = stderr.replace(/^\w+ +\d+\.\d s .*\n/gm, "").replaceAll(folder, "STUDY");
  expect(stdout, said).toBe("");
  expect(said, "a sentence, no stack").not.toMatch(/^\s+at .*[:(]\d|mistake of deltact/m);
  expect(status, said).toBe(1);
  expect(existsSync(out) ? readdirSync(out) : [], "nothing is left in --out").toEqual([]);
  return said;
}

const card = (n: number) => `cards/EX0000${n}.txt`;
const text = (files: Files, path: string) => files.get(path) as string;

/** Replaces a text that must be there, so that no case can go stale in silence. */
function edit(files: Files, path: string, from: string | RegExp, to: string): void {
  const before = text(files, path);
  const after = before.replace(from, to);
  if (after === before) throw new Error(`${path} holds no ${from}`);
  files.set(path, after);
}

/** A well's Ct in the QuantStudio export of a card: the twelfth cell. */
function withCt(files: Files, n: number, well: number, ct: string): void {
  edit(files, card(n), new RegExp(`^(${well}\\t(?:[^\\t\\r\\n]*\\t){10})[^\\t]*(?=\\t.*\\t)`, "m"), `$1${ct}`);
}

const cases: Readonly<Record<string, (files: Files) => void>> = {
  // exports
  "no exports found": (files) => edit(files, "study.yaml", "cards/*.txt", "exports/*.txt"),
  "a directory named like the only export": (files) => {
    for (const n of [1, 2, 3]) files.delete(card(n));
    files.set(`${card(1)}/inside.md`, "a folder");
  },
  "a missing panel": (files) => files.delete("panel.csv"),
  "panel, samples and subjects missing together": (files) => {
    for (const name of ["panel.csv", "samples.csv", "subjects.csv"]) files.delete(name);
  },
  "a file cut off within a well": (files) => files.set(card(2), text(files, card(2)).slice(0, 20_000)),
  "a file cut off within its header": (files) => files.set(card(2), text(files, card(2)).slice(0, 300)),
  "an xlsx workbook": (files) => files.set(card(2), Buffer.from("504b030414000600080000002100", "hex")),
  "an old Excel workbook": (files) => files.set(card(2), Buffer.from("d0cf11e0a1b11ae1", "hex")),
  "some text": (files) => files.set(card(2), "Dear all,\n\nplease find the cards attached.\n"),
  "text that would steer a terminal": (files) => files.set(card(2), "\u001b[2J\u001b]0;owned\u0007 cards\n"),
  "an empty file": (files) => files.set(card(2), ""),
  "three files of no known format": (files) => {
    for (const n of [1, 2, 3]) files.set(card(n), `file ${n}\n`);
  },
  "an export without its Ct column": (files) => edit(files, card(2), "\tCT\t", "\tNothing\t"),
  "a Ct that is not a number": (files) => withCt(files, 2, 17, "12,5"),
  "two Ct cells that are no numbers, in two files": (files) => {
    withCt(files, 1, 3, "Undetermned");
    withCt(files, 3, 40, "61");
  },
  "more than twelve Ct cells that are no numbers": (files) => {
    for (let well = 1; well <= 20; well++) withCt(files, 1, well, "abc");
  },
  "a well number that is none": (files) => edit(files, card(1), /^17\t/m, "9999\t"),
  "a row with too many cells": (files) => edit(files, card(1), /^(17\t.*)\r$/m, "$1\tN\tN\tN\tN\r"),
  "one export twice under two names": (files) => files.set("cards/copy.txt", text(files, card(1))),

  // samples and panel against the cards
  "a sample that is not in samples.csv": (files) =>
    edit(files, "samples.csv", "INO-1001 C1D1 pre", "INO-1001 C1D1 before"),
  "a sample that is listed for another card": (files) =>
    edit(files, "samples.csv", /(INO-1002 C1D1 pre.*)EX00002/, "$1EX00009"),
  "an assay that is not in the panel": (files) => edit(files, "panel.csv", /^.*,BAX,.*\n/m, ""),
  "an assay that may be two of the panel": (files) => {
    for (const n of [1, 2, 3]) files.set(card(n), text(files, card(n)).replaceAll(/\tBAX-\w+\t/g, "\tBAX\t"));
    edit(files, "panel.csv", /^(.*),BAX,(.*)\n/m, "$&Hs00000001_m1,BAX,$2\n");
  },
  "a reference gene that is nowhere on a card": (files) =>
    edit(files, "panel.csv", /$/, "Hs99999999_m1,HOUSEKEEPER,reference,reference\n"),
  "a panel without a reference": (files) =>
    files.set(
      "panel.csv",
      text(files, "panel.csv")
        .replaceAll(",reference\n", ",target\n")
        .replaceAll(/,reference\r?$/gm, ",target"),
    ),
  "the same sample name on two cards": (files) => {
    files.set("samples.csv", text(files, "samples.csv").replaceAll(/,EX0000\d,/g, ",,"));
    files.set(card(2), text(files, card(2)).replaceAll("INO-1002 C1D1 pre", "INO-1001 C1D1 pre"));
  },
  "an empty panel": (files) => files.set("panel.csv", "assay_id,gene,category,role\n"),
  "a panel of more assays than any card has": (files) =>
    files.set("panel.csv", `assay_id,gene\n${Array.from({ length: 65537 }, (_, i) => `A${i},G${i}\n`).join("")}`),
  "an assay twice in the panel": (files) => edit(files, "panel.csv", /^.*,BAX,.*\n/m, "$&$&"),
  "a role that is none": (files) => edit(files, "panel.csv", ",reference,reference", ",reference,refrence"),

  // samples.csv and subjects.csv
  "one sample twice in samples.csv": (files) => edit(files, "samples.csv", /^INO-1001 C1D1 pre.*\n/m, "$&$&"),
  "two samples of one subject at one time": (files) =>
    edit(files, "samples.csv", "INO-1001,C1D1,post", "INO-1001,C1D1,pre"),
  "samples.csv without a column": (files) => edit(files, "samples.csv", "visit", "Visit"),
  "samples.csv with two columns of one name": (files) => edit(files, "samples.csv", "blast_percent", "time"),
  "samples.csv with broken quotes": (files) => edit(files, "samples.csv", /^INO-1002 C1D1 pre/m, '"INO-1002 C1D1 pre'),
  "samples.csv with a cell too many": (files) => edit(files, "samples.csv", /^(INO-1002 C1D1 pre.*)$/m, "$1,extra"),
  "hours that are not a number": (files) =>
    edit(files, "samples.csv", /^(INO-1002 C1D1 pre,[^,]*,[^,]*,[^,]*,)0/m, "$1zero"),
  "a visit and a time that are not of the study": (files) => {
    edit(files, "samples.csv", "INO-1001,C1D1,pre", "INO-1001,C2D1,pre");
    edit(files, "samples.csv", "INO-1002,C1D1,post", "INO-1002,C1D1,Post");
  },
  "a subject that is not in subjects.csv": (files) => edit(files, "samples.csv", /,INO-1002,/, ",INO-9999,"),
  "a subject twice": (files) => edit(files, "subjects.csv", /^INO-1002.*\n/m, "$&$&"),
  "an empty samples.csv": (files) => files.set("samples.csv", ""),
  "a samples.csv of headings only": (files) => edit(files, "samples.csv", /\n.*/s, "\n"),

  // consent
  "all subjects without consent": (files) =>
    files.set("subjects.csv", text(files, "subjects.csv").replaceAll(",yes,no,", ",no,no,")),
  "a consent column that is missing": (files) => edit(files, "subjects.csv", "subject,consent,", "subject,agreed,"),
  "no consent column, and none named": (files) => {
    edit(files, "subjects.csv", "subject,consent,", "subject,agreed,");
    edit(files, "study.yaml", /^consent:.*\n/m, "");
  },
  "a consent word that is unclear": (files) => edit(files, "subjects.csv", /(INO-1002),yes/, "$1,maybe"),

  "a date of consent that is none": (files) => {
    edit(files, "study.yaml", /^consent:.*\n/m, "");
    edit(files, "study.yaml", /$/, "consent: { column: consent, date: first_dose }\n");
    edit(files, "subjects.csv", /^(INO-1002,.*?,)\d{4}-\d{2}-\d{2}/m, "$19 May 2012");
  },
  "a date of collection that cannot be held against consent": (files) => {
    edit(files, "study.yaml", /^consent:.*\n/m, "");
    edit(files, "study.yaml", /$/, "consent: { column: consent, date: first_dose }\n");
    edit(files, "samples.csv", /^(INO-1002 C1D1 pre,.*?,)\d{4}-\d{2}-\d{2}/m, "$19 May 2012");
  },

  // study.yaml
  "no study.yaml": (files) => files.delete("study.yaml"),
  "a misspelt key": (files) => edit(files, "study.yaml", "ct_limit", "ct_limt"),
  "a misspelt section": (files) => edit(files, "study.yaml", "outcomes:", "outcoms:"),
  "a key that is like no other": (files) => edit(files, "study.yaml", "ct_limit", "wavelength"),
  "a misspelt limit of a check": (files) =>
    edit(files, "study.yaml", "ct_limit: 40", "ct_limit: 40, replicate-spread: { ds: 0.4 }"),
  "a limit of a check out of bounds": (files) =>
    edit(files, "study.yaml", "ct_limit: 40", "ct_limit: 40, replicate-spread: { sd: -1 }"),
  "a check that is given a number": (files) =>
    edit(files, "study.yaml", "ct_limit: 40", "ct_limit: 40, replicate-spread: 0.4"),
  "a value out of bounds": (files) => edit(files, "study.yaml", "ct_limit: 40", "ct_limit: 400"),
  "a number that is a word": (files) => edit(files, "study.yaml", "ct_limit: 40", "ct_limit: forty"),
  "a choice that is none": (files) => edit(files, "study.yaml", "nondetects: censored", "nondetects: ignored"),
  "a normaliser that is none": (files) =>
    edit(files, "study.yaml", "normaliser: reference-genes", "normaliser: reference_genes"),
  "a reference gene that is not in the panel": (files) =>
    edit(files, "study.yaml", "normaliser: reference-genes", "normaliser: single-gene, reference_gene: GAPDHH"),
  "a single gene that is not named": (files) =>
    edit(files, "study.yaml", "normaliser: reference-genes", "normaliser: single-gene"),
  "a calibrator that is no control": (files) =>
    edit(files, "study.yaml", "normaliser: reference-genes", "normaliser: reference-genes, calibrator: IRC"),
  "a reference gene and a calibrator that would do nothing": (files) =>
    edit(
      files,
      "study.yaml",
      "normaliser: reference-genes",
      "normaliser: quantile, reference_gene: TBP, calibrator: IRC",
    ),
  "efficiencies that are none": (files) => {
    const rows = text(files, "panel.csv").trimEnd().split("\n");
    const more = ["efficiency,efficiency_se", "95,", "1,", "1.95,-0.1", ",0.02", "1.9,0.02"];
    files.set("panel.csv", `${rows.map((row, at) => `${row},${more[at] ?? ","}`).join("\n")}\n`);
  },
  "YAML that is none": (files) => edit(files, "study.yaml", "times: [pre, post]", "times: [pre, post"),
  "a glob without quotes": (files) => edit(files, "study.yaml", '["cards/*.txt"]', "[*.txt]"),
  "a tab before a key": (files) => edit(files, "study.yaml", "  response:", "\tresponse:"),
  "a key twice": (files) => edit(files, "study.yaml", "visits:", "times: [pre, post]\nvisits:"),
  "a contrast with a visit that is none": (files) => edit(files, "study.yaml", "to: [C1D15, pre]", "to: [C1D16, pre]"),
  "a contrast with a time that is none": (files) =>
    edit(files, "study.yaml", "to: [C1D15, pre]", "to: [C1D15, before]"),
  "a contrast without an end": (files) => edit(files, "study.yaml", /, +to: \[C1D15, pre\]/, ""),
  "a study without exports, visits and a name": (files) => {
    edit(files, "study.yaml", /^exports:.*\n/m, "");
    edit(files, "study.yaml", /^visits:.*\n/m, "");
    edit(files, "study.yaml", /^study:.*\n/m, "");
  },
  "an empty study.yaml": (files) => files.set("study.yaml", ""),
  "a study.yaml that is a sentence": (files) => files.set("study.yaml", "my study\n"),
  "exports that are no list": (files) => edit(files, "study.yaml", '["cards/*.txt"]', '"cards/*.txt"'),

  // outcomes
  "an outcome value that is unknown": (files) => edit(files, "subjects.csv", /^(INO-1002,(?:[^,]*,){9})[^,]*/m, "$1SD"),
  "an outcome column that is missing": (files) => edit(files, "study.yaml", "column: response", "column: answer"),
  "an outcome of an unknown kind": (files) => edit(files, "study.yaml", "kind: binary", "kind: ternary"),
  "a word that is both yes and no": (files) => edit(files, "study.yaml", "no: [PR, RD, PD]", "no: [PR, RD, CR]"),

  // formulas
  "a formula that uses a column that is none": (files) =>
    edit(files, "study.yaml", /$/, "derive:\n  high: blast_percnt > 50\n"),
  "a formula that is none": (files) => edit(files, "study.yaml", /$/, 'derive:\n  older: "age > (50"\n'),
  "a formula that reaches too far": (files) =>
    edit(files, "study.yaml", /$/, "derive:\n  far: 'evaluate(\"import(1)\")'\n"),
  "a formula named as a column that is there": (files) => edit(files, "study.yaml", /$/, "derive:\n  age: dose * 2\n"),
  "a formula that fits no text": (files) => edit(files, "study.yaml", /$/, "derive:\n  half: response / 2\n"),

  // several at once
  "several problems of several files": (files) => {
    withCt(files, 1, 3, "abc");
    files.set(card(2), "Dear all,\n");
    edit(files, "panel.csv", /^.*,BAX,.*\n/m, "");
  },
  "several problems of samples and subjects": (files) => {
    edit(files, "samples.csv", "INO-1001,C1D1,pre", "INO-1001,C2D1,pre");
    edit(files, "samples.csv", /,INO-1002,/, ",INO-9999,");
    edit(files, "subjects.csv", /(INO-1003),yes/, "$1,maybe");
    edit(files, "study.yaml", "column: response", "column: answer");
  },
  "several problems of study.yaml": (files) => {
    edit(files, "study.yaml", "ct_limit: 40", "ct_limit: 400");
    edit(files, "study.yaml", "nondetects: censored", "nondetects: ignored");
    edit(files, "study.yaml", "times: [pre, post]", "tims: [pre, post]");
  },
};

test("the study that is broken below is good", () => {
  const folder = folderOf(new Map(good));
  const { status, stdout, stderr } = deltact("run", folder, "--out", join(folder, "out"));
  expect(status, stderr).toBe(0);
  expect(stdout).toMatch(/\/report\.html\n$/);
});

describe("exit code 1, nothing left behind, and a message that helps", () => {
  test.each(Object.keys(cases))("%s", (name) => {
    const files: Files = new Map(good);
    cases[name]!(files);
    const said = refused(folderOf(files));
    expect(said).toMatchSnapshot();
    expect(said, "a remedy, and the kind of trouble").toMatch(/^ {2}-> .+\. \[[a-z-]+\]$/m);
  });

  // A known limit: the glob leaves a dangling link out; its samples are then told as listed but in no export.
  test.fails("an export that is a dangling link", () => {
    const folder = folderOf(new Map(good));
    symlinkSync(join(folder, "gone.txt"), join(folder, "cards", "EX00009.txt"));
    expect(refused(folder)).toMatchSnapshot();
  });

  test("the study's file is named instead of its folder", () => {
    const folder = folderOf(new Map(good));
    const { status, stdout, stderr } = deltact("run", join(folder, "study.yaml"), "--out", join(folder, "out"));
    expect({ status, stdout }, stderr).toEqual({ status: 1, stdout: "" });
    expect(stderr.replaceAll(folder, "STUDY")).toMatchSnapshot();
  });

  test("--out is a file: nothing is written, and it stays as it is", () => {
    const folder = folderOf(new Map(good));
    const out = join(folder, "out");
    writeFileSync(out, "mine");
    const { status, stdout, stderr } = deltact("run", folder, "--out", out);
    expect({ status, stdout }, stderr).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatch(/^ {2}-> .+\. \[[a-z-]+\]$/m);
    expect(readFileSync(out, "utf8")).toBe("mine");
  });

  test("a study folder that is not there", () => {
    const { status, stdout, stderr } = deltact("run", "/nowhere/my-study", "--out", join(root, "none"));
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatchSnapshot();
    expect(existsSync(join(root, "none"))).toBe(false);
  });
});

test("the right key and its line stand beside a misspelt one", () => {
  const files: Files = new Map(good);
  cases["a misspelt key"]!(files);
  const line =
    text(files, "study.yaml")
      .split("\n")
      .findIndex((one) => one.includes("ct_limt")) + 1;
  const said = refused(folderOf(files));
  expect(said).toContain(`study.yaml line ${line}, quality.ct_limt`);
  expect(said).toContain('did you mean "ct_limit"?');
});

describe("what is wrong with a card whose subject has not consented is not told", () => {
  const broken = (files: Files) => {
    edit(files, "subjects.csv", /(INO-1002),yes,no/, "$1,no,no");
    withCt(files, 2, 3, "Undetermned");
    edit(files, card(2), /\tBAX-\w+\t/, "\tBAXX\t");
    edit(files, card(2), /^(17\t.*)\r$/m, "$1\tN\tN\tN\tN\r");
    edit(files, card(2), /^18\t/m, "9999\t");
  };

  test("the others are computed", () => {
    const files: Files = new Map(good);
    broken(files);
    const folder = folderOf(files);
    const { status, stderr } = deltact("run", folder, "--out", join(folder, "out"));
    expect(status, stderr).toBe(0);
    expect(stderr).not.toMatch(/EX00002|INO-1002|BAXX/);
  });

  test("the same faults of a card that may be used are told beside them, with the card's own wells alone", () => {
    const files: Files = new Map(good);
    broken(files);
    withCt(files, 1, 3, "Undetermned");
    edit(files, card(1), /\tBAX-\w+\t/, "\tBAXX\t");
    const said = refused(folderOf(files));
    expect(said).toContain("EX00001.txt");
    expect(said).toContain('"BAXX" (1 wells)');
    expect(said).not.toMatch(/EX00002|INO-1002/);
  });
});

test("an unclear consent does not keep the other problems from being told", () => {
  const files: Files = new Map(good);
  cases["several problems of samples and subjects"]!(files);
  const said = refused(folderOf(files));
  for (const code of ["consent-unclear", "cell-not-valid", "subject-unknown", "column-missing"])
    expect(said).toContain(`[${code}]`);
});

test("visits that are numbers are visits, in contrasts and in samples.csv", () => {
  const files: Files = new Map(good);
  files.set("study.yaml", text(files, "study.yaml").replaceAll(/\bC1D(?=\d)/g, ""));
  files.set("samples.csv", text(files, "samples.csv").replaceAll(/(INO-\d+),C1D(?=\d)/g, "$1,"));
  const folder = folderOf(files);
  const { status, stderr } = deltact("run", folder, "--out", join(folder, "out"));
  expect(status, stderr).toBe(0);
});

test("a file that was cut at a line's end: the sample that lost wells is told, and that the table ends with it", () => {
  const files: Files = new Map(good);
  const whole = text(files, card(2));
  files.set(card(2), whole.slice(0, whole.indexOf("\r\n371\t") + 2));
  const folder = folderOf(files);
  const { status, stdout, stderr } = deltact("quality", folder, "--out", join(folder, "out"));
  expect(status, stderr).toBe(0);
  const flags = readFileSync(join(stdout.trim(), "quality.csv"), "utf8").split("\n");
  const told = flags.filter((flag) => flag.startsWith("missing-assay,"));
  expect(told).toHaveLength(1);
  expect(told[0]).toMatch(/INO-1002 C1D15 post.*the card's table ends with it: was the export cut\?.*EX00002\.txt/);
});

test("what a killed run left behind is taken away after a day, and nothing else", () => {
  const folder = folderOf(new Map(good));
  const out = join(folder, "out");
  for (const name of [".deltact-old", ".deltact-new", ".mine"]) mkdirSync(join(out, name), { recursive: true });
  const old = new Date(Date.now() - 25 * 60 * 60 * 1000);
  for (const name of [".deltact-old", ".mine"]) utimesSync(join(out, name), old, old);
  expect(deltact("wells", folder, "--out", out).status).toBe(0);
  expect(readdirSync(out).filter((name) => name.startsWith("."))).toEqual([".deltact-new", ".mine"]);
});

test("of many problems of one kind twelve are told and the others counted", () => {
  const problems = Array.from(
    { length: 40 },
    (_, at): Problem => ({ code: "ct-not-a-number", file: "card.txt", line: at + 1, text: `is no number.` }),
  );
  const lines = new Trouble(problems).message.split("\n");
  expect(lines).toHaveLength(14);
  expect(lines[12]).toBe("... and 28 more like these.");
  expect(lines[13]).toContain(remedies["ct-not-a-number"]);
});

test("what data says cannot steer a terminal, and is cut", () => {
  expect(quote("\u001b[31mred\u202e\n")).toBe('"\\u001b[31mred\\u202e\\u000a"');
  expect(quote("x".repeat(100))).toHaveLength(62);
});

test("each kind of trouble has a remedy that ends as a sentence", () => {
  for (const [code, remedy] of Object.entries(remedies)) expect(remedy, code).toMatch(/^[A-Z].*\.$/);
});

describe("wrong words: exit code 2, and a word that would be right", () => {
  test.each([
    ["an unknown command", ["rum", "study"], /Did you mean run\?/],
    ["a command that is like none", ["frobnicate"], /Unknown (argument|command): frobnicate/],
    ["an unknown option", ["run", "study", "--outt", "x"], /Unknown argument: outt/],
    ["a missing argument", ["run"], /Not enough non-option arguments/],
    ["an argument too many", ["run", "one", "two"], /Unknown argument: two/],
    ["no command", [], /Name a command\./],
    ["a stage that is none", ["run", "study", "--until", "report"], /wells.*quality.*expression.*change.*association/],
    ["a number of cards that is none", ["example", "x", "--cards", "many"], /cards/],
    ["a format that is none", ["example", "x", "--formats", "sds-9"], /sds-2\.1/],
  ])("%s", (_, words, text) => {
    const folder = join(root, `words-${++number}`);
    mkdirSync(folder);
    const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...words], { encoding: "utf8", cwd: folder });
    expect(stderr).toMatch(text);
    expect(stderr, "the words that are right").toMatch(/--out|Commands:/);
    expect(stdout).toBe("");
    expect(status, stderr).toBe(2);
    expect(readdirSync(folder)).toEqual([]);
  });
});

test("a mistake of ours is told as one, with its stack: exit code 70", () => {
  const folder = folderOf(new Map(good));
  const out = join(folder, "out");
  const mistake = "data:text/javascript,Object.fromEntries=()=>{throw new TypeError('made')}";
  const words = ["--import", mistake, cli, "run", folder, "--out", out];
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { encoding: "utf8" });
  expect({ status, stdout }).toEqual({ status: 70, stdout: "" });
  expect(stderr).toMatch(/mistake of deltact's.*TypeError: made\n\s+at /s);
  expect(existsSync(out)).toBe(false);
});

test("a run that is there and differs is not replaced: exit code 1", () => {
  const folder = folderOf(new Map(good));
  const out = join(folder, "out");
  const path = deltact("run", folder, "--out", out).stdout.trim();
  writeFileSync(path, "changed by hand");
  const { status, stdout, stderr } = deltact("run", folder, "--out", out);
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toMatch(/report\.html: differs.*deltact verify.*\[run-differs\]/s);
  expect(readdirSync(out)).toEqual([expect.stringMatching(/^example-/), "index.html"]);
  expect(readFileSync(path, "utf8")).toBe("changed by hand");
});

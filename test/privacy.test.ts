import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import Papa from "papaparse";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { exampleStudy } from "../data/example/study.ts";
import { analyse, type Done } from "../pipeline/analyse.ts";
import { personOf } from "../pipeline/forget/person.ts";
import { Pseudonyms } from "../pipeline/pseudonyms.ts";
import { run } from "../pipeline/run.ts";
import { stages } from "../pipeline/settings.ts";
import { readStudy } from "../pipeline/study.ts";
import type { WellsOutput } from "../stages/wells.ts";

// What must not be in what a run writes and says: who was left out; and with pseudonyms, who anybody is.

const cli = join(new URL("..", import.meta.url).pathname, "dist", "cli.js");
const root = mkdtempSync(join(tmpdir(), "deltact-privacy-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const KEY = Buffer.from("a key of the tests, and of nothing else");
const plain = join(root, "plain");
const hidden = join(root, "hidden");

type Row = Record<string, string>;
const read = (file: string) => Papa.parse<Row>(readFileSync(file, "utf8").trimEnd(), { header: true }).data;

/** The example study, in which some have not consented, and some have withdrawn after their cards were run. */
function makeStudy(folder: string): void {
  for (const { path, text } of exampleStudy({ subjects: 36, seed: 5 })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

const subjects = () => read(join(plain, "subjects.csv"));
const samples = () => read(join(plain, "samples.csv"));
const mayBeUsed = (one: Row) => one.consent === "yes" && one.consent_withdrawn === "no";

/** Ids and sample names of some subjects. */
function namesOf(who: (subject: Row) => boolean): string[] {
  const ids = new Set(
    subjects()
      .filter(who)
      .map(({ subject }) => subject!),
  );
  const own = samples().filter(({ subject }) => ids.has(subject!));
  return [...ids, ...own.map(({ sample }) => sample!)];
}

/** Everything in a folder, and what stands in it in base64. */
function contents(folder: string): { readonly file: string; readonly bytes: Buffer }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap(({ parentPath, name }) => {
      const file = join(parentPath, name);
      const bytes = readFileSync(file);
      const coded = bytes.toString("latin1").match(/[A-Za-z0-9+/]{32,}={0,2}/g) ?? [];
      const inside = coded.map((text) => ({ file: `${file}, in base64`, bytes: Buffer.from(text, "base64") }));
      return [{ file: name, bytes: Buffer.from(name) }, { file, bytes }, ...inside];
    });
}

/** Where any of the names stands, in whatever case. */
function found(
  names: readonly string[],
  places: readonly { readonly file: string; readonly bytes: Buffer }[],
): string[] {
  const sought = names.map((name) => Buffer.from(name.toLowerCase()));
  return places.flatMap(({ file, bytes }) => {
    const lower = Buffer.from(bytes.toString("latin1").toLowerCase(), "latin1");
    return sought.filter((name) => lower.includes(name)).map((name) => `${name} in ${file}`);
  });
}

function deltact(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...words], { encoding: "utf8", cwd: root });
  return { status, stdout, stderr, said: [{ file: "what was said", bytes: Buffer.from(stdout + stderr) }] };
}

let withheldFiles: string[] = [];

beforeAll(async () => {
  makeStudy(plain);
  const wells = analyse(await readStudy(plain, { clinical: false })).next().value as Done;
  withheldFiles = [...(wells.output as WellsOutput).withheld.files];
  // The names of these files tell whose they are.
  const [gone] = namesOf((one) => !mayBeUsed(one) && samples().some(({ subject }) => subject === one.subject));
  renameSync(join(plain, withheldFiles[0]!), join(plain, "cards", `${gone}.txt`));
  withheldFiles[0] = `cards/${gone}.txt`;
  const yaml = readFileSync(join(plain, "study.yaml"), "utf8");
  cpSync(plain, hidden, { recursive: true });
  writeFileSync(join(hidden, "study.yaml"), `${yaml}\npseudonyms: { key: ../key }\n`);
  writeFileSync(join(root, "key"), KEY);
  // An export that is used may tell a patient by its name too.
  const used = readdirSync(join(hidden, "cards")).find((file) => !withheldFiles.includes(`cards/${file}`))!;
  const [patient] = namesOf(mayBeUsed);
  renameSync(join(hidden, "cards", used), join(hidden, "cards", `${patient}-again.txt`));
});

describe("of subjects who are left out", () => {
  test("there are some, with samples, cards and files that hold nothing else", () => {
    const left = subjects().filter((one) => !mayBeUsed(one));
    expect(left.length).toBeGreaterThan(5);
    expect(namesOf((one) => !mayBeUsed(one)).length).toBeGreaterThan(left.length);
    expect(withheldFiles.length).toBeGreaterThan(0);
  });

  test("neither an id nor a sample nor a file of their own is told, wherever it may be", () => {
    const { status, stderr, said } = deltact("run", "plain", "--out", "told");
    expect(status, stderr).toBe(0);
    const stems = withheldFiles.map((file) => file.replace(/^cards\/|\.txt$/g, ""));
    const names = [...namesOf((one) => !mayBeUsed(one)), ...stems];
    const places = [...contents(join(root, "told")), ...said];
    expect(places.length).toBeGreaterThan(40);
    expect(found(names, places)).toEqual([]);
    // The search finds what is there.
    expect(found(namesOf(mayBeUsed).slice(0, 1), places).length).toBeGreaterThan(3);
  });
});

describe("with pseudonyms", () => {
  const names = new Pseudonyms(KEY, "example");

  test("no id, no sample and no file of anybody is told", () => {
    const { status, stderr, said } = deltact("run", "hidden", "--out", "untold");
    expect(status, stderr).toBe(0);
    const barcodes = readdirSync(join(plain, "cards")).flatMap((file) => file.replace(".txt", "").split("-EX"));
    const sought = [
      ...namesOf(() => true),
      ...barcodes.map((one) => (one.startsWith("EX") ? one : `EX${one}`)),
      "cards/",
    ];
    expect(found(sought, [...contents(join(root, "untold")), ...said])).toEqual([]);
  });

  test("the numbers are the same, and rows are in the order of the pseudonyms", async () => {
    const [one, two] = await Promise.all([run(plain, { out: join(root, "a") }), run(hidden, { out: join(root, "b") })]);
    const cards = new Map<string, string>();
    for (const { card } of read(join(one.folder!.path, "wells.csv"))) cards.set(card!, names.card(card!));
    const used = subjects().filter(mayBeUsed);
    const told = (cell: string) => {
      const known = cards.get(cell) ?? cell;
      const [id = ""] = used.filter(({ subject }) => known.includes(subject!)).map(({ subject }) => subject!);
      return id === "" ? known : known.replaceAll(id, names.subject(id));
    };
    for (const { name, key } of Object.values(stages).flatMap(({ tables }) => [...tables])) {
      const [a, b] = [one, two].map(({ folder }) => read(join(folder!.path, `${name}.csv`)));
      const keyOf = (row: Row) => JSON.stringify(key.map((column) => row[column]));
      const expected = a!.map((row) =>
        Object.fromEntries(Object.entries(row).map(([column, cell]) => [column, told(cell)])),
      );
      const byKey = new Map(b!.map((row) => [keyOf(row), row]));
      expect(byKey.size, name).toBe(b!.length);
      expect(b!.length, name).toBe(expected.length);
      for (const row of expected) same(name, row, byKey.get(keyOf(row)), `${name} ${keyOf(row)}`);
      if (name === "expression") {
        const order = b!.map(({ subject }) => subject!);
        expect(order, name).toEqual([...order].sort());
      }
    }
    expect(two.outputs!.change.changes.subjects).toEqual([...two.outputs!.change.changes.subjects].sort());
    const [ofOne, ofTwo] = [one, two].map(({ folder }) =>
      spreadsheets(folder!.path, folder === one.folder ? told : String),
    );
    expect(ofTwo).toEqual(ofOne);
  });

  test("another key and another study give other names, and the same give the same", () => {
    expect(names.subject("S-1")).toMatch(/^P-[0-9a-f]{10}$/);
    expect(new Pseudonyms(KEY, "example").subject("S-1")).toBe(names.subject("S-1"));
    expect(new Pseudonyms(KEY, "other").subject("S-1")).not.toBe(names.subject("S-1"));
    expect(new Pseudonyms(Buffer.alloc(32), "example").subject("S-1")).not.toBe(names.subject("S-1"));
    expect(new Pseudonyms(KEY, "other").fingerprint).toBe(names.fingerprint);
  });

  test("a control keeps a name that says what it is, and no other", () => {
    expect(["NTC", "NTC 2", "no template", "no-RT"].map((name) => names.control(name))).toEqual([
      ...["NTC", "NTC 2", "no template", "no-RT"],
    ]);
    for (const name of ["INO-1001 C1D1 pre b", "NTC of Miller, 1960", "ntc-INO-1001"])
      expect(names.control(name)).toMatch(/^control-[0-9a-f]{10}$/);
  });

  test("verify recomputes with the key, and says what is wrong without it", () => {
    const [folder] = readdirSync(join(root, "untold")).filter((name) => name.startsWith("example-"));
    const verified = () => deltact("verify", join("untold", folder!), "--study", "hidden");
    expect(verified()).toMatchObject({ status: 0, stdout: expect.stringMatching(/^Verified: /) });
    writeFileSync(join(root, "key"), Buffer.alloc(40));
    expect(verified()).toMatchObject({ status: 1, stdout: expect.stringMatching(/fingerprint .*pseudonym-key/s) });
    writeFileSync(join(root, "key"), "short");
    expect(verified()).toMatchObject({ status: 1, stdout: expect.stringMatching(/holds 5 bytes; at least 32/) });
    rmSync(join(root, "key"));
    expect(verified()).toMatchObject({ status: 1, stdout: expect.stringMatching(/the key \.\.\/key is not there/) });
    writeFileSync(join(root, "key"), KEY);
  });

  test("trouble is told to the one who runs the study by the names of the files", () => {
    const broken = join(root, "broken");
    cpSync(hidden, broken, { recursive: true });
    const [file] = readdirSync(join(broken, "cards"));
    writeFileSync(join(broken, "cards", file!), "nothing that is known");
    const { status, stderr } = deltact("run", "broken", "--out", "untold");
    expect(status).toBe(1);
    expect(stderr).toContain(`cards/${file}`);
  });

  test("what is forgotten is known by its pseudonym too", async () => {
    const study = await readStudy(hidden, { clinical: false });
    const gone = subjects().find((one) => !mayBeUsed(one) && samples().some(({ subject }) => subject === one.subject))!;
    expect(personOf(hidden, "samples.csv", study, gone.subject!).names).toContain(names.subject(gone.subject!));
  });
});

/**
 * Numbers that hang on arrangements dealt out by chance: other names of the subjects deal out others. With 2000 of them a
 * p is known within 0.04.
 */
const BY_CHANCE: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  association: { p_max_t: 0.06 },
  // q is p, times as much as there are sets.
  "association-sets": { p: 0.06, q: 0.5 },
};

/** Equal but for the last digits of sums, whose order is that of the subjects' names, and for what is by chance. */
function same(table: string, expected: Row, got: Row | undefined, where: string): void {
  expect(got, where).toBeDefined();
  for (const [column, cell] of Object.entries(expected)) {
    const made = got![column]!;
    if (column === "file" && cell.startsWith("cards/")) expect(made, where).toMatch(/^export-[0-9a-f]{8}$/);
    else if (cell !== made) {
      const within = BY_CHANCE[table]?.[column] ?? 1e-9 * Math.max(1, Math.abs(Number(cell)));
      expect(Math.abs(Number(made) - Number(cell)), `${where} ${column}: ${cell}, ${made}`).toBeLessThan(within);
    }
  }
}

/** The spreadsheets of all cards, a line a well. */
function spreadsheets(folder: string, told: (cell: string) => string): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".tsv"))
    .flatMap((file) => readFileSync(join(folder, file), "utf8").split("\n"))
    .map((line) => line.split("\t").map(told).join("\t"))
    .sort();
}

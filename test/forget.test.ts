import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { mentions } from "../data/mention.ts";
import { forgetSubject } from "../pipeline/forget/forget-subject.ts";
import { run } from "../pipeline/run.ts";
import { audit } from "../pipeline/store/audit.ts";
import { verifyRun } from "../pipeline/verify.ts";
import { extractOf } from "../stages/formats/extract.ts";
import { redact } from "../stages/formats/redact.ts";
import { Bench } from "./inbox-bench.ts";

const root = mkdtempSync(join(tmpdir(), "deltact-forget-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Every file below a folder that holds a text, whatever its encoding. */
function filesHolding(folder: string, text: string): string[] {
  if (!existsSync(folder)) return [];
  return (readdirSync(folder, { recursive: true }) as string[])
    .filter((path) => statSync(join(folder, path)).isFile())
    .filter((path) => {
      const bytes = readFileSync(join(folder, path));
      return bytes.includes(text) || bytes.includes(Buffer.from(text, "utf16le")) || path.includes(text);
    });
}

/** The subjects of a study's first card and second, which the samples table tells. */
function subjectsOf(bench: Bench): string[] {
  const rows = readFileSync(join(bench.study, "samples.csv"), "utf8").trim().split("\n").slice(1);
  return [...new Set(rows.map((row) => row.split(",")[1]!))];
}

function withdraw(bench: Bench, subject: string): void {
  const path = join(bench.study, "subjects.csv");
  const row = new RegExp(`^(${subject},yes),no,`, "m");
  const text = readFileSync(path, "utf8");
  expect(text).toMatch(row);
  writeFileSync(path, text.replace(row, "$1,yes,"));
}

function forget(bench: Bench, subject: string, dry = false) {
  const { study, store, out } = bench;
  return forgetSubject({ subject, study, store, out, dry });
}

describe("forget", () => {
  test("of a subject nothing is left in store and runs; the others' run is that of a study without it", async () => {
    const bench = new Bench(root, "whole");
    const [subject] = subjectsOf(bench) as [string];
    // The names of files, and what is told of a file that is put aside, name it too.
    bench.upload(0, { as: `${subject}.txt` });
    bench.upload(1);
    bench.upload(0, { as: "other.txt", edit: (text) => text.replace(/\t18S-/g, "\tno such gene-") });
    await bench.settle();
    expect(Object.values(await bench.states()).sort()).toEqual(["ingested", "ingested", "quarantined"]);
    expect(filesHolding(bench.store, subject).length).toBeGreaterThan(3);
    expect(filesHolding(bench.out, subject).length).toBeGreaterThan(3);

    withdraw(bench, subject);
    const before = readdirSync(bench.store, { recursive: true }).length;
    const dry = await forget(bench, subject, true);
    expect(dry).toMatchObject({ left: true, busy: false });
    expect(dry.lines.join("\n")).toMatch(/would be taken away.*is still in the inbox.*--yes/s);
    expect(readdirSync(bench.store, { recursive: true }).length).toBe(before);

    rmSync(bench.inbox, { recursive: true });
    mkdirSync(bench.inbox);
    expect(await forget(bench, subject)).toMatchObject({ left: false, busy: false });
    expect(filesHolding(bench.store, subject)).toEqual([]);
    expect(filesHolding(bench.out, subject)).toEqual([]);
    expect(await audit(bench.store)).toMatchObject({ damage: [], objects: 1 });
    expect(Object.values(await bench.states()).sort()).toEqual(["forgotten", "forgotten", "ingested"]);

    const done = await bench.process();
    expect(done).toMatchObject({ ingested: 0, quarantined: 0, failed: [] });
    expect(done.runs).toHaveLength(1);
    expect(filesHolding(bench.store, subject)).toEqual([]);
    expect(filesHolding(done.runs[0]!, subject)).toEqual([]);
    expect(await verifyRun(done.runs[0]!, { study: bench.study, store: bench.store })).toMatchObject({
      verdict: "verified",
    });
    expect(await audit(bench.store)).toMatchObject({ damage: [] });
    expect((await forget(bench, subject)).lines).toEqual(["Nothing of it is there."]);
  });

  test("the same bytes under another name are not taken", async () => {
    const bench = new Bench(root, "again");
    const [subject] = subjectsOf(bench) as [string];
    bench.upload(0);
    bench.upload(1);
    await bench.settle();
    withdraw(bench, subject);
    await forget(bench, subject);
    bench.upload(0, { as: "again.txt" });
    const done = await bench.settle();
    expect(done).toMatchObject({ ingested: 0, quarantined: 0 });
    expect(bench.lines.join("\n")).toMatch(/again\.txt: these bytes were forgotten with a subject/);
    expect(filesHolding(bench.store, subject)).toEqual([]);
  });

  test("an export with others' wells is cut: those are read as before", async () => {
    const bench = new Bench(root, "cut");
    const [one, two] = subjectsOf(bench) as [string, string];
    // The first card's third and fourth sample become those of another subject, as cards are shared.
    const shared = (text: string) => text.replaceAll(`${one} C1D15`, `${two}x C1D15`);
    const samples = join(bench.study, "samples.csv");
    writeFileSync(samples, shared(readFileSync(samples, "utf8")).replaceAll(`C1D15 pre,${one},`, `C1D15 pre,${two},`));
    writeFileSync(
      samples,
      readFileSync(samples, "utf8")
        .replaceAll(`C1D15 post,${one},`, `C1D15 post,${two},`)
        .replace(new RegExp(`^${two} C1D15.*\n`, "gm"), ""),
    );
    bench.upload(0, { edit: shared });
    bench.upload(1, { edit: (text) => text.replaceAll(`${two} C1D15`, "unused C1D15") });
    writeFileSync(samples, `${readFileSync(samples, "utf8")}unused C1D15 pre,,,,,,,\nunused C1D15 post,,,,,,,\n`);
    const first = (await bench.settle()).runs[0]!;
    const wells = (folder: string, subject: string) =>
      readFileSync(join(folder, "wells.csv"), "utf8")
        .split("\n")
        .filter((line) => line.includes(subject))
        .map((line) => line.replace(/,\d+,([^,]*)$/, ",$1"));
    const others = wells(first, `${two}x`);
    expect(others.length).toBe(192);
    expect(wells(first, `${one} `).length).toBe(192);

    withdraw(bench, one);
    rmSync(bench.inbox, { recursive: true });
    mkdirSync(bench.inbox);
    const told = await forget(bench, one);
    expect(told.left, told.lines.join("\n")).toBe(false);
    expect(told.lines.join("\n")).toMatch(/: cut\./);
    expect(filesHolding(bench.store, one)).toEqual([]);
    expect(await audit(bench.store)).toMatchObject({ damage: [] });
    const done = await bench.process();
    expect(done.failed).toEqual([]);
    expect(wells(done.runs[0]!, `${two}x`)).toEqual(others);
    expect(filesHolding(done.runs[0]!, one)).toEqual([]);
    // The whole file anew, of other bytes: the gate keeps the subject out, and it is known for the same card.
    bench.upload(0, { as: "anew.txt", edit: (text) => shared(text).replace("EXAMPLE", "ELSEWHERE") });
    const anew = await bench.settle();
    expect(anew).toMatchObject({ ingested: 1, quarantined: 0 });
    expect(filesHolding(anew.runs[0]!, one)).toEqual([]);
  });

  test("stopped at any operation it leaves a sound store, and the next call completes it", async () => {
    const bench = new Bench(root, "stopped");
    const [one] = subjectsOf(bench) as [string];
    bench.upload(0, { as: `${one}.txt` });
    bench.upload(1);
    bench.upload(0, { as: "bad.txt", edit: (text) => text.replace(/\t18S-/g, "\tno such gene-") });
    await bench.settle();
    withdraw(bench, one);
    rmSync(bench.inbox, { recursive: true });
    const whole = join(bench.folder, "whole");
    for (const part of ["store", "runs"]) cpSync(join(bench.folder, part), join(whole, part), { recursive: true });
    let stops = 0;
    for (let last = false; !last; stops++) {
      for (const part of ["store", "runs"]) {
        rmSync(join(bench.folder, part), { recursive: true });
        cpSync(join(whole, part), join(bench.folder, part), { recursive: true });
      }
      let operations = 0;
      const watcher = (operation: string, path: string) => {
        if (operations++ === stops) throw Object.assign(new Error(`EIO: ${operation} ${path}`), { syscall: operation });
      };
      const { study, store, out } = bench;
      const stopped = await forgetSubject({ subject: one, study, store, out, dry: false, watcher }).catch(
        () => "stopped",
      );
      last = stopped !== "stopped";
      expect(await audit(store), `stopped at ${stops}`).toMatchObject({ damage: [] });
      expect(await forget(bench, one)).toMatchObject({ left: false, busy: false });
      expect([...filesHolding(store, one), ...filesHolding(out, one)], `stopped at ${stops}`).toEqual([]);
      expect(await audit(store)).toMatchObject({ damage: [], objects: 1 });
    }
    expect(stops).toBeGreaterThan(8);
  });

  test("one who may be used is not forgotten, nor one who is not listed", async () => {
    const bench = new Bench(root, "admitted");
    const [subject] = subjectsOf(bench) as [string];
    bench.upload(0);
    await bench.settle();
    await expect(forget(bench, subject)).rejects.toThrow(/may be used.*\[forget-admitted\]/s);
    await expect(forget(bench, "nobody")).rejects.toThrow(/lists no sample.*\[forget-unlisted\]/s);
  });

  test("what the study's own folder holds is told, not touched", async () => {
    const bench = new Bench(root, "own");
    const [subject] = subjectsOf(bench) as [string];
    const [[name, text]] = [...bench.cards] as [[string, string]];
    bench.write(join(bench.study, "cards", name), text);
    bench.upload(1);
    await bench.settle();
    withdraw(bench, subject);
    const { left, lines } = await forget(bench, subject);
    expect(left).toBe(true);
    expect(lines.join("\n")).toContain(`Left to you: cards/${name} in the study's folder holds wells of it.`);
    expect(readFileSync(join(bench.study, "cards", name), "utf8")).toBe(text);
  });

  test("runs that were made by hand go too, those of other studies stay", async () => {
    const bench = new Bench(root, "by-hand");
    const [subject] = subjectsOf(bench) as [string];
    const [[name, text]] = [...bench.cards] as [[string, string]];
    bench.upload(0);
    bench.upload(1);
    await bench.settle();
    bench.write(join(bench.study, "cards", name), text);
    const byHand = (await run(bench.study, { out: bench.out })).folder!.path;
    rmSync(join(bench.study, "cards"), { recursive: true });
    const yaml = join(bench.study, "study.yaml");
    writeFileSync(yaml, readFileSync(yaml, "utf8").replace(/^study: .*$/m, "study: another"));
    bench.write(join(bench.study, "cards", name), text);
    const other = (await run(bench.study, { out: bench.out })).folder!.path;
    writeFileSync(yaml, readFileSync(yaml, "utf8").replace(/^study: .*$/m, "study: example"));
    rmSync(join(bench.study, "cards"), { recursive: true });
    withdraw(bench, subject);
    await forget(bench, subject);
    expect([existsSync(byHand), existsSync(other)]).toEqual([false, true]);
  });
});

describe("redact", () => {
  const bench = new Bench(root, "redact", { cards: 6, formats: ["sds-2.1", "sds-2.3", "quantstudio"] });
  const samples = (text: string) => new Set(text.match(/INO-\d+ C1D1 pre/g));
  const exports = [...bench.cards].filter(([, text]) => samples(text).size > 0);

  test.for(exports)("%s: one sample's wells go, all others are read as before", ([file, text]) => {
    for (const encode of [
      (one: string) => Buffer.from(one),
      (one: string) => Buffer.from(`\uFEFF${one}`, "utf16le"),
      (one: string) => Buffer.from(`\uFEFF${one}`, "utf16le").swap16(),
    ]) {
      const bytes = encode(text);
      const extract = extractOf({ file, bytes });
      const [name] = [...samples(text)] as [string];
      const rows = new Set(
        Array.from({ length: extract.length }, (_, row) => row).filter(
          (row) => extract.samples[extract.columns.sample[row]!] === name,
        ),
      );
      expect(rows.size).toBe(96);
      const cut = redact({ file, bytes }, extract, { rows, names: [name] });
      expect(cut).toBeInstanceOf(Buffer);
      const again = extractOf({ file, bytes: cut as Buffer });
      expect([again.length, again.problems]).toEqual([extract.length - 96, []]);
      expect([(cut as Buffer).includes(name), (cut as Buffer).includes(Buffer.from(name, "utf16le"))]).toEqual([
        false,
        false,
      ]);
    }
  });

  test("rows of other tables about those wells go, and a name that stands elsewhere is told", () => {
    const [file, text] = exports.find(([, one]) => one.includes("[Results]"))!;
    const [name] = [...samples(text)] as [string];
    const more = `${text}\n[Amplification Data]\nWell\tCycle\tTarget Name\tRn\n1\t1\tCR2\t0.5\n384\t1\tCR2\t0.7\n`;
    const extract = extractOf({ file, bytes: Buffer.from(more) });
    const rows = new Set(Array.from({ length: 96 }, (_, row) => row));
    const cut = redact({ file, bytes: Buffer.from(more) }, extract, { rows, names: [name] });
    expect(String(cut).slice(String(cut).indexOf("[Amp"))).toBe(
      "[Amplification Data]\nWell\tCycle\tTarget Name\tRn\n384\t1\tCR2\t0.7\n",
    );
    const lines = text.split("\n");
    const last = lines.findLastIndex((line) => line.startsWith("384\t"));
    lines[last] = lines[last]!.replace("NFQ-MGB", name);
    const bytes = Buffer.from(lines.join("\n"));
    const found = redact({ file, bytes }, extractOf({ file, bytes }), { rows, names: [name] });
    expect(found).toEqual({ fault: expect.stringContaining("names it on the line of another's well") });
  });
});

test("names are found as words of their own", () => {
  for (const of of [(text: string) => text, (text: string) => Buffer.from(text)]) {
    expect(mentions(of("a,S-10,b"), ["S-1"])).toBe(false);
    expect(mentions(of("a,S-10,S-1"), ["S-1"])).toBe(true);
    expect(mentions(of("xS-1"), ["S-1"])).toBe(false);
    expect(mentions(of("äS-1"), ["S-1"])).toBe(false);
    expect(mentions(of('"Bjørn"'), ["Bjørn"])).toBe(true);
    expect(mentions(of("1"), ["1"])).toBe(false);
  }
});

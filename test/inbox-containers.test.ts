import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { utils, write } from "@e965/xlsx";
import AdmZip from "adm-zip";
import { afterAll, expect, test } from "vitest";
import { verifyRun } from "../pipeline/verify.ts";
import { Bench } from "./inbox-bench.ts";

// Uploads that are compressed or archives: taken as any other, and verified from the bytes that came.

const root = mkdtempSync(join(tmpdir(), "deltact-inbox-containers-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

test("a compressed card and an archive of two are ingested, their wells are in the run, and it verifies", async () => {
  const bench = new Bench(root, "containers");
  const [one, ...others] = [...bench.cards];
  writeFileSync(join(bench.inbox, "one.txt.gz"), gzipSync(one![1]));
  const archive = new AdmZip();
  for (const [name, text] of others) archive.addFile(`site 2/${name}`, Buffer.from(text));
  writeFileSync(join(bench.inbox, "others.zip"), archive.toBuffer());
  const done = await bench.settle();
  expect(done).toMatchObject({ ingested: 2, quarantined: 0, failed: [] });
  const [folder] = done.runs;
  expect(bench.inputs(folder!)).toEqual(["inbox/one.txt.gz", "inbox/others.zip"]);
  const rows = readFileSync(join(folder!, "wells.csv"), "utf8").split("\n").slice(1, -1);
  expect(rows.length).toBe(3 * 384);
  expect(new Set(rows.map((row) => /inbox\/[^,]*/.exec(row)![0]))).toEqual(
    new Set(["inbox/one.txt.gz", ...others.map(([name]) => `inbox/others.zip/site 2/${name}`)]),
  );
  const { verdict, findings } = await verifyRun(folder!, { study: bench.study, store: bench.store });
  expect({ verdict, findings }).toMatchObject({ verdict: "verified", findings: [] });
});

test("an archive with a file that is no export is quarantined whole, with that file's name", async () => {
  const bench = new Bench(root, "beside");
  const archive = new AdmZip();
  archive.addFile("card.txt", Buffer.from([...bench.cards.values()][0]!));
  archive.addFile("README.txt", Buffer.from("Cards of March"));
  writeFileSync(join(bench.inbox, "march.zip"), archive.toBuffer());
  expect(await bench.settle()).toMatchObject({ ingested: 0, quarantined: 1, runs: [] });
  expect(bench.lines.join("\n")).toMatch(/march\.zip\/README\.txt: begins with "Cards of March"/);
});

test("a card saved as a workbook gives the expression that its text gives, and its run verifies", async () => {
  const bench = new Bench(root, "workbook");
  const [[name, text]] = [...bench.cards] as [[string, string]];
  writeFileSync(join(bench.inbox, "one.xlsx"), workbookOf(text));
  const asText = new Bench(root, "text");
  asText.upload(0, { as: name });
  const [book, plain] = [await bench.settle(), await asText.settle()];
  expect([book, plain]).toMatchObject([1, 1].map((ingested) => ({ ingested, quarantined: 0, failed: [] })));
  const table = (runs: readonly string[], file: string) => readFileSync(join(runs[0]!, file), "utf8");
  expect(table(book.runs, "wells.csv")).toContain("inbox/one.xlsx#Results");
  expect(table(book.runs, "expression.csv").split("\n").length).toBeGreaterThan(300);
  expect(table(book.runs, "expression.csv")).toBe(table(plain.runs, "expression.csv"));
  const { verdict, findings } = await verifyRun(book.runs[0]!, { study: bench.study, store: bench.store });
  expect({ verdict, findings }).toMatchObject({ verdict: "verified", findings: [] });
});

/** A QuantStudio text as the software saves it in a workbook: numbers are numbers. */
function workbookOf(text: string): Buffer {
  const lines = text.split(/\r\n|\r|\n/);
  const at = lines.indexOf("[Results]");
  const keys = lines.slice(0, at).flatMap((line) => {
    const [, key, value] = /^\* (.+?) = (.*)$/.exec(line) ?? [];
    return key === undefined ? [] : [[key, value]];
  });
  const cell = (word: string) => (/^\d+(\.\d+)?$/.test(word) ? Number(word) : word);
  const rows = lines.slice(at + 1).map((line) => line.split("\t").map(cell));
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet([...keys, [], ...rows]), "Results");
  return write(book, { type: "buffer", bookType: "xlsx" }) as Buffer;
}

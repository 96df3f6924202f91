import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test, vi } from "vitest";
import { exampleStudy } from "../data/example/study.ts";
import type { RunRecord } from "../data/provenance.ts";
import { Trouble } from "../data/trouble.ts";
import { run } from "../pipeline/run.ts";
import { refreshIndex, writeIndex } from "../pipeline/run-index.ts";
import { stages } from "../pipeline/settings.ts";

/** What another process does just before a page is put in its place. */
const meanwhile = vi.hoisted((): { happens?: (() => void) | undefined } => ({}));
vi.mock("../pipeline/page-file.ts", async (original) => {
  const { writePage } = (await original()) as typeof import("../pipeline/page-file.ts");
  return {
    writePage: (path: string, html: string) => {
      meanwhile.happens?.();
      writePage(path, html);
    },
  };
});

const cli = new URL("../dist/cli.js", import.meta.url).pathname;
const root = mkdtempSync(join(tmpdir(), "deltact-index-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let number = 0;
const fresh = (name: string) => join(root, `${++number}-${name}`);

/** A folder with a provenance.json as a run writes it, and nothing else but an empty report. */
function runIn(out: string, folder: string, given: Partial<RunRecord> = {}): void {
  const record = {
    ...{ program: "deltact", version: "0.1.0", run: folder.padEnd(12, "0"), study: "study", inputs: [], tables: [] },
    settings: [{ name: "quality.ct_limit", value: "40", from: "default", unit: "cycles", meaning: "limit" }],
    headlines: [
      { stage: "wells", text: "Wells were read." },
      { stage: "change", text: `What ${folder} found.` },
    ],
    ...{ started: "2024-01-01T10:00:00.000Z", ended: "2024-01-01T10:00:01.000Z", node: "v20" },
    ...given,
  };
  mkdirSync(join(out, folder), { recursive: true });
  writeFileSync(join(out, folder, "provenance.json"), JSON.stringify(record));
  writeFileSync(join(out, folder, "report.html"), "");
}

const page = (out: string) => readFileSync(join(out, "index.html"), "utf8");
const hrefs = (out: string) => [...page(out).matchAll(/href="([^"#]+)"/g)].map(([, href]) => href);
const titles = (out: string) => [...page(out).matchAll(/<h2 [^>]*>([^<]*)</g)].map(([, title]) => title);

describe("an index", () => {
  test("lists studies and runs with the newest first, and tells what each was given otherwise", () => {
    const out = fresh("out");
    runIn(out, "old", { study: "one", ended: "2024-01-01T10:00:00.000Z" });
    runIn(out, "new", {
      ...{ study: "one", ended: "2024-03-01T10:00:00.000Z", version: "0.2.0" },
      settings: [{ name: "quality.ct_limit", value: "38", from: "study.yaml", unit: "cycles", meaning: "limit" }],
      inputs: [{ path: "a", bytes: 1, sha256: "00" }],
    });
    runIn(out, "other", { study: "two", ended: "2024-02-01T10:00:00.000Z" });
    expect(writeIndex(out)).toEqual({ path: join(out, "index.html"), runs: 3 });
    expect(titles(out)).toEqual(["one", "two"]);
    expect(hrefs(out)).toEqual(["new/report.html", "old/report.html", "other/report.html"]);
    expect(page(out)).toContain("version 0.1.0 to 0.2.0; quality.ct_limit 40 to 38; other inputs");
    expect(page(out)).toContain("What new found.");
    expect(page(out)).not.toContain("Wells were read.");
    expect(page(out)).toContain("2024-03-01 10:00 UTC");
    const before = page(out);
    writeIndex(out);
    expect(page(out)).toBe(before);
    expect(readdirSync(out)).toEqual(["index.html", "new", "old", "other"]);
  });

  test("passes over what is no run, and lists what cannot be read as such", () => {
    const out = fresh("out");
    runIn(out, "good");
    runIn(out, ".deltact-making");
    for (const name of ["empty", "folder/provenance.json"]) mkdirSync(join(out, name), { recursive: true });
    writeFileSync(join(out, "notes.txt"), "mine");
    symlinkSync(join(out, "loop"), join(out, "loop"));
    runIn(out, "cut");
    writeFileSync(join(out, "cut", "provenance.json"), '{ "program": "deltact", ');
    runIn(out, "foreign", { ended: "yesterday" });
    runIn(out, "bare", { headlines: undefined as never });
    expect(writeIndex(out).runs).toBe(4);
    expect(hrefs(out)).toEqual(["bare/report.html", "good/report.html"]);
    const [, unreadable = ""] = page(out).split('<section id="unreadable"');
    expect(unreadable).toMatch(
      /<b>cut<\/b>: is not JSON: .*<b>foreign<\/b>: is not what a run writes: ended is not there, or of another kind/,
    );
  });

  test("names from data are text, and addresses lead to their folder alone", () => {
    const out = fresh("out");
    const hostile = `<script>alert(1)</script>"><img src=x onerror=alert(2)>`;
    runIn(out, "javascript:alert(1)", { study: hostile, headlines: [{ stage: "change", text: hostile }] });
    runIn(out, `a "b" %2e#?&é`, { version: hostile });
    writeIndex(out);
    expect(page(out)).not.toMatch(/<script>alert|<img/);
    expect(page(out).match(/<script/g)).toHaveLength(1);
    expect(hrefs(out)).toEqual(["a%20%22b%22%20%252e%23%3F%26%C3%A9/report.html", "javascript%3Aalert(1)/report.html"]);
    for (const href of hrefs(out)) expect(existsSync(new URL(href!, `file://${out}/`))).toBe(true);
  });

  test("of thousands of runs is written in seconds", () => {
    const out = fresh("out");
    const inputs = Array.from({ length: 80 }, (_, at) => ({
      path: `cards/C${at}.txt`,
      bytes: 1,
      sha256: "ab".repeat(32),
    }));
    for (let at = 0; at < 3000; at++) runIn(out, `run-${at}`, { inputs, study: `study ${at % 7}` });
    const began = performance.now();
    expect(writeIndex(out).runs).toBe(3000);
    expect(performance.now() - began).toBeLessThan(20_000);
    expect(hrefs(out)).toHaveLength(3000);
  });

  test("that somebody else wrote is left alone, and the run beside it stands", async () => {
    const out = fresh("out");
    mkdirSync(out);
    writeFileSync(join(out, "index.html"), "<!doctype html><p>mine</p>");
    expect(() => writeIndex(out)).toThrow(Trouble);
    expect(refreshIndex(out)?.replaceAll(out, "OUT")).toMatchInlineSnapshot(`
      "OUT/index.html: is there, and is no index of runs.
        -> Move the file away, or name another folder: deltact replaces only an index that it wrote. [index-foreign]"
    `);
    const study = makeStudy();
    const { status, stderr, stdout } = spawnSync(process.execPath, [cli, "run", study, "--out", out], {
      encoding: "utf8",
    });
    expect(status, stderr).toBe(0);
    expect(stderr).toContain("The run is not listed:");
    expect(existsSync(stdout.trim())).toBe(true);
    expect(page(out)).toBe("<!doctype html><p>mine</p>");
  });
});

function makeStudy(options: Parameters<typeof exampleStudy>[0] = { cards: 3, formats: ["quantstudio"] }): string {
  const study = fresh("study");
  for (const { path, text } of exampleStudy(options)) {
    mkdirSync(dirname(join(study, path)), { recursive: true });
    writeFileSync(join(study, path), text);
  }
  return study;
}

describe("after each run", () => {
  test("it is refreshed; a run that is stopped early is listed with the last that was said", async () => {
    const out = fresh("out");
    const study = makeStudy();
    const whole = await run(study, { out });
    const short = await run(study, { out, until: "expression" });
    expect([whole.folder!.unlisted, short.folder!.unlisted]).toEqual([undefined, undefined]);
    expect(hrefs(out).sort()).toEqual(
      [
        `${whole.folder!.path.slice(out.length + 1)}/report.html`,
        `${short.folder!.path.slice(out.length + 1)}/`,
      ].sort(),
    );
    expect(page(out)).toContain("tables alone");
    expect(page(out)).toMatch(/samples were read, \d+ of them with a dCt/);
    const record = JSON.parse(readFileSync(join(whole.folder!.path, "provenance.json"), "utf8"));
    expect(record.headlines.map(({ stage }: { stage: string }) => stage)).toEqual(Object.keys(stages));
  });

  test("a run that comes, or goes, while the index is written is seen when it was", () => {
    const out = fresh("out");
    runIn(out, "one");
    runIn(out, "two");
    const happenings = [() => runIn(out, "three"), () => rmSync(join(out, "two"), { recursive: true })];
    meanwhile.happens = () => happenings.shift()?.();
    expect(writeIndex(out).runs).toBe(2);
    meanwhile.happens = undefined;
    expect(hrefs(out)).toEqual(["one/report.html", "three/report.html"]);
  });

  test("of runs that end at once every one is listed", async () => {
    const out = fresh("out");
    const studies = [1, 2, 3, 4, 5].map((seed) => makeStudy({ cards: 2, seed, formats: ["quantstudio"] }));
    const ended = (child: ChildProcess) => new Promise((done) => child.on("exit", done));
    const codes = await Promise.all(
      studies.map((study) => ended(spawn(process.execPath, [cli, "wells", study, "--out", out], { stdio: "ignore" }))),
    );
    expect(codes).toEqual(studies.map(() => 0));
    const folders = readdirSync(out).filter((name) => name !== "index.html");
    expect(folders.filter((name) => name.startsWith("."))).toEqual([]);
    expect(hrefs(out).sort()).toEqual(folders.map((name) => `${name}/`).sort());
  });
});

describe("the word index", () => {
  const deltact = (...words: string[]) => spawnSync(process.execPath, [cli, ...words], { encoding: "utf8" });

  test("writes it on its own", () => {
    const out = fresh("out");
    runIn(out, "one");
    expect(deltact("index", out)).toMatchObject({
      status: 0,
      stdout: `${join(out, "index.html")}\n`,
      stderr: "1 run listed.\n",
    });
    expect(hrefs(out)).toEqual(["one/report.html"]);
  });

  test("of a folder that is not there, or is a run's, is trouble", () => {
    const out = fresh("out");
    runIn(out, "one");
    for (const folder of [join(out, "nowhere"), join(out, "one")]) {
      const { status, stdout, stderr } = deltact("index", folder);
      expect({ status, stdout }, stderr).toEqual({ status: 1, stdout: "" });
      expect(existsSync(join(folder, "index.html"))).toBe(false);
    }
    expect(deltact("index").status).toBe(2);
  });
});

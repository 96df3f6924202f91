import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { expect } from "vitest";
import { type ExampleFile, exampleStudy } from "../data/example/study.ts";
import { openStore } from "../pipeline/store/store.ts";
import { quickStudy } from "./quick-study.ts";

export const sha256 = (bytes: string | Uint8Array) => createHash("sha256").update(bytes).digest("hex");

/** The small study whose cards are uploaded, with what takes time turned off. */
const files: readonly ExampleFile[] = [...exampleStudy({ cards: 10, formats: ["quantstudio"] })];
export const cards = files.filter(({ path }) => path.startsWith("cards/")).map(({ text }) => text);

/** A card that was analysed anew: the same wells, other bytes. */
export const anew = (card: string) => card.replace("User Name = NA", "User Name = second analysis");

/** What a call works with, as folders of its own. */
export interface Place {
  readonly studies: readonly string[];
  readonly inbox: string;
  readonly store: string;
  readonly out: string;
  readonly move?: string;
  readonly quiet: number;
  readonly grace: number;
}

export function placeIn(root: string, { move = false, disk = root } = {}): Place {
  const study = join(root, "study");
  for (const { path, text } of files) {
    if (path.startsWith("cards/")) continue;
    mkdirSync(dirname(join(study, path)), { recursive: true });
    writeFileSync(join(study, path), path === "study.yaml" ? quickStudy(text) : text);
  }
  mkdirSync(join(root, "inbox"));
  const folders = { inbox: join(root, "inbox"), store: join(disk, "store"), out: join(disk, "runs") };
  return { studies: [study], ...folders, ...(move && { move: join(root, "done") }), quiet: 0, grace: 0 };
}

/** Uploads a file as a careful sender does: under another name first. */
export function upload({ inbox }: Place, name: string, text: string): void {
  writeFileSync(join(inbox, `${name}.part`), text);
  renameSync(join(inbox, `${name}.part`), join(inbox, name));
}

/** A card, its second analysis, another card, that again, and what is no card. */
export function uploadMixed(place: Place): void {
  upload(place, "a.txt", cards[0]!);
  upload(place, "b.txt", anew(cards[0]!));
  upload(place, "c.txt", cards[1]!);
  upload(place, "d.txt", cards[1]!);
  upload(place, "e.txt", "no card\n");
}

/** What a child says of a call. */
export interface Said {
  readonly error?: string;
  readonly trouble?: boolean;
  readonly busy?: boolean;
  readonly failed?: readonly { readonly reason: string }[];
  readonly quarantined?: number;
  readonly runs?: readonly string[];
  readonly told: readonly string[];
  readonly operations: readonly string[];
}

export type Call = Place & { readonly n?: number; readonly code?: string };

const child = new URL("crash-child.mjs", import.meta.url).pathname;

export function start(...calls: readonly Call[]): ChildProcess {
  return spawn(process.execPath, [child, JSON.stringify(calls)], { stdio: ["ignore", "pipe", "inherit"] });
}

/** Waits for a process: what it said, whether it came to work, and the signal that ended it. */
export async function ended(running: ChildProcess) {
  let text = "";
  running.stdout!.on("data", (part) => {
    text += part;
  });
  const signal = await new Promise<NodeJS.Signals | null>((done) => running.on("close", (_, how) => done(how)));
  const lines = text.split("\n").slice(0, -1);
  const said: Said[] = lines.filter((line) => !line.startsWith('{"working"')).map((line) => JSON.parse(line));
  return { said, working: said.length < lines.length, signal };
}

export async function call(...calls: readonly Call[]): Promise<Said[]> {
  const { said, signal } = await ended(start(...calls));
  expect(signal).toBe(null);
  return said;
}

/** The state of everything, once a call passed: what must not depend on what went wrong before. */
export async function stateOf({ inbox, store: folder, out, move }: Place) {
  const store = (await openStore(folder, { now: () => new Date() }))!;
  const { ledger, objects } = store;
  try {
    expect(ledger.events.broken()).toBe(undefined);
    const uploads = ledger.uploads();
    for (const one of uploads) expect(sha256(objects.get(one.sha256))).toBe(one.sha256);
    const kept = filesIn(join(folder, "objects")).filter((path) => !path.endsWith(".tmp"));
    expect(kept.map((path) => basename(path)).sort()).toEqual(uploads.map((one) => one.sha256).sort());
    const events = ledger.events.all();
    const times = (kind: string) => events.filter((one) => one.kind === kind).map(({ detail }) => detail?.sha256);
    for (const kind of ["received", "ingested", "quarantined"])
      expect(new Set(times(kind)).size, `${kind} twice`).toBe(times(kind).length);
    expect(times("received").sort()).toEqual(uploads.map((one) => one.sha256).sort());
    const visible = runsIn(out);
    const last = ledger.runs().find(({ run }) => run === events.findLast(({ kind }) => kind === "ran")?.detail?.run);
    expect(visible).toContain(basename(last!.folder));
    for (const name of visible) wholeRun(join(out, name));
    return {
      uploads: uploads.map(({ name, sha256, state, study, reason }) => ({ name, sha256, state, study, reason })),
      cards: uploads.map((one) => ledger.cardsOf(one.sha256)),
      reasons: filesIn(join(folder, "quarantine")).filter((path) => !path.endsWith(".tmp")),
      inbox: filesIn(inbox),
      moved: filesIn(move ?? "").map((path) => [path, sha256(readFileSync(join(move!, path)))]),
      run: basename(last!.folder),
      results: resultsOf(last!.folder),
    };
  } finally {
    store.close();
  }
}

/** The runs that one sees. */
export function runsIn(out: string): string[] {
  if (!existsSync(out)) return [];
  const entries = readdirSync(out, { withFileTypes: true });
  return entries.filter((one) => one.isDirectory() && !one.name.startsWith(".")).map(({ name }) => name);
}

/** Everything that a run tells of itself is there, as it was written. */
export function wholeRun(folder: string): void {
  const { tables, rdes } = JSON.parse(readFileSync(join(folder, "provenance.json"), "utf8"));
  const written = [
    ...(tables as { name: string; sha256: string }[]).map((one) => [`${one.name}.csv`, one.sha256]),
    ...(rdes as { file: string; sha256: string }[]).map((one) => [one.file, one.sha256]),
  ];
  expect(written.length).toBeGreaterThan(5);
  for (const [file, hash] of written) expect(sha256(readFileSync(join(folder, file!))), file).toBe(hash);
  expect(readFileSync(join(folder, "report.html"), "utf8")).toMatch(/<\/html>\s*$/);
  expect(readdirSync(folder).length).toBe(written.length + 2);
}

/** The files of a run that hold no times, as hashes. */
function resultsOf(folder: string): string[][] {
  const names = readdirSync(folder).filter((name) => name !== "provenance.json");
  return names.sort().map((name) => [name, sha256(readFileSync(join(folder, name)))]);
}

export function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const within = (path: string) => path.slice(folder.length + 1);
  return entries
    .filter((one) => one.isFile())
    .map((one) => within(join(one.parentPath, one.name)))
    .sort();
}

/** Mounts, where this machine lets us; says why not otherwise. */
export function mounted(...words: readonly string[]): boolean {
  try {
    execFileSync("mount", [...words], { stdio: "pipe" });
    return true;
  } catch (error) {
    if (process.env.CI === "true" && process.getuid?.() === 0) throw error;
    console.warn(`skipped: mount ${words.join(" ")}: ${(error as Error).message}`);
    return false;
  }
}

import { execFileSync, spawn, spawnSync } from "node:child_process";
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Chance } from "../data/chance.ts";
import { readLedger } from "../pipeline/store/read-store.ts";
import {
  cards,
  filesIn,
  mounted,
  type Place,
  placeIn,
  runsIn,
  stateOf,
  upload,
  uploadMixed,
  wholeRun,
} from "./crash-place.ts";

// A power cut: the store, the runs and what is moved lie on a disk of their own, which is a file. The process is stopped,
// the file is copied, and the copy is what a disk holds whose computer lost its power at that moment: what was written and
// not synced is not there. The inbox is another computer's, and loses nothing.

const cli = new URL("../dist/cli.js", import.meta.url).pathname;
const noSync = new URL("no-sync.mjs", import.meta.url).pathname;
const root = mkdtempSync(join(tmpdir(), "deltact-power-"));
const disk = join(root, "disk");
const [empty, image, copy] = ["empty.img", "disk.img", "copy.img"].map((name) => join(root, name)) as [
  string,
  string,
  string,
];

const mount = (file: string) => mounted("-o", "loop", file, disk);
/** Not lazily: a disk that is still in use would be written to while another takes its place. */
const unmount = () => spawnSync("umount", [disk]).status === 0;

/** Why there can be no power cut here; undefined where there can. */
function hindrance(): string | undefined {
  mkdirSync(disk);
  writeFileSync(empty, "");
  truncateSync(empty, 48 << 20);
  const words = ["-q", "-F", "-E", "lazy_itable_init=0,lazy_journal_init=0", empty];
  const made = spawnSync("mkfs.ext4", words, { encoding: "utf8" });
  if (made.status !== 0) return `mkfs.ext4: ${made.error?.message ?? made.stderr}`;
  return mount(empty) && unmount() ? undefined : "no file can be mounted as a disk";
}
const why = hindrance();
if (why !== undefined) console.warn(`skipped: power cuts: ${why}`);

afterAll(() => {
  spawnSync("umount", ["-l", disk]);
  for (const file of [empty, image, copy]) {
    const { stdout } = spawnSync("losetup", ["-n", "-O", "NAME", "-j", file], { encoding: "utf8" });
    for (const device of (stdout ?? "").split("\n").filter(Boolean)) spawnSync("losetup", ["-d", device.trim()]);
  }
  rmSync(root, { recursive: true, force: true });
});

let number = 0;
/** A new disk, and an inbox with uploads. */
function freshPlace(): Place {
  // A round that failed has left its disk.
  if (spawnSync("mountpoint", ["-q", disk]).status === 0) expect(unmount()).toBe(true);
  copyFileSync(empty, image);
  expect(mount(image)).toBe(true);
  const folder = join(root, String(++number));
  mkdirSync(folder);
  const place = { ...placeIn(folder, { disk }), move: join(disk, "done") };
  uploadMixed(place);
  for (const [index, text] of cards.slice(2, 8).entries()) upload(place, `f${index}.txt`, text);
  return place;
}

const wordsOf = ({ studies, inbox, store, out, move = "" }: Place) => {
  const folders = ["--inbox", inbox, "--store", store, "--out", out, "--move", move];
  return ["process", ...studies, ...folders, "--quiet", "0", "--grace", "0"];
};
function deltact(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...words], { encoding: "utf8" });
  return { status, told: stdout + stderr };
}

/** Whether each thread of a process has stopped, or all have ended. */
function isStopped(pid: number): boolean {
  const tasks = `/proc/${pid}/task`;
  if (!existsSync(tasks)) return true;
  try {
    const states = readdirSync(tasks).map((task) => readFileSync(join(tasks, task, "stat"), "utf8"));
    return states.every((stat) => /^[TZ]/.test(stat.slice(stat.lastIndexOf(")") + 2)));
  } catch {
    // One of them ended meanwhile.
    return false;
  }
}

/**
 * The same place with the disk's files copied from it: whoever reads a ledger in this process has it open until what was
 * read is collected, and a disk in use cannot be taken off.
 */
function copied(place: Place): Place {
  const folder = mkdtempSync(join(root, "files-"));
  cpSync(disk, folder, { recursive: true });
  const own = (path: string) => join(folder, basename(path));
  return { ...place, store: own(place.store), out: own(place.out), move: own(place.move!) };
}

/** Starts a call, and cuts the power when it has worked on the store for some milliseconds: the copy is mounted then. */
async function cut(place: Place, after: number, preload: readonly string[] = []): Promise<void> {
  const running = spawn(process.execPath, [...preload, cli, ...wordsOf(place)], { stdio: "ignore" });
  const ended = new Promise((done) => running.on("exit", done));
  while (!existsSync(place.store) && running.exitCode === null) await pause(1);
  await pause(after);
  running.kill("SIGSTOP");
  // What a thread has begun within the kernel is done before it stops.
  while (!isStopped(running.pid!)) await pause(1);
  // A block that the kernel wrote while the file was copied would be a moment of its own: then it is copied again.
  do execFileSync("cp", ["--sparse=always", image, copy]);
  while (spawnSync("cmp", ["-s", image, copy]).status !== 0);
  running.kill("SIGKILL");
  await ended;
  expect(unmount()).toBe(true);
  expect(mount(copy)).toBe(true);
}

/** What is not as it must be after a power cut, before anything is done about it, and what the ledger came to tell. */
async function look(place: Place, uploaded: readonly string[]) {
  const { store, out, inbox } = place;
  const faults: string[] = [];
  const status = deltact("status", "--store", store, "--json");
  // The power may have been cut before there was a ledger with tables.
  const begun = !/\[(no-store|store-older)\]/.test(status.told);
  if (begun && status.status !== 0) faults.push(`status: ${status.told}`);
  const audit = deltact("audit", "--store", store);
  if (begun && audit.status !== 0) faults.push(`audit: ${audit.told}`);
  const whole = (name: string) => {
    try {
      wholeRun(join(out, name));
    } catch (error) {
      faults.push(`the run ${name}: ${(error as Error).message}`);
    }
  };
  for (const name of runsIn(out)) whole(name);
  if (begun && status.status !== 0) return { faults, came: "unreadable" };
  const told =
    begun &&
    (await readLedger(copied(place).store, (ledger) => ({
      uploads: ledger.uploads(),
      runs: ledger.runs(),
      events: ledger.events.all(),
    })));
  const { uploads, runs, events } = told || { uploads: [], runs: [], events: [] };
  for (const { folder } of runs)
    if (!existsSync(folder)) faults.push(`the run ${basename(folder)} is told and not there`);
  const seen = events
    .filter(({ kind }) => kind === "received" || kind === "seen-again")
    .map(({ detail }) => detail?.name);
  const here = filesIn(inbox);
  for (const name of uploaded)
    if (!here.includes(name) && !seen.includes(name)) faults.push(`${name} left the inbox, and is not known`);
  if (!begun) return { faults, came: "nothing" };
  const read = uploads.filter(({ state }) => state !== "received").length;
  const left = here.length < uploaded.length;
  return {
    faults,
    came: left ? "moved" : runs.length > 0 ? "run" : read > 0 ? "read" : uploads.length > 0 ? "received" : "nothing",
  };
}

describe.skipIf(why !== undefined)("power cut", () => {
  let undisturbed: Awaited<ReturnType<typeof stateOf>>;
  /** Milliseconds that a call works on the store. */
  let usual = 0;
  beforeAll(async () => {
    const place = freshPlace();
    const running = spawn(process.execPath, [cli, ...wordsOf(place)], { stdio: "ignore" });
    const ended = new Promise((done) => running.on("exit", done));
    while (!existsSync(place.store)) await pause(1);
    const began = performance.now();
    // One of the uploads is no card.
    expect(await ended).toBe(5);
    usual = performance.now() - began;
    undisturbed = await stateOf(copied(place));
    expect(unmount()).toBe(true);
  });

  test("12 times at random: what the ledger tells is there, and the next call completes", async () => {
    const random = new Chance(12, 0);
    const came: string[] = [];
    for (let round = 0; round < 12; round++) {
      const place = freshPlace();
      const uploaded = filesIn(place.inbox);
      const after = usual * ((round + random.uniform()) / 12);
      await cut(place, after);
      const seen = await look(place, uploaded);
      const what = `cut after ${after.toFixed(0)} ms, when the uploads were: ${seen.came}`;
      expect(seen.faults, what).toEqual([]);
      came.push(seen.came);
      const next = deltact(...wordsOf(place));
      expect([0, 5], `${what}; ${next.told}`).toContain(next.status);
      const state = await stateOf(copied(place));
      expect(state, what).toEqual(undisturbed);
      const words = ["verify", join(place.out, state.run), "--study", place.studies[0]!, "--store", place.store];
      expect(deltact(...words), what).toMatchObject({ status: 0, told: expect.stringContaining("equal") });
      expect(unmount()).toBe(true);
    }
    console.log(
      `a call works for ${usual.toFixed(0)} ms; when the power was cut, the uploads were: ${came.join(", ")}`,
    );
  });

  test("without fsync something is lost: the test can fail", async () => {
    const random = new Chance(7, 0);
    const lost: string[] = [];
    const rounds = 6;
    for (let round = 0; round < rounds; round++) {
      const place = freshPlace();
      const uploaded = filesIn(place.inbox);
      await cut(place, usual * (0.3 + 0.7 * random.uniform()), ["--import", noSync]);
      const { faults } = await look(place, uploaded);
      if (faults.length > 0) lost.push(faults.join("\n"));
      expect(unmount()).toBe(true);
    }
    console.log(`without fsync, ${lost.length} of ${rounds} disks were damaged: ${lost[0]?.slice(0, 300)}`);
    expect(lost.length).toBeGreaterThan(0);
    expect(lost.join("\n")).toContain("does not hold the bytes of its name");
  });
});

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { processInbox } from "../pipeline/inbox/process.ts";
import type { Watcher } from "../pipeline/store/disk.ts";
import { openStore } from "../pipeline/store/store.ts";
import {
  anew,
  type Call,
  call,
  cards,
  ended,
  filesIn,
  mounted,
  type Place,
  placeIn,
  runsIn,
  sha256,
  start,
  stateOf,
  upload,
  uploadMixed,
  wholeRun,
} from "./crash-place.ts";

// Whatever happens to a process that works on an inbox: after the next call nothing is lost, and nothing is doubled.

const root = mkdtempSync(join(tmpdir(), "deltact-crash-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let number = 0;
function freshPlace(options: { move?: boolean } = {}): Place {
  const folder = join(root, String(++number));
  mkdirSync(folder);
  return placeIn(folder, options);
}

/** What is in a folder, but for what SQLite keeps beside an open file. */
const contentsOf = (folder: string) =>
  filesIn(folder)
    .filter((path) => !/-(wal|shm)$/.test(path))
    .map((path) => [path, sha256(readFileSync(join(folder, path)))]);

/** A call in this process. */
async function here(place: Place, more: { now?: () => Date; watcher?: Watcher; retry?: readonly string[] } = {}) {
  const told: string[] = [];
  const done = await processInbox({ now: () => new Date(), tell: (line) => told.push(line), ...place, ...more });
  return { ...done, told };
}

/** Does a thing for each number, so many at once as there are lanes. */
async function inLanes(lanes: number, numbers: readonly number[], what: (n: number) => Promise<void>): Promise<void> {
  const rest = [...numbers];
  const lane = async () => {
    for (let n = rest.shift(); n !== undefined; n = rest.shift()) await what(n);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

describe("at every operation", () => {
  let undisturbed: Awaited<ReturnType<typeof stateOf>>;
  let operations: readonly string[];
  beforeAll(async () => {
    const place = freshPlace({ move: true });
    uploadMixed(place);
    const [said] = await call(place);
    operations = said!.operations;
    undisturbed = await stateOf(place);
  });
  const counted = () => operations.map((_, index) => index + 1);

  test("undisturbed, each upload ends as it should", () => {
    expect(undisturbed.uploads.map(({ name, state }) => [name, state])).toEqual([
      ["a.txt", "superseded"],
      ["b.txt", "ingested"],
      ["c.txt", "ingested"],
      ["e.txt", "quarantined"],
    ]);
    expect(undisturbed.inbox).toEqual([]);
    expect(undisturbed.moved.map(([name]) => name)).toEqual(["a.txt", "b.txt", "c.txt", "d.txt", "e.txt"]);
    for (const kind of [
      "mkdir",
      "open",
      "write",
      "fsync",
      "rename",
      "commit",
      "committed",
      "mkdtempSync",
      "renameSync",
    ])
      expect(
        operations.some((one) => one.startsWith(`${kind} `)),
        kind,
      ).toBe(true);
  });

  test("killed at the n-th, for every n", async () => {
    let kills = 0;
    await inLanes(2, [...counted(), operations.length + 1], async (n) => {
      const place = freshPlace({ move: true });
      uploadMixed(place);
      const { said, signal } = await ended(start({ ...place, n }));
      if (signal === "SIGKILL") kills++;
      else expect(said[0]!.operations).toHaveLength(n - 1);
      for (const name of runsIn(place.out)) wholeRun(join(place.out, name));
      const { failed } = await here(place);
      expect(failed).toEqual([]);
      expect(await stateOf(place), `killed at ${n}: ${operations[n - 1]}`).toEqual(undisturbed);
      rmSync(join(place.store, ".."), { recursive: true });
    });
    expect(kills).toBe(operations.length);
  });

  test("failed at the n-th, for every n: it is told, and the next call of the same process completes", async () => {
    const codes = ["ENOSPC", "EIO", "EACCES"];
    const places = counted().map(() => freshPlace({ move: true }));
    const calls = places.flatMap((place, index): Call[] => {
      uploadMixed(place);
      return [{ ...place, n: index + 1, code: codes[index % codes.length]! }, place];
    });
    const half = 2 * Math.ceil(places.length / 2);
    const said = (await Promise.all([call(...calls.slice(0, half)), call(...calls.slice(half))])).flat();
    for (const [index, place] of places.entries()) {
      const [first, second] = [said[2 * index]!, said[2 * index + 1]!];
      const what = `failed at ${index + 1}: ${operations[index]}`;
      const words = [first.error, ...first.told, ...(first.failed ?? []).map(({ reason }) => reason)].join("\n");
      // A run that cannot be read is told of in the index itself.
      if (!/^openSync .*provenance\.json$/.test(operations[index]!) || /\.deltact-/.test(operations[index]!))
        expect(words, what).toContain(`${codes[index % codes.length]}: at the operation ${index + 1}`);
      if (first.error !== undefined) expect(first.trouble, `${what}: ${first.error}`).toBe(true);
      expect([second.error, second.busy, second.failed], what).toEqual([undefined, false, []]);
      expect(await stateOf(place), what).toEqual(undisturbed);
    }
  });
});

test("killed 200 times at random, three processes at once, while uploads arrive", async () => {
  const alone = freshPlace();
  for (const [index, text] of cards.entries()) upload(alone, `${index + 10}.txt`, text);
  const first = performance.now();
  await call(alone);
  // How long a process takes: of late, for other tests and the other two lanes slow it down.
  let usual = performance.now() - first;
  const undisturbed = await stateOf(alone);
  const kills = { living: 0, working: 0 };
  let [passed, rounds, putAside] = [0, 0, 0];
  for (; kills.living < 200 || kills.working < 60; rounds++) {
    const place = freshPlace();
    let sent = 0;
    let killed = 0;
    let done = false;
    const lane = async () => {
      while (!done) {
        if (sent < cards.length) {
          const index = sent++;
          upload(place, `${index + 10}.txt`, cards[index]!);
        }
        const whole = sent === cards.length;
        const began = performance.now();
        const running = start(place);
        // Ever later, so that a round ends on a slow machine too.
        const timer = setTimeout(() => running.kill("SIGKILL"), Math.random() ** 2 * usual * (1 + killed / 20));
        const { said, working, signal } = await ended(running);
        clearTimeout(timer);
        if (signal === "SIGKILL") {
          killed++;
          kills.living++;
          if (working) kills.working++;
        } else {
          passed++;
          expect([said[0]!.error, said[0]!.failed]).toEqual([undefined, []]);
          if (whole && !said[0]!.busy) done = true;
          if (said[0]!.busy) await new Promise((go) => setTimeout(go, usual));
          else usual = (usual + performance.now() - began) / 2;
        }
      }
    };
    await Promise.all([lane(), lane(), lane()]);
    expect(await here(place)).toMatchObject({ failed: [], quarantined: 0 });
    // What killed the process three times while it was read is put aside, as it should be, until somebody takes it up again.
    const aside = (await stateOf(place)).uploads.filter(({ state }) => state === "quarantined");
    for (const { reason } of aside) expect(reason).toMatch(/^Reading it ended 3 times with the death of the process\./);
    if (aside.length > 0) expect(await here(place, { retry: ["all"] })).toMatchObject({ ingested: aside.length });
    putAside += aside.length;
    expect(await stateOf(place)).toEqual(undisturbed);
  }
  expect(kills.living).toBeGreaterThanOrEqual(200);
  expect(undisturbed.uploads.map((one) => one.state)).toEqual(cards.map(() => "ingested"));
  const text = `${kills.living} killed, ${kills.working} of them at work, ${passed} passed, ${putAside} uploads put aside, in ${rounds} stores`;
  console.log(`${text}; a process takes ${usual.toFixed(0)} ms`);
}, 600_000);

describe("disks", () => {
  test("one that is full: it is told, and all completes once there is room", async (context) => {
    const folder = join(root, String(++number));
    const disk = join(folder, "disk");
    mkdirSync(disk, { recursive: true });
    if (!mounted("-t", "tmpfs", "-o", "size=64k", "tmpfs", disk)) return context.skip();
    try {
      const place = placeIn(folder, { disk });
      for (const [index, text] of cards.slice(0, 6).entries()) upload(place, `${index}.txt`, text);
      let full = 0;
      for (let size = 64; ; size += 256) {
        mounted("-o", `remount,size=${size}k`, disk);
        const [said] = await call(place);
        for (const name of runsIn(place.out)) wholeRun(join(place.out, name));
        if (said!.error === undefined && said!.failed!.length === 0) break;
        full++;
        const words = said!.error ?? said!.failed![0]!.reason;
        expect(words).toMatch(/ENOSPC|full|disk I\/O|unable to open/i);
        if (said!.error !== undefined) expect(said!.trouble, said!.error).toBe(true);
        expect(filesIn(place.store).filter((path) => path.endsWith(".tmp"))).toEqual([]);
        expect(size).toBeLessThan(20_000);
      }
      expect(full).toBeGreaterThan(5);
      const { uploads } = await stateOf(place);
      expect(uploads.map((one) => one.state)).toEqual(Array(6).fill("ingested"));
    } finally {
      spawnSync("umount", ["-l", disk]);
    }
  });

  test("killed while a file is moved to another: nothing half-written stays there", async (context) => {
    const folder = join(root, String(++number));
    const move = join(folder, "done");
    mkdirSync(move, { recursive: true });
    if (!mounted("-t", "tmpfs", "-o", "size=1m", "tmpfs", move)) return context.skip();
    try {
      const place = { ...placeIn(folder), move };
      upload(place, "a.txt", cards[0]!);
      const [said] = await call(place);
      rmSync(join(move, "a.txt"));
      rmSync(place.store, { recursive: true });
      rmSync(place.out, { recursive: true });
      upload(place, "a.txt", cards[0]!);
      const n = said!.operations.lastIndexOf(`rename ${join(move, "a.txt")}`) + 1;
      expect((await ended(start({ ...place, n }))).signal).toBe("SIGKILL");
      expect(filesIn(move)).toHaveLength(1);
      await call(place);
      expect([filesIn(move), filesIn(place.inbox)]).toEqual([["a.txt"], []]);
    } finally {
      spawnSync("umount", ["-l", move]);
    }
  });

  test("one that is read-only: it is told, and nothing is changed", async (context) => {
    const place = freshPlace();
    upload(place, "a.txt", cards[0]!);
    await call(place);
    const before = contentsOf(place.store);
    upload(place, "b.txt", cards[1]!);
    if (!mounted("--bind", place.store, place.store)) return context.skip();
    try {
      mounted("-o", "remount,bind,ro", place.store);
      const [said] = await call(place);
      expect(said!.error).toMatch(/store.*(read-?only|EROFS)[\s\S]*->/i);
      expect(said!.trouble).toBe(true);
    } finally {
      spawnSync("umount", ["-l", place.store]);
    }
    expect(contentsOf(place.store)).toEqual(before);
    expect((await here(place)).ingested).toBe(1);
    expect((await stateOf(place)).uploads).toHaveLength(2);
  });

  test("an object that was damaged stops no other upload, and the same upload mends it", async () => {
    const place = freshPlace();
    upload(place, "a.txt", cards[0]!);
    // Received, but not read yet: the study cannot be.
    const yaml = join(place.studies[0]!, "study.yaml");
    renameSync(yaml, `${yaml}.away`);
    expect((await here(place)).failed).toHaveLength(1);
    renameSync(`${yaml}.away`, yaml);
    const hash = sha256(cards[0]!);
    const object = join(place.store, "objects", hash.slice(0, 2), hash);
    writeFileSync(object, "damaged");
    upload(place, "b.txt", cards[1]!);
    for (let times = 1; times <= 4; times++) {
      const { ingested, quarantined, told } = await here(place);
      expect([ingested, quarantined]).toEqual([times === 1 ? 1 : 0, 1]);
      expect(told.join("\n")).toMatch(/a\.txt: .*no longer holds the bytes/);
    }
    upload(place, "a.txt", cards[0]!);
    expect((await here(place)).ingested).toBe(1);
    expect((await stateOf(place)).uploads.map((one) => one.state)).toEqual(["ingested", "ingested"]);
  });

  test("a run that is gone is made again", async () => {
    const place = freshPlace();
    upload(place, "a.txt", cards[0]!);
    const { runs } = await here(place);
    expect((await here(place)).runs).toEqual([]);
    rmSync(runs[0]!, { recursive: true });
    expect((await here(place)).runs).toEqual(runs);
    wholeRun(runs[0]!);
  });
});

describe("an inbox that vanishes", () => {
  test("between two calls: it is told, and nothing is doubled when it is back", async () => {
    const place = freshPlace();
    upload(place, "a.txt", cards[0]!);
    await here(place);
    const before = await stateOf(place);
    renameSync(place.inbox, `${place.inbox}.away`);
    await expect(here(place)).rejects.toThrow(/inbox.*cannot be looked at.*ENOENT[\s\S]*inbox-unreadable/);
    renameSync(`${place.inbox}.away`, place.inbox);
    expect(await here(place)).toMatchObject({ busy: false, ingested: 0, runs: [] });
    expect(await stateOf(place)).toEqual(before);
  });

  test("while it is worked on: what was taken is kept, and the rest is taken when it is back", async () => {
    for (const n of [1, 2, 5, 9, 12, 15, 20, 25]) {
      const place = freshPlace({ move: true });
      uploadMixed(place);
      let count = 0;
      const watcher = () => {
        if (++count === n) renameSync(place.inbox, `${place.inbox}.away`);
      };
      await here(place, { watcher }).catch((error) => expect(error.message).toContain("inbox-unreadable"));
      expect(existsSync(place.inbox), String(n)).toBe(false);
      renameSync(`${place.inbox}.away`, place.inbox);
      await here(place);
      const { uploads, inbox } = await stateOf(place);
      expect(uploads.map((one) => one.state)).toEqual(["superseded", "ingested", "ingested", "quarantined"]);
      expect(inbox).toEqual([]);
    }
  });
});

test("a clock that goes back by a day: the file is looked at anew, and taken once", async () => {
  const place = { ...freshPlace(), quiet: 30_000 };
  upload(place, "a.txt", cards[0]!);
  const noon = Date.parse("2026-03-02T12:00:00Z");
  const day = 24 * 60 * 60 * 1000;
  const at = (time: number) => here(place, { now: () => new Date(time) });
  expect(await at(noon)).toMatchObject({ waiting: 1, ingested: 0 });
  expect(await at(noon - day)).toMatchObject({ waiting: 1, ingested: 0 });
  expect(await at(noon - day + 31_000)).toMatchObject({ waiting: 0, ingested: 1 });
  expect(await at(noon - 2 * day)).toMatchObject({ ingested: 0, runs: [] });
  expect(await at(noon)).toMatchObject({ ingested: 0, runs: [] });
  upload(place, "b.txt", cards[1]!);
  await at(noon - 3 * day);
  expect(await at(noon - 3 * day + 31_000)).toMatchObject({ ingested: 1 });
  const { uploads, run } = await stateOf(place);
  expect(uploads.map((one) => one.state)).toEqual(["ingested", "ingested"]);
  expect(runsIn(place.out)).toHaveLength(2);
  expect(runsIn(place.out)).toContain(run);
});

test("of two analyses of a card, the one that came later holds, whatever stopped the first from being read", async () => {
  const place = freshPlace();
  upload(place, "z.txt", cards[0]!);
  const yaml = join(place.studies[0]!, "study.yaml");
  renameSync(yaml, `${yaml}.away`);
  await here(place);
  renameSync(`${yaml}.away`, yaml);
  upload(place, "a.txt", anew(cards[0]!));
  await here(place);
  const { uploads } = await stateOf(place);
  expect(uploads.map(({ name, state }) => [name, state])).toEqual([
    ["a.txt", "ingested"],
    ["z.txt", "superseded"],
  ]);
});

describe("two calls at once", () => {
  test("one works, the other says that it is busy", async () => {
    const place = freshPlace();
    upload(place, "a.txt", cards[0]!);
    const both = await Promise.all([here(place), here(place)]);
    expect(both.map(({ busy }) => busy).sort()).toEqual([false, true]);
    const saying = both.find(({ busy }) => busy)!;
    expect(saying.told).toEqual(["Another process is at work on this store; nothing was done."]);
    expect((await stateOf(place)).uploads).toHaveLength(1);
  });

  test("the command line ends with 75, and changes nothing", async () => {
    const place = freshPlace();
    upload(place, "a.txt", cards[0]!);
    await call(place);
    upload(place, "b.txt", cards[1]!);
    // Not while the lock is held: a process that closes the file which it locked gives up the lock.
    const base = join(place.store, "..");
    const before = contentsOf(base);
    const store = (await openStore(place.store, { now: () => new Date() }))!;
    const cli = new URL("../dist/cli.js", import.meta.url).pathname;
    const words = ["process", ...place.studies, "--inbox", place.inbox, "--store", place.store, "--out", place.out];
    const { status, stderr } = spawnSync(process.execPath, [cli, ...words, "--quiet", "0"], { encoding: "utf8" });
    expect([status, stderr]).toEqual([75, "Another process is at work on this store; nothing was done.\n"]);
    store.close();
    expect(contentsOf(base)).toEqual(before);
    expect((await here(place)).ingested).toBe(1);
  });
});

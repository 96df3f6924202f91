import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { forgetSubject } from "../pipeline/forget/forget-subject.ts";
import { prunable, prune, type Retention } from "../pipeline/inbox/prune.ts";
import { pruneStore } from "../pipeline/inbox/prune-store.ts";
import { audit } from "../pipeline/store/audit.ts";
import { openStore } from "../pipeline/store/store.ts";
import { Bench, QUIET } from "./inbox-bench.ts";

const root = mkdtempSync(join(tmpdir(), "deltact-prune-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const DAY = 86_400_000;

/** A store with a superseded and a quarantined upload, and two runs. */
async function made(name: string): Promise<Bench> {
  const bench = new Bench(root, name);
  bench.upload(0, { as: "one.txt" });
  bench.upload(1, { as: "two.txt" });
  bench.upload(2, { as: "bad.txt", edit: (text) => text.replace(/\t18S-/g, "\tno such gene-") });
  await bench.settle();
  bench.upload(0, { as: "anew.txt", edit: (text) => text.replace("EXAMPLE", "ELSEWHERE") });
  await bench.settle();
  expect(await bench.states()).toEqual({
    ...{ "one.txt": "superseded", "anew.txt": "ingested", "two.txt": "ingested", "bad.txt": "quarantined" },
  });
  return bench;
}

async function pruned(bench: Bench, keep: Retention): Promise<string[]> {
  const store = (await openStore(bench.store, { now: () => new Date(bench.time) }))!;
  const plan = prunable(store.ledger, keep, new Date(bench.time));
  prune(store, plan);
  store.close();
  return [...plan.uploads.map(({ name }) => name), ...plan.runs.map(({ folder }) => folder)];
}

test("what is older than it is kept goes, each by its own rule; what is in use stays", async () => {
  const bench = await made("rules");
  const runs = await bench.ledger((ledger) => ledger.runs().map(({ folder }) => folder));
  bench.time += 10 * DAY;
  expect(await pruned(bench, { quarantined: 11, superseded: 11 })).toEqual([]);
  expect(await pruned(bench, { superseded: 9 })).toEqual(["one.txt"]);
  expect(await pruned(bench, { quarantined: 9, superseded: 9 })).toEqual(["bad.txt"]);
  expect(await pruned(bench, { runs: 1 })).toEqual([runs[1]]);
  expect(runs.map(existsSync)).toEqual([true, false]);
  expect(await audit(bench.store)).toMatchObject({ damage: [], objects: 2 });
  // Nothing hangs on what went: nothing is run anew.
  expect(await bench.process()).toMatchObject({ runs: [], failed: [], changed: false });
});

test("an upload that was pruned is known; the same bytes bring it back to be taken up again", async () => {
  const bench = await made("back");
  bench.time += 10 * DAY;
  await pruned(bench, { quarantined: 1 });
  await bench.process({ retry: ["all"] });
  expect(bench.lines.at(-1)).toMatch(/bad\.txt: .*is not there/s);
  bench.upload(2, { as: "bad-again.txt", edit: (text) => text.replace(/\t18S-/g, "\tno such gene-") });
  await bench.process();
  bench.time += QUIET;
  expect(await bench.process()).toMatchObject({ quarantined: 1 });
  expect(await audit(bench.store)).toMatchObject({ damage: [], objects: 4 });
});

test("what was pruned is nothing that is left to be forgotten", async () => {
  const bench = await made("then-forgotten");
  bench.time += 10 * DAY;
  await pruned(bench, { quarantined: 1, superseded: 1 });
  const path = join(bench.study, "subjects.csv");
  const text = readFileSync(path, "utf8");
  const subject = /^(INO-\d+),yes,no/m.exec(text)![1]!;
  writeFileSync(path, text.replace(`${subject},yes,no`, `${subject},yes,yes`));
  rmSync(bench.inbox, { recursive: true });
  const { study, store, out } = bench;
  expect(await forgetSubject({ subject, study, store, out, dry: false })).toMatchObject({ left: false });
});

test("without --yes it is only told", async () => {
  const bench = await made("told");
  const told = await pruneStore(bench.store, { quarantined: 0, superseded: 0, runs: 1 }, false);
  expect(told!.join("\n")).toMatch(/bad\.txt \(\w+\), quarantined: would be.*one\.txt.*example-.*Nothing was done/s);
  expect(await audit(bench.store)).toMatchObject({ objects: 4 });
  await pruneStore(bench.store, { quarantined: 0, superseded: 0, runs: 1 }, true);
  expect(await audit(bench.store)).toMatchObject({ damage: [], objects: 2 });
  expect(await pruneStore(bench.store, { quarantined: 0, superseded: 0, runs: 1 }, true)).toEqual([
    "Nothing is older than it is to be kept.",
  ]);
});

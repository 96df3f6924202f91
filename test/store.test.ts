import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { audit } from "../pipeline/store/audit.ts";
import { openDatabase } from "../pipeline/store/database.ts";
import { hashOf } from "../pipeline/store/objects.ts";
import { openStore } from "../pipeline/store/store.ts";
import { Bench } from "./inbox-bench.ts";

const root = mkdtempSync(join(tmpdir(), "deltact-store-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe("a ledger of version 1", () => {
  const dump = readFileSync(new URL("stores/version-1.sql", import.meta.url), "utf8");

  /** A store as that version left it after two uploads of the example with two cards. */
  async function old(name: string, sql = dump): Promise<Bench> {
    const bench = new Bench(root, name, { cards: 2 });
    for (const text of bench.cards.values()) {
      const sha256 = hashOf(text);
      expect(dump, "the example study has changed: write the dump anew with its uploads").toContain(sha256);
      bench.write(join(bench.store, "objects", sha256.slice(0, 2), sha256), text);
    }
    const database = await openDatabase(join(bench.store, "ledger.sqlite"));
    database.exec(sql);
    database.close();
    return bench;
  }

  test("is told to be older by who only reads it, and is brought to this version by who works on it", async () => {
    const bench = await old("migrated");
    await expect(bench.states()).rejects.toThrow(/has the version 1.*\[store-older\]/s);
    for (const card of [0, 1]) bench.upload(card, { as: `again-${card}.txt` });
    // Its run's folder is not here: it is made again, of the same uploads.
    const done = await bench.settle();
    expect(done).toMatchObject({ ingested: 0, quarantined: 0, failed: [] });
    expect(await bench.states()).toEqual({ "EX00001.txt": "ingested", "EX00002.txt": "ingested" });
    expect(await audit(bench.store)).toMatchObject({ damage: [], objects: 2 });
    const events = await bench.ledger((ledger) => ledger.events.all());
    const last = /^INSERT INTO events VALUES \(5.*'([0-9a-f]{64})'\);$/m.exec(dump)![1];
    expect(events.slice(0, 6).map(({ kind }) => kind)).toEqual([
      ...["received", "received", "ingested", "ingested", "ran", "digested"],
    ]);
    expect(events[5]!.detail).toEqual({ ended: last });
  });

  test("is left as it is where its chain is broken", async () => {
    const bench = await old("broken", dump.replace(`"bytes":56255`, `"bytes":56256`));
    await expect(bench.process()).rejects.toThrow(/chain of events is broken at event 1.*\[store-damaged\]/s);
    const database = await openDatabase(join(bench.store, "ledger.sqlite"));
    expect(database.prepare("PRAGMA user_version").get()).toMatchObject({ user_version: 1 });
    expect(database.prepare("SELECT count(*) AS n FROM events").get()).toMatchObject({ n: 5 });
    database.close();
  });
});

describe("the detail of an event", () => {
  async function events(name: string) {
    const folder = join(root, name);
    mkdirSync(folder);
    const store = (await openStore(folder, { now: () => new Date(0) }))!;
    for (const kind of ["one", "two", "three"]) store.ledger.note(kind, { of: kind });
    return { ...store, folder };
  }

  test("can be erased where an event tells so, and the chain holds", async () => {
    const { ledger, close, folder } = await events("erased");
    ledger.doing(() => {
      ledger.events.erase([2]);
      ledger.events.add("now", "forgotten", { erased: [2], states: {} });
    });
    expect(ledger.events.broken()).toBe(undefined);
    expect(ledger.events.all().map(({ detail }) => detail)).toEqual([
      { of: "one" },
      undefined,
      { of: "three" },
      { erased: [2], states: {} },
    ]);
    close();
    expect(await audit(folder)).toMatchObject({ damage: [] });
  });

  test("that was erased in silence is told", async () => {
    const { ledger, close } = await events("silent");
    ledger.events.erase([2]);
    expect(ledger.events.broken()).toEqual({ id: 2, text: "was erased, and no event tells of it" });
    close();
  });

  test("cannot be changed, nor can anything else of an event", async () => {
    const { ledger, close } = await events("held");
    for (const change of [`detail = '{}'`, "kind = 'x', detail = NULL, salt = NULL", "hash = 'x'", "salt = 'x'"])
      expect(() => ledger.database.exec(`UPDATE events SET ${change} WHERE id = 1`), change).toThrow(/never changed/);
    expect(() => ledger.database.exec("DELETE FROM events")).toThrow(/never taken out/);
    ledger.database.exec(`DROP TRIGGER events_hold; UPDATE events SET detail = '{"of":"on"}' WHERE id = 1`);
    expect(ledger.events.broken()).toEqual({ id: 1, text: "is not as it was written" });
    close();
  });
});

test("wells that another version of the program kept are swept", async () => {
  const bench = new Bench(root, "versions");
  bench.upload(0);
  bench.upload(1);
  await bench.settle();
  bench.write(join(bench.store, "wells", "0.0.1", "x"), "of old");
  await bench.process();
  expect(() => readFileSync(join(bench.store, "wells", "0.0.1", "x"))).toThrow(/ENOENT/);
});

// Shows that each check can fail: on a copy of the place something is broken, and the check that is named must see it.
import { appendFileSync, cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chance } from "./chance.mjs";
import { check } from "./checks.mjs";
import { inLedger, readLedger } from "./ledger.mjs";
import { marginOf, peaksOfCalls, rise } from "./memory.mjs";

const sql = (text) => (place) => inLedger(place.store, (ledger) => ledger.exec(text));
/** The first upload that is used, as a part of a query. */
const ONE = "(SELECT sha256 FROM uploads WHERE state = 'ingested' ORDER BY sha256 LIMIT 1)";
const free = "PRAGMA foreign_keys = OFF; DROP TRIGGER events_stay; DROP TRIGGER events_hold;";
const lastRun = ({ store }) => readLedger(store).runs.reduce((last, one) => (one.made > last.made ? one : last)).folder;
const wells = (place, change) => {
  const path = join(lastRun(place), "wells.csv");
  writeFileSync(path, change(readFileSync(path, "utf8").split("\n")).join("\n"));
};

/** What is broken, how, and which check must see it. */
const broken = [
  ["an upload is deleted", sql(`${free} DELETE FROM uploads WHERE sha256 = ${ONE}`), "each content is one upload"],
  [
    "a superseded upload is used again",
    sql("UPDATE uploads SET state = 'ingested', reason = NULL WHERE state = 'superseded'"),
    "ingested or superseded as planned",
  ],
  [
    "the card of an upload is deleted",
    sql(`DELETE FROM cards WHERE sha256 = ${ONE}`),
    "each card is known by its uploads",
  ],
  [
    "an upload is ingested twice",
    sql(
      `INSERT INTO events SELECT (SELECT max(id) + 1 FROM events), at, kind, detail, previous, hash FROM events WHERE kind = 'ingested' LIMIT 1`,
    ),
    "received once, ingested once, nothing else befell",
  ],
  [
    "a double is noted twice",
    sql(
      `INSERT INTO events SELECT (SELECT max(id) + 1 FROM events), at, kind, detail, previous, hash FROM events WHERE kind = 'seen-again' LIMIT 1`,
    ),
    "every file was seen, and doubles noted once",
  ],
  [
    "a sighting is deleted",
    sql(`DELETE FROM sightings WHERE sha256 = ${ONE}`),
    "every file was seen, and doubles noted once",
  ],
  [
    "a file of the inbox is changed",
    ({ inbox, order }) => appendFileSync(join(inbox, order[0].path), "\n"),
    "the inbox is as it was dropped",
  ],
  [
    "an upload is quarantined",
    sql(`UPDATE uploads SET state = 'quarantined' WHERE sha256 = ${ONE}`),
    "status tells the same",
  ],
  [
    "an object is cut off",
    ({ store, order }) =>
      writeFileSync(join(store, "objects", order[0].sha256.slice(0, 2), order[0].sha256), "cut off"),
    "audit says sound",
  ],
  ["a run has lost a table", (place) => rmSync(join(lastRun(place), "wells.csv")), "every run that one sees is whole"],
  [
    "a well is there twice",
    (place) => wells(place, (lines) => [...lines.slice(0, 2), ...lines.slice(1)]),
    "the last run has each well of each card once, of its newest analysis",
  ],
  [
    "a well is lost",
    (place) => wells(place, (lines) => lines.toSpliced(1, 1)),
    "the last run has each well of each card once, of its newest analysis",
  ],
  [
    "a sample of the study is another's",
    ({ study }) => writeFileSync(join(study, "samples.csv"), `${readFileSync(join(study, "samples.csv"), "utf8")}\n`),
    "verify says equal",
  ],
];

function copyOf(place) {
  const folder = `${place.folder}-broken`;
  rmSync(folder, { recursive: true, force: true });
  const parts = ["study", "inbox", "store", "out"].map((part) => {
    const path = join(folder, part);
    cpSync(place[part], path, { recursive: true, preserveTimestamps: true });
    return [part, path];
  });
  return { ...place, ...Object.fromEntries(parts), folder };
}

export async function sabotage(place, texts, demand, tell) {
  let copy;
  try {
    for (const [what, doIt, name] of broken) {
      copy = copyOf(place);
      const folders = readLedger(copy.store).runs.map(({ folder }) => folder);
      inLedger(copy.store, (ledger) => {
        for (const folder of folders)
          ledger
            .prepare("UPDATE runs SET folder = ? WHERE folder = ?")
            .run(join(copy.out, folder.split("/").at(-1)), folder);
      });
      const before = check(copy).filter(({ wrong }) => wrong !== "");
      demand(before.length === 0, `${what}: the copy is sound before`, before[0]?.wrong);
      doIt(copy);
      const seen = check(copy).filter(({ wrong }) => wrong !== "");
      const own = seen.find((one) => one.name === name);
      demand(own !== undefined, `${what}: it is seen by "${name}"`);
      const others = seen.filter((one) => one !== own).map((one) => one.name);
      tell(
        `sabotage: ${what}: ${own ? `"${name}" says: ${own.wrong.trim().slice(0, 150)}` : "NOT SEEN"}${others.length > 0 ? `; also seen by ${others.length} other checks` : ""}`,
      );
    }
    const { peaks } = await peaksOfCalls(copy, texts, chance(0), {
      preload: new URL("leak.mjs", import.meta.url).pathname,
    });
    const { median, by } = rise(peaks);
    tell(`sabotage: two MB of each call are kept: memory rises by ${by.toFixed(0)} MB of ${median.toFixed(0)}`);
    demand(by > marginOf(median), "memory that is kept is seen");
  } finally {
    if (copy) rmSync(copy.folder, { recursive: true, force: true });
  }
}

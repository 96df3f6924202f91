// What must hold when all was dropped and nothing waits. Each check gives what is wrong, or nothing.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readLedger } from "./ledger.mjs";
import { hashOf, wellsOf } from "./plan.mjs";

/** A few of many, for a line. */
const few = (wrong) => (wrong.length > 3 ? [...wrong.slice(0, 3), `and ${wrong.length - 3} more`] : wrong).join("; ");

/** What two lists do not have alike, each item as often as it is there. */
function differences(planned, found) {
  const count = new Map();
  for (const one of planned) count.set(one, (count.get(one) ?? 0) - 1);
  for (const one of found) count.set(one, (count.get(one) ?? 0) + 1);
  return [...count].filter(([, n]) => n !== 0).map(([one, n]) => `${one} ${n > 0 ? "too often" : "is missing"}`);
}

function deltact({ cli }, ...words) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...words], { encoding: "utf8" });
  return { status, stdout, told: `exit code ${status}: ${stdout}${stderr}`.slice(0, 300) };
}

const newestOf = (order) => {
  const newest = new Map();
  for (const one of order) if (!(newest.get(one.card)?.n > one.n)) newest.set(one.card, one);
  return newest;
};

const checks = {
  "each content is one upload": ({ order }, { uploads }) =>
    differences(
      order.filter(({ copy }) => !copy).map(({ sha256 }) => sha256),
      uploads.map(({ sha256 }) => sha256),
    ),

  "ingested or superseded as planned": ({ order }, { uploads }) => {
    const contents = order.filter(({ copy }) => !copy);
    const next = new Map(contents.map(({ card, n, sha256 }) => [`${card} ${n - 1}`, sha256]));
    const planned = contents.map(({ card, n, sha256 }) => {
      const by = next.get(`${card} ${n}`);
      return by ? `${sha256} superseded by ${by}` : `${sha256} ingested`;
    });
    const found = uploads.map(({ sha256, state, reason }) => `${sha256} ${state}${reason ? ` by ${reason}` : ""}`);
    return differences(planned, found);
  },

  "each card is known by its uploads": ({ order }, { cards }) =>
    differences(
      order.filter(({ copy }) => !copy).map(({ card, sha256 }) => `${card} of ${sha256}`),
      cards.map(({ card, sha256 }) => `${card} of ${sha256}`),
    ),

  "received once, ingested once, nothing else befell": ({ order }, { events }) => {
    const contents = order.filter(({ copy }) => !copy);
    const planned = contents.flatMap(({ sha256 }) => [`received ${sha256}`, `ingested ${sha256}`]);
    const befell = events.filter(({ kind }) => kind !== "ran" && kind !== "seen-again");
    return differences(
      planned,
      befell.map(({ kind, detail }) => `${kind} ${detail.sha256}`),
    );
  },

  "every file was seen, and doubles noted once": ({ order }, { uploads, sightings, events }) => {
    const seen = (path, sha256) => `${path} with ${sha256}`;
    const first = new Set(uploads.map(({ name, sha256 }) => seen(name, sha256)));
    const files = order.map(({ path, sha256 }) => seen(path, sha256));
    const noted = events.filter(({ kind }) => kind === "seen-again");
    return [
      ...differences(
        files,
        sightings.map(({ path, sha256 }) => seen(path, sha256)),
      ),
      ...differences(
        files.filter((one) => !first.has(one)),
        noted.map(({ detail }) => seen(detail.name, detail.sha256)),
      ),
    ];
  },

  "the inbox is as it was dropped": ({ inbox, order }) =>
    order
      .filter(({ path, sha256 }) => hashOf(readFileSync(join(inbox, path))) !== sha256)
      .map(({ path }) => `${path} is another`),

  "status tells the same": (place) => {
    const { status, stdout, told } = deltact(place, "status", "--store", place.store, "--json");
    if (status !== 0) return [told];
    const { uploads, waiting, quarantined, inboxes } = JSON.parse(stdout);
    const cards = newestOf(place.order).size;
    const superseded = place.order.filter(({ copy }) => !copy).length - cards;
    const planned = [{ ingested: cards, ...(superseded > 0 && { superseded }) }, 0, 0, 0];
    const found = [uploads, waiting.length, quarantined.length, inboxes.flatMap(({ failed }) => failed).length];
    return JSON.stringify(found) === JSON.stringify(planned) ? [] : [`${JSON.stringify(found)}`];
  },

  "audit says sound": (place) => {
    const { status, told } = deltact(place, "audit", "--store", place.store);
    return status === 0 ? [] : [told];
  },

  "every run that one sees is whole": ({ out }) =>
    readdirSync(out)
      .filter((name) => !name.startsWith(".") && name !== "index.html")
      .flatMap((name) => {
        const read = (file) => readFileSync(join(out, name, file));
        if (!existsSync(join(out, name, "provenance.json"))) return [`${name} has no provenance.json`];
        const { tables, report } = JSON.parse(read("provenance.json"));
        const files = [...tables.map((one) => [`${one.name}.csv`, one.sha256]), ["report.html", report.sha256]];
        return files
          .filter(([file, sha256]) => !existsSync(join(out, name, file)) || hashOf(read(file)) !== sha256)
          .map(([file]) => `${name}/${file} is not as it was written`);
      }),

  "the last run has each well of each card once, of its newest analysis": ({ order }, { runs }) => {
    const planned = [...newestOf(order).values()].flatMap(({ card, bytes }) =>
      wellsOf(bytes.toString()).map(([well, ct]) => `${card} well ${well} Ct ${ct}`),
    );
    const [heading, ...rows] = readFileSync(join(lastOf(runs).folder, "wells.csv"), "utf8")
      .trim()
      .split("\n");
    const columns = heading.replace(/^\ufeff/, "").split(",");
    const [card, well, ct] = ["card", "well", "as_written"].map((name) => columns.indexOf(name));
    const found = rows
      .map((row) => row.trim().split(","))
      .map((cells) => `${cells[card]} well ${cells[well]} Ct ${cells[ct]}`);
    return differences(planned, found);
  },

  "verify says equal": (place, { runs }) => {
    const { status, told } = deltact(
      place,
      "verify",
      lastOf(runs).folder,
      "--study",
      place.study,
      "--store",
      place.store,
    );
    return status === 0 && /equal/.test(told) ? [] : [told];
  },
};

const lastOf = (runs) => runs.reduce((last, one) => (one.made > last.made ? one : last));

/** Half-written files and folders that killed processes left, in the store and beside the runs. */
export function leftIn({ store, out }) {
  const tmp = readdirSync(store, { recursive: true }).filter((path) => path.endsWith(".tmp"));
  const hidden = readdirSync(out).filter((name) => name.startsWith("."));
  return [...tmp.map((path) => join(store, path)), ...hidden.map((name) => join(out, name))];
}

/** What is wrong by each check; nothing where all holds. */
export function check(place, only = Object.keys(checks)) {
  const ledger = readLedger(place.store);
  return only.map((name) => {
    try {
      return { name, wrong: few(checks[name](place, ledger)) };
    } catch (error) {
      return { name, wrong: `cannot be told: ${error.message}` };
    }
  });
}

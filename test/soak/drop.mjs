// How senders write: each manner leaves a file as it was planned, and the watcher must not take it before.
import { closeSync, openSync, renameSync, utimesSync, writeFileSync, writeSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/** Milliseconds between two pieces of a file: well below the time for which it must not change. */
const GAP = [20, 200];

async function inPieces(path, bytes, random) {
  const file = openSync(path, "w");
  try {
    const pieces = 3 + random.below(4);
    for (let piece = 0; piece < pieces; piece++) {
      if (piece > 0) await pause(random.between(...GAP));
      const [from, to] = [piece, piece + 1].map((n) => Math.floor((bytes.length * n) / pieces));
      writeSync(file, bytes, from, to - from);
    }
  } finally {
    closeSync(file);
  }
}

const manners = {
  "at-once": (path, bytes) => writeFileSync(path, bytes),
  "in-pieces": inPieces,
  renamed: async (path, bytes, random) => {
    await inPieces(`${path}.part`, bytes, random);
    renameSync(`${path}.part`, path);
  },
  "as-rsync": async (path, bytes, random) => {
    const hidden = join(dirname(path), `.${basename(path)}.x8Ks2a`);
    await inPieces(hidden, bytes, random);
    const old = new Date("2019-05-04T12:00:00Z");
    utimesSync(hidden, old, old);
    renameSync(hidden, path);
  },
};

/** Writes one upload into the inbox. */
export async function drop(inbox, { path, bytes, manner }, random) {
  await manners[manner](join(inbox, path), bytes, random);
}

/** Drops all in bursts; an analysis is not begun before the one that it takes the place of is whole. */
export async function dropAll(inbox, order, random, onBurst) {
  const whole = new Map();
  const rest = [...order];
  const all = [];
  while (rest.length > 0) {
    for (const one of rest.splice(0, 1 + random.below(25))) {
      const dropped = (whole.get(one.after) ?? Promise.resolve()).then(() => drop(inbox, one, random));
      if (!one.copy) whole.set(one, dropped);
      all.push(dropped);
    }
    onBurst(order.length - rest.length);
    await pause(random.between(200, 4000));
  }
  await Promise.all(all);
}

// Whether the memory of a watcher grows with its calls: the study stays as large as it is, and every call does all of its
// work, for each takes a further analysis of a card. What grows is the ledger, by one upload a call.
import { readdirSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { drop } from "./drop.mjs";
import { upload } from "./plan.mjs";
import { forgetMost, memoryOf, openFilesOf, start } from "./watcher.mjs";

const PATIENCE_MS = 60_000;

/** Calls before memory is held to be what it stays: code is compiled, and the heap has found its size. */
const WARM = 40;
const CALLS = 140;

/**
 * How far the line through the peaks may rise from the first call that counts to the last: a tenth of their median, and for
 * small studies what the heap holds before it is worth collecting. Half a MB that each call kept would be seen.
 */
export const marginOf = (median) => Math.max(0.1 * median, 40);

/** The peak of memory in each of many calls of one life, in MB. */
export async function peaksOfCalls(place, texts, random, { calls = CALLS, preload } = {}) {
  const watcher = start(place, { quiet: 0, preload });
  const { child, ended, runs, isOver } = watcher;
  const [card, text] = [...texts][0];
  const peaks = [];
  let files = 0;
  while (peaks.length < calls) {
    const last = place.order.findLast((one) => one.card === card && !one.copy);
    const one = upload(card, last.n + 1, text, "renamed");
    place.order.push(one);
    const before = runs.length;
    await drop(place.inbox, one, random);
    const late = performance.now() + PATIENCE_MS;
    while (runs.length === before && !isOver() && performance.now() < late) await pause(20);
    if (runs.length === before) throw new Error(`${one.path} was in no run for ${PATIENCE_MS / 1000} s; see watch.log`);
    peaks.push(memoryOf(child.pid)?.most);
    if (peaks[0] === undefined) break;
    files = Math.max(files, openFilesOf(child.pid));
    forgetMost(child.pid);
    // That each run is kept is not what is measured: the index over them is written anew by each.
    for (const name of readdirSync(place.out))
      if (!name.startsWith(".") && name !== "index.html" && name !== basename(runs.at(-1)))
        rmSync(join(place.out, name), { recursive: true });
  }
  child.kill("SIGTERM");
  return { peaks: peaks.filter((one) => one !== undefined), files, end: await ended };
}

/** How far the line through the peaks rises from the first call after the warm-up to the last, and their median, in MB. */
export function rise(peaks) {
  const counted = peaks.slice(WARM);
  const middle = (counted.length - 1) / 2;
  const mean = counted.reduce((sum, one) => sum + one, 0) / counted.length;
  let above = 0;
  let below = 0;
  counted.forEach((one, at) => {
    above += (at - middle) * (one - mean);
    below += (at - middle) ** 2;
  });
  const median = [...counted].sort((a, b) => a - b)[counted.length >> 1];
  return { calls: counted.length, median, by: (above / below) * (counted.length - 1) };
}

// A thousand uploads dropped into an inbox, in several manners, while `deltact watch` is killed every few seconds and
// started again. At the end each must have been processed exactly once, and memory must be flat. Takes some minutes; exit
// code 1 where anything does not hold.
// Usage: npm run soak [-- --uploads 1000 --seed 1 --sabotage --keep]
//   --sabotage  afterwards each check is shown to fail: on a copy, something is broken that it must see
//   --keep      leaves the folder, whose place is told
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { chance } from "./chance.mjs";
import { check, leftIn } from "./checks.mjs";
import { dropAll } from "./drop.mjs";
import { readLedger } from "./ledger.mjs";
import { marginOf, peaksOfCalls, rise } from "./memory.mjs";
import { makeInbox, makeStudy, planOf } from "./plan.mjs";
import { sabotage } from "./sabotage.mjs";
import { killAgainAndAgain, start } from "./watcher.mjs";

const { values: given } = parseArgs({
  options: {
    uploads: { type: "string", default: "1000" },
    seed: { type: "string", default: "1" },
    sabotage: { type: "boolean", default: false },
    keep: { type: "boolean", default: false },
  },
});
const [uploads, seed] = [Number(given.uploads), Number(given.seed)];
if (!(uploads >= 20 && Number.isInteger(uploads) && Number.isInteger(seed)))
  throw new RangeError("--uploads is a whole number from 20, --seed a whole number");

const began = performance.now();
const tell = (line) => console.log(`${((performance.now() - began) / 1000).toFixed(0).padStart(4)} s  ${line}`);
const failures = [];
function demand(holds, what, saw = "") {
  if (!holds) failures.push(`${what}${saw ? `: ${saw}` : ""}`);
  return holds ? "yes" : "NO";
}
const checkAll = (place, when) => {
  const wrong = check(place).filter((one) => one.wrong !== "");
  for (const one of wrong) demand(false, `${when}: ${one.name}`, one.wrong);
  return wrong.length;
};

const folder = mkdtempSync(join(tmpdir(), "deltact-soak-"));
try {
  const cli = new URL("../../dist/cli.js", import.meta.url).pathname;
  const { study, texts } = makeStudy(cli, folder, Math.round((uploads * 9) / 10));
  const own = (name) => join(folder, name);
  const order = planOf(texts, chance(seed));
  const place = { cli, folder, study, inbox: own("inbox"), store: own("store"), out: own("runs"), order };
  makeInbox(place.inbox);
  mkdirSync(place.out);
  const contents = order.filter(({ copy }) => !copy).length;
  const doubles = order.length - contents;
  const again = contents - texts.size;
  tell(
    `seed ${seed}: ${contents} uploads of ${texts.size} cards, ${again} of them further analyses; ${doubles} doubles`,
  );

  const lives = [];
  let isDropped = false;
  const killing = killAgainAndAgain(place, chance(seed + 1), () => isDropped, lives);
  let told = 0;
  await dropAll(place.inbox, order, chance(seed + 2), (dropped) => {
    if (dropped - told < order.length / 5) return;
    told = dropped;
    tell(`${dropped} files dropped; killed ${lives.length} times`);
  });
  isDropped = true;
  await killing;
  const atWork = lives.filter(({ atWork }) => atWork).length;
  tell(`all dropped; killed ${lives.length} times, ${atWork} of them within a call`);
  const alone = lives.filter(({ signal }) => signal !== "SIGKILL");
  demand(alone.length === 0, "no watcher ended by itself", JSON.stringify(alone[0]));

  const last = start(place);
  const late = performance.now() + 120_000;
  const statusNow = () => {
    const { status, stdout } = spawnSync(process.execPath, [cli, "status", "--store", place.store, "--json"]);
    return status === 0 ? JSON.parse(stdout) : undefined;
  };
  /** A call that began after nothing waited has run the study with all. */
  const looks = new Set();
  while (looks.size < 3 && performance.now() < late) {
    const now = statusNow();
    if (now?.waiting.length === 0) looks.add(now.inboxes[0].looked);
    else looks.clear();
    await pause(500);
  }
  last.child.kill("SIGTERM");
  const { code } = await last.ended;
  demand(looks.size >= 3, "nothing waits in the end");
  demand(code === 0, "the last watcher ends with 0 on SIGTERM", `it ended with ${code}`);
  const left = leftIn(place);
  const wrong = checkAll(place, "after the kills");
  const { uploads: rows, runs, events } = readLedger(place.store);
  tell(`nothing waits; ${runs.length} runs made; ${wrong} checks fail; kills left ${left.length} half-written, hidden`);

  // As if the kills had been a day ago: then what they left is taken away.
  const old = new Date(Date.now() - 25 * 60 * 60 * 1000);
  for (const path of left) utimesSync(path, old, old);
  const { peaks, files, end } = await peaksOfCalls(place, texts, chance(seed + 3));
  demand(end.code === 0, "the watcher whose memory is measured ends with 0", JSON.stringify(end));
  const leftLater = leftIn(place);
  demand(leftLater.length === 0, "nothing half-written is left after a day", leftLater.slice(0, 3).join(", "));
  const wrongLater = checkAll(place, "after the calls");
  tell(`${peaks.length} further calls in one life; ${wrongLater} checks fail; ${leftLater.length} half-written left`);

  const { calls, median, by } = rise(peaks);
  const most = Math.max(...lives.map((one) => one.most));
  const flat = by <= marginOf(median);
  demand(flat, "memory is flat", `it rises by ${by.toFixed(1)} MB in ${calls} calls`);
  demand(most <= 1.25 * Math.max(...peaks), "no life took more than a call at the full size", `${most.toFixed(0)} MB`);
  const count = (state) => rows.filter((one) => one.state === state).length;
  const [ingested, superseded] = [count("ingested"), count("superseded")];
  const done = events.filter(({ kind }) => kind === "ingested").length;
  const sampled = peaks.filter((_, at) => at === 0 || (at + 1) % 20 === 0).map((one) => one.toFixed(0));
  console.log(`
dropped                ${contents} uploads, and ${doubles} of them again under another name
in the ledger          ${ingested} ingested, ${superseded} superseded, ${rows.length - ingested - superseded} otherwise
lost                   ${contents - ingested - superseded}
doubled                ${done - ingested - superseded}
kills                  ${lives.length}, ${atWork} of them within a call; ${runs.length} runs made
memory of any life     ${most.toFixed(0)} MB at most
memory of a call       ${median.toFixed(0)} MB at most (median of ${calls} calls at ${texts.size} cards)
its rise in ${String(calls).padEnd(11)}${by.toFixed(1)} MB; flat (at most ${marginOf(median).toFixed(0)} MB): ${flat ? "yes" : "NO"}
calls 1, 20, 40 ..     ${sampled.join(", ")} MB
open files             ${files} at most`);
  if (given.sabotage) await sabotage(place, texts, demand, tell);
} finally {
  if (given.keep) console.log(`\nkept: ${folder}`);
  else rmSync(folder, { recursive: true, force: true });
}
for (const failure of failures) console.log(`FAILED  ${failure}`);
process.exitCode = failures.length > 0 ? 1 : 0;

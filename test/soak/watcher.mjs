// `deltact watch` as a process: its lives, and the memory that each of them took.
import { spawn } from "node:child_process";
import { openSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/** Starts a watcher; `preload` is a module that is loaded before it. */
export function start(place, { quiet = 1, preload } = {}) {
  const { cli, study, inbox, store, out, folder } = place;
  const places = ["--inbox", inbox, "--store", store, "--out", out];
  const words = ["watch", study, ...places, "--quiet", String(quiet), "--every", "0.3"];
  const before = preload ? ["--import", preload] : [];
  const said = openSync(join(folder, "watch.log"), "a");
  const child = spawn(process.execPath, [...before, cli, ...words], { stdio: ["ignore", "pipe", said] });
  const ended = new Promise((done) => child.on("exit", (code, signal) => done({ code, signal })));
  const runs = [];
  child.stdout.setEncoding("utf8").on("data", (text) => runs.push(...text.split("\n").filter((line) => line !== "")));
  return { child, ended, runs, isOver: () => child.exitCode !== null || child.signalCode !== null };
}

/** MB that a process has in memory, and had at most; undefined where /proc is not there, or the process is gone. */
export function memoryOf(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/status`, "utf8");
    const of = (name) => Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, "m").exec(text)[1]) / 1024;
    return { now: of("VmRSS"), most: of("VmHWM") };
  } catch {
    return undefined;
  }
}

/** How many files a process has open. */
export const openFilesOf = (pid) => readdirSync(`/proc/${pid}/fd`).length;

/** From here on the most that a process had in memory is counted anew. */
export function forgetMost(pid) {
  writeFileSync(`/proc/${pid}/clear_refs`, "5");
}

/** Whether a process holds the lock of the store, and so is within a call; undefined where the system does not tell. */
function isAtWork(pid, store) {
  try {
    const { ino } = statSync(join(store, "lock.sqlite"));
    const locks = readFileSync("/proc/locks", "utf8").split("\n");
    return locks.some((line) => new RegExp(` WRITE ${pid} \\S+:${ino} `).test(line));
  } catch {
    return undefined;
  }
}

/** Lets watchers live and kills them, until it is told to stop; gives what came of each life. */
export async function killAgainAndAgain(place, random, isOver, lives) {
  while (!isOver()) {
    const { child, ended, runs, isOver: isDead } = start(place);
    const until = performance.now() + random.between(1000, 5000);
    let most = 0;
    while (performance.now() < until && !isDead()) {
      most = Math.max(most, memoryOf(child.pid)?.most ?? 0);
      await pause(Math.max(0, Math.min(100, until - performance.now())));
    }
    const atWork = isAtWork(child.pid, place.store);
    child.kill("SIGKILL");
    lives.push({ ...(await ended), runs: runs.length, atWork, most });
  }
}

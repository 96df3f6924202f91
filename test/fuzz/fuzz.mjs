// Mutants of every format's sample export and of cards that its writer makes: each must be read right, or refused in a sentence
// with its place. No exception, nothing above two seconds or half a gigabyte, no other number than the whole export has. Exit
// code 1 where anything does not hold; the mutant is saved, and told with what makes it again.
// Usage: npm run fuzz [-- --mutants 10000 --seed 1 --format sds-2.1 --only 1234]
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { build } from "esbuild";

const { values: given } = parseArgs({
  options: {
    mutants: { type: "string", default: "10000" },
    seed: { type: "string", default: "1" },
    format: { type: "string" },
    only: { type: "string" },
  },
});
const [mutants, seed] = [Number(given.mutants), Number(given.seed)];
if (!(mutants >= 1 && Number.isInteger(mutants) && Number.isInteger(seed)))
  throw new RangeError("--mutants is a whole number from 1, --seed a whole number");

const LONGEST_MS = 2000;
const MOST_MB = 512;

const shelf = fileURLToPath(new URL("../formats/", import.meta.url));
const formats = readdirSync(shelf, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const chosen = formats.filter((name) => given.format === undefined || given.format === name);
if (chosen.length === 0) throw new RangeError(`--format is one of ${formats.join(", ")}`);
const endings = new Map();
const samples = Object.fromEntries(
  formats.map((name) => {
    const file = readdirSync(join(shelf, name)).find((one) => one.startsWith("export."));
    endings.set(name, file.slice("export.".length));
    return [name, readFileSync(join(shelf, name, file))];
  }),
);

const folder = mkdtempSync(join(tmpdir(), "deltact-fuzz-"));
const faults = [];
let isKept = false;
try {
  const outfile = join(folder, "worker.mjs");
  await build({
    stdin: {
      contents: [
        `import { work } from "./worker.ts";`,
        ...formats.map((name, at) => `import { writer as w${at} } from "../formats/${name}/write.ts";`),
        `await work([${formats.map((_, at) => `w${at}`).join(", ")}]);`,
      ].join("\n"),
      resolveDir: fileURLToPath(new URL(".", import.meta.url)),
    },
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    banner: {
      js: 'import{createRequire as __createRequire}from"node:module";const require=__createRequire(import.meta.url);',
    },
    logLevel: "warning",
  });
  console.log(
    `seed ${seed}\n${row("format", "mutants", "equal", "otherwise", "refused", "faults", "slowest", "memory")}  by code`,
  );
  for (const format of chosen) console.log(await fuzzed(outfile, format));
} finally {
  if (!isKept) rmSync(folder, { recursive: true, force: true });
}
for (const { format, number, kind, fault, file } of faults.slice(0, 20))
  console.log(
    `\nFAULT  ${format}, ${kind}: ${fault}\n       npm run fuzz -- --seed ${seed} --format ${format} --only ${number}    ${file}`,
  );
if (faults.length > 20) console.log(`\n... and ${faults.length - 20} more`);
process.exitCode = faults.length > 0 ? 1 : 0;

function row(...cells) {
  return cells.map((cell, at) => (at === 0 ? String(cell).padEnd(22) : String(cell).padStart(9))).join(" ");
}

async function fuzzed(outfile, format) {
  const [from, to] = given.only === undefined ? [0, mutants] : [Number(given.only), Number(given.only) + 1];
  const counts = { equal: 0, otherwise: 0, refused: 0, faults: 0, slowest: 0, memory: 0 };
  const codes = new Map();
  const take = ({ number, kind, ms, read, refused, fault, bytes }) => {
    counts.slowest = Math.max(counts.slowest, ms);
    if (read) counts[read]++;
    if (refused) {
      counts.refused++;
      codes.set(refused, (codes.get(refused) ?? 0) + 1);
    }
    const wrong = fault ?? (ms > LONGEST_MS ? `took ${Math.round(ms)} ms` : undefined);
    if (wrong === undefined) return;
    counts.faults++;
    const file = bytes ? join(folder, `${format}-${seed}-${number}.${endings.get(format)}`) : "";
    if (bytes) {
      writeFileSync(file, bytes);
      isKept = true;
    }
    faults.push({ format, number, kind, fault: wrong, file });
  };
  for (let next = from; next < to; ) next = await part(outfile, format, next, to, counts, take);
  const { equal, otherwise, refused, slowest, memory } = counts;
  const told = [...codes].sort((a, b) => b[1] - a[1]).map(([code, count]) => `${code} ${count}`);
  return `${row(format, to - from, equal, otherwise, refused, counts.faults, `${Math.round(slowest)} ms`, `${memory} MB`)}  ${told.join(", ")}`;
}

/** Does mutants in a thread until all are done, or one hangs or breaks it; gives the number of the next. */
function part(outfile, format, from, to, counts, take) {
  const now = new SharedArrayBuffer(8);
  const clock = new Int32Array(now);
  clock[0] = -1;
  const worker = new Worker(outfile, {
    workerData: { format, seed, from, to, now, samples },
    resourceLimits: { maxOldGenerationSizeMb: MOST_MB },
  });
  return new Promise((resolve, reject) => {
    let [last, since, done] = [-1, performance.now(), from];
    const end = (fault) => {
      clearInterval(watch);
      const number = clock[0];
      if (number < from) return reject(new Error(fault));
      take({ number, kind: "?", ms: 0, fault });
      worker.terminate().then(() => resolve(number + 1));
    };
    const watch = setInterval(() => {
      counts.memory = Math.max(counts.memory, clock[1]);
      if (clock[0] !== last) [last, since] = [clock[0], performance.now()];
      else if (last >= 0 && done <= last && performance.now() - since > 2 * LONGEST_MS)
        end(`hangs for ${2 * LONGEST_MS} ms`);
    }, 100);
    worker.on("message", (verdict) => {
      done = verdict.number + 1;
      take(verdict);
    });
    worker.on("error", (error) => end(String(error.stack ?? error)));
    worker.on("exit", (code) => {
      clearInterval(watch);
      if (code === 0) resolve(to);
    });
  });
}

// Measures deltact against R's data.table on made studies of QuantStudio text, as ratios within one run: the machines
// this runs on are shared. CPU is user + system time of the whole process, memory its greatest resident size; each figure
// is the median of the rounds, taken in turn. Wants Debian's packages time, r-base-core and r-cran-data.table.
// Usage: npm run bench [-- CARDS ...]     (default 72 1000; 10000 takes some minutes and 3 GB of disk)
//        npm run bench -- portfolio [STUDIES ...]     measures portfolios instead: see portfolio.mjs
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const CLI = new URL("../../dist/cli.js", import.meta.url).pathname;
const JOB = new URL("job.mjs", import.meta.url).pathname;
const WELLS = new URL("wells.mjs", import.meta.url).pathname;
const PEER = new URL("peer.R", import.meta.url).pathname;
const [first, ...others] = process.argv.slice(2);
if (first === "portfolio") {
  const { benchPortfolios } = await import("./portfolio.mjs");
  await benchPortfolios(others.length > 0 ? others.map(Number) : [10, 100, 1000]);
  process.exit();
}
const sizes = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), "deltact-bench-"));

/** CPU seconds and MB of one command. */
function once(command) {
  const done = spawnSync("/usr/bin/time", ["-f", "@ %U %S %M", ...command], { encoding: "utf8", maxBuffer: 1 << 28 });
  if (done.status !== 0)
    throw new Error(`${command.join(" ")} ended with ${done.status}: ${done.error ?? done.stderr}`);
  const [user, system, kilobytes] = done.stderr
    .slice(done.stderr.lastIndexOf("@ ") + 2)
    .split(" ")
    .map(Number);
  return { cpu: user + system, memory: kilobytes / 1024 };
}

/** Medians of several commands, taken in turn. */
function inTurn(commands, rounds) {
  const taken = commands.map(() => []);
  for (let round = 0; round < rounds; round++) {
    commands.forEach(([, command], i) => {
      taken[i].push(once(command));
    });
  }
  const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];
  return commands.map(([name], i) => ({
    name,
    cpu: median(taken[i].map((one) => one.cpu)),
    memory: median(taken[i].map((one) => one.memory)),
  }));
}

function tell(title, figures) {
  const base = figures.at(-1);
  console.log(`\n${title}`);
  for (const { name, cpu, memory } of figures) {
    console.log(
      `  ${name.padEnd(44)} ${cpu.toFixed(2).padStart(7)} s CPU  ${(cpu / base.cpu).toFixed(2).padStart(5)} of the last  ${memory.toFixed(0).padStart(5)} MB`,
    );
  }
}

try {
  tell(
    "Start-up",
    inTurn(
      [
        ["deltact --help", ["node", CLI, "--help"]],
        ["node -e 0", ["node", "-e", "0"]],
      ],
      7,
    ),
  );
  const R = spawnSync("Rscript", ["-e", "library(data.table)"]).status === 0;
  if (!R) console.log("\nRscript with data.table is not here: no yardstick.");
  for (const cards of sizes.length > 0 ? sizes : [72, 1000]) {
    const study = join(folder, String(cards));
    once(["node", CLI, "example", study, "--cards", String(cards), "--formats", "quantstudio"]);
    const out = join(folder, "runs");
    const commands = [
      [
        "deltact run: all stages, tables, report",
        ["sh", "-c", `rm -rf '${out}'; exec node '${CLI}' run '${study}' --out '${out}'`],
      ],
      ["deltact, the yardstick's job: dCt, tests", ["node", JOB, study]],
      ...(R ? [["R data.table: dCt, signed-rank", ["Rscript", PEER, study]]] : []),
    ];
    tell(`${cards} cards, ${cards * 384} wells`, inTurn(commands, cards > 2000 ? 1 : 5));
    const kept = join(folder, "kept");
    once(["node", WELLS, study, kept]);
    const wells = [
      ["deltact, wells from what is kept of exports", ["node", WELLS, study, kept]],
      ["deltact, wells from the exports", ["node", WELLS, study]],
    ];
    tell(`${cards} cards, their wells alone`, inTurn(wells, cards > 2000 ? 1 : 5));
    rmSync(kept, { recursive: true });
    rmSync(study, { recursive: true });
  }
} finally {
  if (existsSync(folder)) rmSync(folder, { recursive: true });
}

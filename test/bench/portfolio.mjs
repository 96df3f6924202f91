// Measures portfolios: 200 studies of 72 cards on this machine against a Slurm of one node with as many CPUs, what a task
// takes, and what planning, doing and collecting cost by the number of studies. The studies are copies of one under other
// names, so that each has the same work. Wants Debian's packages time, slurmctld, slurmd, slurm-client and munge, and some
// GB of disk; takes a quarter of an hour.
// Usage: npm run bench -- portfolio [STUDIES ...]     (default 10 100 1000, of 6 cards; and 200 of 72)
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";

const CLI = new URL("../../dist/cli.js", import.meta.url).pathname;
const cores = availableParallelism();

/** Seconds by the clock, CPU seconds, and MB of the largest process, of one command and all that it started. */
function once(words, env = process.env) {
  const began = performance.now();
  const command = ["-f", "@ %U %S %M", process.execPath, CLI, ...words];
  const done = spawnSync("/usr/bin/time", command, { encoding: "utf8", env, maxBuffer: 1 << 28 });
  if (done.status !== 0) throw new Error(`deltact ${words.join(" ")} ended with ${done.status}: ${done.stderr}`);
  const [user, system, kilobytes] = done.stderr
    .slice(done.stderr.lastIndexOf("@ ") + 2)
    .split(" ")
    .map(Number);
  return {
    clock: (performance.now() - began) / 1000,
    cpu: user + system,
    memory: kilobytes / 1024,
    stdout: done.stdout,
  };
}

/** A folder of so many studies that are one under as many names. */
function studiesOf(folder, count, cards) {
  const first = join(folder, "first");
  once(["example", first, "--cards", String(cards), "--formats", "quantstudio"]);
  const yaml = readFileSync(join(first, "study.yaml"), "utf8");
  const studies = join(folder, "studies");
  for (let at = 1; at <= count; at++) {
    const study = join(studies, `s${at}`);
    cpSync(first, study, { recursive: true });
    writeFileSync(join(study, "study.yaml"), yaml.replace(/^study:.*$/m, `study: study ${at}`));
  }
  rmSync(first, { recursive: true });
  return studies;
}

function weigh(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return {
    files: files.length,
    bytes: files.reduce((sum, one) => sum + statSync(join(one.parentPath, one.name)).size, 0),
  };
}

const MB = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

async function startSlurm(folder) {
  const outfile = join(folder, "cluster.mjs");
  const entry = new URL("../slurm/cluster.ts", import.meta.url).pathname;
  await build({ entryPoints: [entry], outfile, bundle: true, platform: "node", format: "esm", logLevel: "error" });
  const { Cluster, hasSlurm } = await import(outfile);
  return hasSlurm
    ? Cluster.start(join(folder, "cluster"), 1, { MaxJobCount: "20000", MaxArraySize: "10001" })
    : undefined;
}

export async function benchPortfolios(sizes) {
  const folder = mkdtempSync(join(tmpdir(), "deltact-bench-"));
  try {
    await againstSlurm(folder, 200, 72);
    await byNumber(folder, sizes, 6);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function againstSlurm(folder, count, cards) {
  const place = join(folder, "against");
  mkdirSync(place);
  const studies = studiesOf(place, count, cards);
  const local = once(["portfolio", studies, "--out", join(place, "local")]);
  const { stdout } = once(["plan", studies, "--out", join(place, "one")]);
  const task = once(["run-task", "--manifest", stdout.trim(), "--index", "0"]);
  console.log(`\n${count} studies of ${cards} cards, ${cores} cores`);
  console.log(
    `  here                      ${local.clock.toFixed(0)} s, ${(local.cpu / count).toFixed(2)} s CPU a study, ${local.memory.toFixed(0)} MB a worker`,
  );
  console.log(
    `  a task by itself          ${task.clock.toFixed(2)} s, ${task.cpu.toFixed(2)} s CPU, ${task.memory.toFixed(0)} MB`,
  );
  const cluster = await startSlurm(place);
  if (cluster === undefined) console.log("  Slurm is not here.");
  else
    try {
      for (const each of [1, 10]) {
        writeFileSync(join(studies, "portfolio.yaml"), `slurm: { each: ${each} }\n`);
        const words = ["portfolio", studies, "--out", join(place, `slurm-${each}`), "--executor", "slurm"];
        const { clock } = once(words, cluster.environment);
        const told = `Slurm, ${cores} CPUs, each: ${each}`.padEnd(25);
        const overhead = (cores * (clock - local.clock)) / count;
        const ratio = (clock / local.clock).toFixed(2);
        console.log(
          `  ${told} ${clock.toFixed(0)} s: ${ratio} of here, ${overhead.toFixed(2)} s more a study and core`,
        );
      }
    } finally {
      cluster.stop();
    }
  rmSync(place, { recursive: true });
}

async function byNumber(folder, sizes, cards) {
  console.log(`\nBy the number of studies, of ${cards} cards each`);
  console.log(
    "  studies   plan s   done s   a study s CPU   collect s   collect MB   files   results   of them joined",
  );
  for (const count of sizes) {
    const place = join(folder, String(count));
    mkdirSync(place);
    const studies = studiesOf(place, count, cards);
    const out = join(place, "out");
    const plan = once(["plan", studies, "--out", out]);
    const all = once(["portfolio", studies, "--out", out]);
    const collect = once(["collect", "--manifest", plan.stdout.trim()]);
    const { files, bytes } = weigh(out);
    const joined = weigh(join(all.stdout.trim(), ".."));
    const cells = [
      String(count).padStart(9),
      plan.clock.toFixed(2).padStart(8),
      (all.clock - plan.clock - collect.clock).toFixed(1).padStart(8),
      (all.cpu / count).toFixed(2).padStart(15),
      collect.clock.toFixed(2).padStart(11),
      collect.memory.toFixed(0).padStart(12),
      String(files).padStart(7),
      MB(bytes).padStart(9),
      MB(joined.bytes).padStart(16),
    ];
    console.log(cells.join(" "));
    rmSync(place, { recursive: true });
  }
}

// The command line, whose tasks wait: each notes that it was started, and goes on when the gate is opened. The folder of
// both is named by GATE; of several tasks in one process it is the first that waits; the gate of one task is `open-<study>`, that of all is `open`.
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const gate = process.env.GATE;
if (gate && process.argv[2] === "run-task") {
  const manifest = process.argv[process.argv.indexOf("--manifest") + 1];
  const each = Number(process.argv[process.argv.indexOf("--each") + 1]);
  const index = each * Number(process.env.SLURM_ARRAY_TASK_ID);
  const { study } = JSON.parse(readFileSync(manifest, "utf8").split("\n")[index + 1]);
  const { SLURMD_NODENAME: node, SLURM_ARRAY_JOB_ID: job } = process.env;
  appendFileSync(join(gate, "started"), `${JSON.stringify({ study, node, job, index, pid: process.pid })}\n`);
  while (!existsSync(join(gate, "open")) && !existsSync(join(gate, `open-${study}`))) await pause(50);
}
await import("../../dist/cli.js");

import { availableParallelism } from "node:os";
import type { Argv } from "yargs";
import type { CollectedStudy } from "../data/portfolio.ts";
import { printable } from "../data/trouble.ts";
import { PATIENCE_MS, planned, portfolioWords } from "./plan-command.ts";
import type { CollectedFolder } from "./portfolio/collect.ts";
import { say } from "./say.ts";

/** Not all studies are done. */
const PARTLY = 5;
const TROUBLE = 1;
const BUSY = 75;
/** How many studies that are not done are told; the page and studies.csv name all. */
const SHOWN = 20;

const EPILOGUE = `It plans (deltact plan), has every study done (deltact run-task) and takes up what was made (deltact collect):
DIR/runs holds a run a study, and a folder named for the portfolio one Parquet table each for expression,
change, outcome and association over all studies, and an index page, whose path is printed.
One study that fails stops no other. --resume does only what is not done yet, and can be called at any time.
Exit codes: 0 all studies are done; 5 not all; 1 none, or trouble with the portfolio; 75 another call is at work on DIR; 2 wrong words.`;

const builder = (y: Argv) =>
  portfolioWords(y)
    .option("executor", {
      choices: ["local", "slurm"] as const,
      default: "local" as const,
      describe: "Who does the studies: this machine, or Slurm",
    })
    .option("jobs", { type: "number", describe: "Studies at once (default: this machine's cores; Slurm: no bound)" })
    .option("resume", { type: "boolean", default: false, describe: "Do only the studies that are not done yet" })
    .check(({ jobs }) => {
      if (jobs === undefined || (Number.isInteger(jobs) && jobs > 0)) return true;
      throw new Error("--jobs is a whole number from 1.");
    })
    .example("$0 portfolio studies --out results", "every study in the folder, on all cores")
    .example("$0 portfolio studies --out results --resume", "what was not done then");

interface Words {
  readonly portfolio: string;
  readonly out: string;
  readonly executor: "local" | "slurm";
  readonly jobs?: number | undefined;
  readonly resume: boolean;
}

export const portfolioCommand = {
  command: "portfolio <portfolio>",
  describe: "Run a portfolio of studies on this machine or on Slurm, and join their tables",
  builder: (y: Argv) => builder(y).epilogue(EPILOGUE),
  handler: async ({ portfolio, out, executor, jobs, resume }: Words): Promise<void> => {
    const plan = await planned(portfolio, out);
    const { goToWork } = await import("./portfolio/at-work.ts");
    const work = goToWork(out);
    if ("busy" in work) {
      say(printable(work.busy));
      process.exitCode = BUSY;
      return;
    }
    try {
      await doAndCollect(plan, { executor, jobs, resume });
    } finally {
      work.leave();
    }
  },
};

async function doAndCollect(
  plan: Awaited<ReturnType<typeof planned>>,
  { executor, jobs, resume }: Pick<Words, "executor" | "jobs" | "resume">,
): Promise<void> {
  const { doAll } = await import("./portfolio/do-all.ts");
  const program = [process.execPath, process.argv[1]!];
  const slurm = executor === "slurm" ? plan.portfolio.slurm : undefined;
  const work = { manifest: plan.manifest, resume, program, tell: say };
  const lost = await doAll({ ...work, slurm, jobs: jobs ?? (slurm ? undefined : availableParallelism()) });
  await collectAndTell(plan.manifest, lost);
}

/** Takes up what was made, and says what is not done. */
export async function collectAndTell(manifest: string, lost?: ReadonlyMap<number, string>): Promise<void> {
  const { collect, pageOf } = await import("./portfolio/collect.ts");
  const { readManifest } = await import("./portfolio/manifest.ts");
  const { outOf } = await import("./portfolio/task.ts");
  const [out, plan] = [outOf(manifest), readManifest(manifest)];
  let last = performance.now();
  const onStudy = (done: number) => {
    if (performance.now() - last < PATIENCE_MS) return;
    say(`${done} of ${plan.tasks.length} studies were held against their hashes`);
    last = performance.now();
  };
  const collected = await collect(out, plan, { lost, onStudy });
  tellOf(collected);
  process.stdout.write(`${pageOf(collected)}\n`);
  const { record } = await import("./portfolio/ledger/record.ts");
  const unwritten = await record(out, plan, collected);
  if (unwritten) say(unwritten);
}

function tellOf({ studies }: CollectedFolder): void {
  const rest = studies.filter(({ status }) => status !== "done");
  for (const one of rest.slice(0, SHOWN)) say(lineOf(one));
  if (rest.length > SHOWN) say(`... and ${rest.length - SHOWN} more, in studies.csv.`);
  const done = studies.length - rest.length;
  say(`${done} of ${studies.length} studies are done.${rest.length > 0 ? " --resume does the others again." : ""}`);
  if (rest.length > 0) process.exitCode = done > 0 ? PARTLY : TROUBLE;
}

function lineOf({ study, status, message }: CollectedStudy): string {
  return `${printable(study)}: ${status}. ${message.split("\n").map(printable).join("\n  ")}`;
}

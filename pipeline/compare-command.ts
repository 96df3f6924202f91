import type { Argv } from "yargs";
import type { Comparison } from "../data/comparison.ts";
import { printable } from "../data/trouble.ts";
import { say } from "./say.ts";

/** What compare found, as an exit code. */
const EXIT: Readonly<Record<Comparison["verdict"], number>> = { same: 0, numbers: 3, conclusions: 4 };

/** What takes longer tells what it is at. */
const PATIENCE_MS = 1000;

const EPILOGUE = `Exit codes: 0 the same numbers and conclusions; 3 numbers or words differ; 4 conclusions differ: a test
crosses q 0.05, a finding turns its direction, another gene is the strongest, or a table of tests is in one
run alone. 1 trouble in a run, 2 wrong words.`;

const run = { type: "string", demandOption: true } as const;

const builder = (y: Argv) =>
  y
    .positional("run-a", { ...run, describe: "Folder of a run, or its report" })
    .positional("run-b", { ...run, describe: "Folder of the run that it is compared with" })
    .option("out", { describe: "Write every change as a page to this file", type: "string" })
    .option("tolerance", {
      describe: "Numbers are the same where they differ by no more than so much of the larger",
      type: "number",
      default: 1e-9,
    })
    .check(({ tolerance, out }) => {
      if (!(tolerance >= 0 && tolerance < 1)) throw new Error("--tolerance is a number from 0 to below 1.");
      if (out === "" || Array.isArray(out)) throw new Error("--out is the name of one file.");
      return true;
    })
    .example("$0 compare runs/one runs/two", "what a reader wants to know in ten lines")
    .example("$0 compare runs/one runs/two --out changes.html", "and every change as a page")
    .epilogue(EPILOGUE);

interface Words {
  readonly runA: string;
  readonly runB: string;
  readonly out?: string | undefined;
  readonly tolerance: number;
}

export const compareCommand = {
  command: "compare <run-a> <run-b>",
  describe: "Tell what changed between two runs: inputs, settings, numbers, conclusions",
  builder,
  handler: async ({ runA, runB, out, tolerance }: Words): Promise<void> => {
    const { compareRuns } = await import("./compare.ts");
    let last = performance.now();
    const comparison = compareRuns(runA, runB, {
      tolerance,
      onTable: (name) => {
        if (performance.now() - last < PATIENCE_MS) return;
        say(`comparing ${name}.csv`);
        last = performance.now();
      },
    });
    if (out !== undefined) {
      const { writePage } = await import("./page-file.ts");
      const { comparisonHtml } = await import("../reports/comparison.tsx");
      writePage(out, comparisonHtml(comparison));
      say(`Every change is in ${printable(out)}.`);
    }
    for (const line of comparison.summary) process.stdout.write(`${printable(line)}\n`);
    process.exitCode = EXIT[comparison.verdict];
  },
};

#!/usr/bin/env node
import yargs from "yargs";
import { faults } from "../data/example/faults/index.ts";
import { auditCommand } from "./audit-command.ts";
import { compareCommand } from "./compare-command.ts";
import { exportCommand } from "./export-command.ts";
import { forgetCommand } from "./forget-command.ts";
import { indexCommand } from "./index-command.ts";
import { inspectCommand } from "./inspect-command.ts";
import { processCommand } from "./process-command.ts";
import { pruneCommand } from "./prune-command.ts";
import { say } from "./say.ts";
import type { StageName } from "./settings.ts";
import { statusCommand } from "./status-command.ts";
import { verifyCommand } from "./verify-command.ts";
import { version } from "./version.ts";
import { watchCommand } from "./watch-command.ts";

/** Exit codes: 0 done; 1 trouble in the input; 2 wrong words; 70 our own mistake; and those that compare and verify tell by. */
const TROUBLE = 1;
const WRONG_WORDS = 2;
const BUG = 70;

const stageWords: Readonly<Record<string, string>> = {
  wells: "one table of all wells",
  quality: "what is wrong with wells, samples and cards",
  expression: "dCt and 2^-dCt",
  change: "change within each subject",
  outcome: "clinical outcome, derived from dated facts (with a section clinical in study.yaml)",
  association: "association with the clinical outcome",
  sensitivity: "whether the main findings stand when one decision at a time is taken otherwise",
  miqe: "the MIQE checklist, as far as the data and miqe.yaml fill it",
};

/** `npm start` without words shows the product on its example. */
const given = process.argv.slice(2);
const words = given.length === 0 && process.env.npm_lifecycle_event === "start" ? ["example"] : given;

const study = { describe: "Folder with a study.yaml", type: "string", demandOption: true } as const;
const out = { describe: "Folder for the run's folder", type: "string", default: "runs" } as const;

const program = yargs(words)
  .scriptName("deltact")
  .usage(
    "$0 <command>\n\nFrom the Ct exports of TaqMan arrays in a clinical trial to expression (2^-dCt), change within each\npatient, and concordance with clinical response: tables, and a report to decide from.",
  )
  .command(
    "run <study>",
    "Run a study through all stages and write tables and report",
    (y) =>
      y
        .positional("study", study)
        .option("out", out)
        .option("until", { describe: "Stop after this stage", choices: Object.keys(stageWords) })
        .example("$0 run my-study --out runs", "tables and report into runs/<study>-<id>")
        .example("$0 run my-study --until expression", "no further than the table of expression"),
    (args) => runStudy(args),
  )
  .command(
    "init <dir>",
    "Write a commented study.yaml and the tables' skeletons for the exports in a folder",
    (y) =>
      y
        .positional("dir", { type: "string", demandOption: true, describe: "Folder that holds export files" })
        .example("$0 init my-study", "then fill in samples.csv and subjects.csv"),
    async ({ dir }) => {
      const { init } = await import("./init.ts");
      for (const line of await init(dir)) say(line);
    },
  )
  .command(
    "example [dir]",
    "Make the synthetic example study and run it",
    (y) =>
      y
        .positional("dir", { type: "string", default: "example-study", describe: "Folder to make" })
        .option("out", out)
        .option("cards", { type: "number", describe: "Make exactly so many cards, and do not run them" })
        .option("formats", {
          type: "array",
          describe: "Write the cards in these formats only",
          choices: ["sds-2.1", "sds-2.3", "quantstudio"] as const,
        })
        .check(({ cards }) => {
          if (cards === undefined || (Number.isInteger(cards) && cards > 0)) return true;
          throw new Error("--cards is a whole number from 1.");
        })
        .option("fault", {
          describe: "Make 12 cards without a fault but one, named by the check that must speak of it, or none",
          choices: ["none", ...faults.map(({ name }) => name)],
        })
        .option("seed", { type: "number", default: 1, describe: "Other seeds make other studies" })
        .example("$0 example", "make it in example-study, run it into runs"),
    async ({ dir, out, cards, seed, formats, fault }) => {
      const { makeExample } = await import("./example.ts");
      say(makeExample(dir, { cards, seed, formats, fault }));
      if (cards === undefined && fault === undefined) await runStudy({ study: dir, out });
    },
  )
  .command(inspectCommand)
  .command(compareCommand)
  .command(verifyCommand)
  .command(exportCommand)
  .command(indexCommand)
  .command(processCommand)
  .command(watchCommand)
  .command(statusCommand)
  .command(auditCommand)
  .command(pruneCommand)
  .command(forgetCommand)
  .command(
    "explain [name]",
    "Tell the meaning and unit of a table, a column or a setting",
    (y) =>
      y
        .positional("name", { type: "string", describe: "A table, table.column, settings, or a setting" })
        .example("$0 explain expression.delta_ct", "what the column holds"),
    async ({ name }) => {
      const { explain } = await import("./explain.ts");
      process.stdout.write(`${explain(name).join("\n")}\n`);
    },
  )
  .epilogue(
    `Stages, each a command that stops there: ${Object.keys(stageWords).join(", ")}.\nExit codes: 0 done, 1 trouble in the input, 2 wrong words, 70 a mistake of deltact's; compare: also 3, 4; verify: 3; process: 5, 75; audit: 3.`,
  )
  .version(version)
  .demandCommand(1, "Name a command.")
  .strict()
  .recommendCommands()
  .help()
  .wrap(Math.min(110, process.stdout.columns ?? 110))
  .detectLocale(false)
  .exitProcess(false)
  .fail((message, error, y) => {
    // A command that failed comes without a message; words that are wrong come with one.
    if (error && !message) throw error;
    process.stderr.write(`${message}\n\n`);
    y.showHelp("error");
    throw new WrongWords();
  });

class WrongWords extends Error {}

for (const [stage, describe] of Object.entries(stageWords)) {
  program.command(
    `${stage} <study>`,
    `Run a study as far as this stage: ${describe}`,
    (y) =>
      y
        .positional("study", study)
        .option("out", out)
        .example(`$0 ${stage} my-study`, `the same as run my-study --until ${stage}`),
    (args) => runStudy({ ...args, until: stage }),
  );
}

interface RunWords {
  readonly study: string;
  readonly out: string;
  readonly until?: string | undefined;
}

async function runStudy({ study, out, until }: RunWords): Promise<void> {
  const { run } = await import("./run.ts");
  const done = await run(study, {
    out,
    until: until as StageName | undefined,
    onStage: ({ name, headline, seconds }) => say(`${name.padEnd(12)} ${seconds.toFixed(1)} s  ${headline}`),
  });
  if (done.folder?.before) say("The same run was there already, equal to the byte.");
  if (done.folder?.unlisted) say(`The run is not listed:\n${done.folder.unlisted}`);
  process.stdout.write(`${done.folder!.path}${done.outputs ? "/report.html" : ""}\n`);
}

async function main(): Promise<void> {
  try {
    await program.parseAsync();
  } catch (error) {
    if (error instanceof WrongWords) process.exitCode = WRONG_WORDS;
    else if (error instanceof Error && error.name === "Trouble") {
      say(error.message);
      process.exitCode = TROUBLE;
    } else {
      say(
        `This is a mistake of deltact's, not of your data. Please report it with the text below and ${version}, Node ${process.version}:\n${error instanceof Error ? error.stack : String(error)}`,
      );
      process.exitCode = BUG;
    }
  }
}

// Whoever reads on, such as head, may have had enough.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

await main();

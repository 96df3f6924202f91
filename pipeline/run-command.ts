import type { Argv } from "yargs";
import { say } from "./say.ts";
import type { StageName } from "./settings.ts";

/** The stages, each a command that stops there, and what each yields. */
export const stageWords: Readonly<Record<string, string>> = {
  wells: "one table of all wells",
  quality: "what is wrong with wells, samples and cards",
  expression: "dCt and 2^-dCt",
  change: "change within each subject",
  outcome: "clinical outcome, derived from dated facts (with a section clinical in study.yaml)",
  association: "association with the clinical outcome",
  sensitivity: "whether the main findings stand when one decision at a time is taken otherwise",
  miqe: "the MIQE checklist, as far as the data and miqe.yaml fill it",
};

const study = { describe: "Folder with a study.yaml", type: "string", demandOption: true } as const;
export const out = { describe: "Folder for the run's folder", type: "string", default: "runs" } as const;

interface Words {
  readonly study: string;
  readonly out: string;
  readonly until?: string | undefined;
}

export async function runStudy({ study, out, until }: Words): Promise<void> {
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

export const runCommand = {
  command: "run <study>",
  describe: "Run a study through all stages and write tables and report",
  builder: (y: Argv) =>
    y
      .positional("study", study)
      .option("out", out)
      .option("until", { describe: "Stop after this stage", choices: Object.keys(stageWords) })
      .example("$0 run my-study --out runs", "tables and report into runs/<study>-<id>")
      .example("$0 run my-study --until expression", "no further than the table of expression"),
  handler: (words: Words): Promise<void> => runStudy(words),
};

/** A command for each stage. */
export const stageCommands = Object.entries(stageWords).map(([stage, describe]) => ({
  command: `${stage} <study>`,
  describe: `Run a study as far as this stage: ${describe}`,
  builder: (y: Argv) =>
    y
      .positional("study", study)
      .option("out", out)
      .example(`$0 ${stage} my-study`, `the same as run my-study --until ${stage}`),
  handler: (words: Words): Promise<void> => runStudy({ ...words, until: stage }),
}));

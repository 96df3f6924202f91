import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Argv } from "yargs";
import { printable } from "../data/trouble.ts";
import { say } from "./say.ts";

const TROUBLE = 1;
const BUSY = 75;

const EPILOGUE = `Its consent must be withdrawn in the subjects table, and its rows stay there and in the samples table: they keep out what comes later.
Exports that hold wells of others as well are cut: their other wells are read as before. The same files are not taken again. The next call of process runs the study anew.
Of a portfolio what names the subject is taken away: runs, tasks, and joined results; the next call of portfolio makes them again.
Exit codes: 0 done, or nothing is left to do; 1 something is left for you to see to, or the subject may be used; 75 another process is at work on the store or the portfolio; 2 wrong words.`;

const builder = (y: Argv) =>
  y
    .positional("subject", { type: "string", demandOption: true, describe: "The subject's id, as in the tables" })
    .option("study", { type: "string", demandOption: true, describe: "Folder of the study" })
    .option("store", { type: "string", describe: "Folder of the store (default: STUDY/store, if there is one)" })
    .option("out", { type: "string", default: "runs", describe: "Folder of the runs' folders" })
    .option("portfolio", { type: "string", describe: "Folder of the results of a portfolio that the study is of" })
    .option("yes", { type: "boolean", default: false, describe: "Do it; else it is only told" })
    .example("$0 forget 101-0003 --study my-study", "what would go")
    .example("$0 forget 101-0003 --study my-study --yes", "take it away; it cannot be had back")
    .example(
      "$0 forget 101-0003 --study studies/one --portfolio results --yes",
      "out of the results of a portfolio too",
    )
    .epilogue(EPILOGUE);

interface Words {
  readonly subject: string;
  readonly study: string;
  readonly store?: string | undefined;
  readonly out: string;
  readonly portfolio?: string | undefined;
  readonly yes: boolean;
}

export const forgetCommand = {
  command: "forget <subject>",
  describe: "Take a subject who has withdrawn out of a store and its runs, for good",
  builder,
  handler: async ({ study, store: named, yes, ...words }: Words): Promise<void> => {
    const { forgetSubject } = await import("./forget/forget-subject.ts");
    const usual = join(study, "store");
    const store = named ?? (existsSync(usual) ? usual : undefined);
    if (store === undefined) say(`No uploads were looked through: there is no store in ${printable(usual)}.`);
    const { lines, left, busy } = await forgetSubject({ ...words, study, store, dry: !yes });
    for (const line of lines) say(line);
    if (busy) process.exitCode = BUSY;
    else if (left) process.exitCode = TROUBLE;
  },
};

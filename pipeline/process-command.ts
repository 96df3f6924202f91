import { appendFileSync } from "node:fs";
import { join } from "node:path";
import type { Argv } from "yargs";
import { say } from "./say.ts";

/** What a call did, as an exit code. */
const TROUBLE = 1;
const PARTLY = 5;
/** That of sysexits.h for what may be tried again later. */
const BUSY = 75;

const EPILOGUE = `A file is taken when it did not change between two looks at least --quiet seconds apart, which may be those of two
calls: the first call after an upload only looks. Nothing in the inbox is changed, unless --move is given.
Exit codes: 0 done, or nothing to do; 5 a file was quarantined or cannot be read; 1 a study cannot be run; 75 another
process is at work on the store; 2 wrong words.`;

const builder = (y: Argv) =>
  y
    .positional("studies", {
      type: "string",
      array: true,
      demandOption: true,
      describe: "Folders with a study.yaml each",
    })
    .option("inbox", { type: "string", demandOption: true, describe: "Folder where uploads arrive; its folders too" })
    .option("store", { type: "string", describe: "Folder for the store, on a local disk (default: STUDY/store)" })
    .option("out", { type: "string", default: "runs", describe: "Folder for the runs' folders" })
    .option("quiet", { type: "number", default: 30, describe: "Seconds for which a file must not change" })
    .option("grace", {
      type: "number",
      default: 3600,
      describe: "Seconds to wait for the rest of a file that breaks off",
    })
    .option("move", { type: "string", describe: "Move files that were processed to this folder" })
    .option("retry", { type: "string", array: true, describe: "Take quarantined uploads up again: hashes, or all" })
    .option("log", { type: "string", describe: "Append what was done to this file, a JSON object a line" })
    .check(({ quiet, grace }) => {
      if (quiet >= 0 && grace >= 0) return true;
      throw new Error("--quiet and --grace are seconds, from 0.");
    })
    .example("$0 process my-study --inbox uploads", "from cron, every few minutes")
    .example(
      "$0 process trial-a trial-b --inbox uploads --store store",
      "each file goes to the study that lists its samples",
    )
    .epilogue(EPILOGUE);

interface Words {
  readonly studies: readonly string[];
  readonly inbox: string;
  readonly store?: string | undefined;
  readonly out: string;
  readonly quiet: number;
  readonly grace: number;
  readonly move?: string | undefined;
  readonly retry?: readonly string[] | undefined;
  readonly log?: string | undefined;
}

export const processCommand = {
  command: "process <studies..>",
  describe: "Take new uploads from an inbox, each once, and run the studies they belong to",
  builder,
  handler: async ({ studies, store, quiet, grace, log, ...rest }: Words): Promise<void> => {
    const { processInbox } = await import("./inbox/process.ts");
    const done = await processInbox({
      ...rest,
      studies,
      store: store ?? join(studies[0]!, "store"),
      quiet: 1000 * quiet,
      grace: 1000 * grace,
      now: () => new Date(),
      tell: (line, data) => {
        say(line);
        if (log !== undefined) appendFileSync(log, `${JSON.stringify({ at: new Date().toISOString(), ...data })}\n`);
      },
    });
    if (done.waiting > 0) say(`${done.waiting} files are looked at again by the next call.`);
    for (const run of done.runs) process.stdout.write(`${run}\n`);
    if (done.busy) process.exitCode = BUSY;
    else if (done.failed.length > 0) process.exitCode = TROUBLE;
    else if (done.quarantined > 0) process.exitCode = PARTLY;
  },
};

import type { Argv } from "yargs";
import { say } from "./say.ts";

const BUSY = 75;

interface Words {
  readonly store: string;
  readonly quarantined?: number | undefined;
  readonly superseded?: number | undefined;
  readonly runs?: number | undefined;
  readonly yes: boolean;
}

const builder = (y: Argv) =>
  y
    .option("store", { type: "string", demandOption: true, describe: "The store's folder" })
    .option("quarantined", { type: "number", describe: "Days to keep the bytes of quarantined uploads" })
    .option("superseded", { type: "number", describe: "Days to keep the bytes of superseded uploads" })
    .option("runs", {
      type: "number",
      describe: "Runs to keep of each study: the one that holds, and the last before it",
    })
    .option("yes", { type: "boolean", default: false, describe: "Do it; else it is only told" })
    .check(({ quarantined, superseded, runs }) => {
      if ([quarantined, superseded, runs].every((one) => one === undefined))
        throw new Error("Say what is to be kept: --quarantined DAYS, --superseded DAYS, --runs NUMBER.");
      if ([quarantined, superseded].some((days) => days !== undefined && !(days >= 0)))
        throw new Error("--quarantined and --superseded are days, from 0.");
      if (runs !== undefined && !(Number.isInteger(runs) && runs >= 1))
        throw new Error("--runs is a whole number from 1.");
      return true;
    })
    .example("$0 prune --store my-study/store --runs 30 --quarantined 90", "what would go")
    .example("$0 prune --store my-study/store --runs 30 --quarantined 90 --yes", "take it away, every night, from cron")
    .epilogue(
      "Uploads that are in use are always kept, and so is the run that holds. The ledger goes on to know what was taken away; older runs can no longer be verified where an upload of theirs is gone.\nExit codes: 0 done, 75 another process is at work on the store, 1 trouble, 2 wrong words.",
    );

export const pruneCommand = {
  command: "prune",
  describe: "Take old runs, and quarantined and superseded uploads, out of a store",
  builder,
  handler: async ({ store: place, yes, ...keep }: Words): Promise<void> => {
    const { pruneStore } = await import("./inbox/prune-store.ts");
    const lines = await pruneStore(place, keep, yes);
    if (lines === undefined) {
      say("Another process is at work on this store; nothing was done.");
      process.exitCode = BUSY;
    } else for (const line of lines) say(line);
  },
};

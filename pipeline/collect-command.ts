import type { Argv } from "yargs";
import { collectAndTell } from "./portfolio-command.ts";

export const collectCommand = {
  command: "collect",
  describe: "Take up what the tasks of a portfolio made, and join their tables",
  builder: (y: Argv) =>
    y
      .option("manifest", { type: "string", demandOption: true, describe: "What plan wrote" })
      .example("$0 collect --manifest out/plans/1a2b3c.jsonl", "check every file against its hash, and join the tables")
      .epilogue("Exit codes: 0 all studies are done; 5 not all; 1 none, or trouble; 2 wrong words."),
  handler: async ({ manifest }: { manifest: string }): Promise<void> => collectAndTell(manifest),
};

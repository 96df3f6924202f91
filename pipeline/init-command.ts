import type { Argv } from "yargs";
import { say } from "./say.ts";

export const initCommand = {
  command: "init <dir>",
  describe: "Write a commented study.yaml and the tables' skeletons for the exports in a folder",
  builder: (y: Argv) =>
    y
      .positional("dir", { type: "string", demandOption: true, describe: "Folder that holds export files" })
      .example("$0 init my-study", "then fill in samples.csv and subjects.csv"),
  handler: async ({ dir }: { dir: string }): Promise<void> => {
    const { init } = await import("./init.ts");
    for (const line of await init(dir)) say(line);
  },
};

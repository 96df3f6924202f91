import type { Argv } from "yargs";
import { say } from "./say.ts";

const builder = (y: Argv) =>
  y
    .positional("dir", { type: "string", demandOption: true, describe: "Folder that holds run folders" })
    .example("$0 index runs", "runs/index.html, by study, the newest first");

export const indexCommand = {
  command: "index <dir>",
  describe: "Write index.html over the runs in a folder, as each run does",
  builder,
  handler: async ({ dir }: { readonly dir: string }): Promise<void> => {
    const { writeIndex } = await import("./run-index.ts");
    const { path, runs } = writeIndex(dir);
    say(`${runs} ${runs === 1 ? "run" : "runs"} listed.`);
    process.stdout.write(`${path}\n`);
  },
};

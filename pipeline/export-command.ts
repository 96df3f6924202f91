import type { Argv } from "yargs";
import { printable } from "../data/trouble.ts";
import { type FormName, formWords } from "../reports/forms/form.ts";
import { say } from "./say.ts";

const names = Object.keys(formWords) as FormName[];

const EPILOGUE = `Forms:
${names.map((name) => `  ${name.padEnd(12)}  ${formWords[name]}`).join("\n")}

The tables are held against the hashes in provenance.json first: what was changed since the run is refused.
Nothing is overwritten, nor written into the run's folder. Two exports of one run are equal to the byte.`;

const builder = (y: Argv) =>
  y
    .positional("run", { type: "string", demandOption: true, describe: "Folder of a run, or its report" })
    .option("as", { describe: "The form", choices: names, demandOption: true })
    .option("out", {
      describe: "Folder to make, or file for a form of one file; by default named for the run, here",
      type: "string",
    })
    .check(({ out, as }) => {
      if (out === "" || Array.isArray(out)) throw new Error("--out is the name of one folder or file.");
      if (Array.isArray(as)) throw new Error("--as is one form.");
      return true;
    })
    .example("$0 export runs/one --as parquet", "a file a table into one-parquet")
    .example("$0 export runs/one --as xlsx --out all.xlsx", "one workbook, with the dictionary of the columns");

interface Words {
  readonly run: string;
  readonly as: FormName;
  readonly out?: string | undefined;
}

export const exportCommand = {
  command: "export <run>",
  describe: "Write the tables of a run in a form that other programs load",
  builder: (y: Argv) => builder(y).epilogue(EPILOGUE),
  handler: async ({ run, as, out }: Words): Promise<void> => {
    const { exportRun } = await import("./export.ts");
    const { files, before } = await exportRun(run, as, out);
    if (before) say("The same export was there already, equal to the byte.");
    for (const file of files) process.stdout.write(`${printable(file)}\n`);
  },
};

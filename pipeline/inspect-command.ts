import type { Argv } from "yargs";

const TROUBLE = 1;

const builder = (y: Argv) =>
  y
    .positional("file", {
      type: "string",
      array: true,
      demandOption: true,
      describe: "Exports, or folders: all files in them",
    })
    .option("json", { type: "boolean", default: false, describe: "Print one JSON object, in which no list is cut" })
    .example("$0 inspect cards/C17.txt", "what was recognised in it, and every doubt")
    .example("$0 inspect my-study/cards", "of every file in a folder")
    .example("$0 inspect C17.xlsx --json", "for a program")
    .epilogue(
      "Nothing is written.\nExit codes: 0 all can be read, 1 a file is refused (the others are told too), 2 wrong words.",
    );

interface Words {
  readonly file: readonly string[];
  readonly json: boolean;
}

export const inspectCommand = {
  command: "inspect <file..>",
  describe: "Tell what is recognised in exports: format, cards, layout, columns, and every doubt",
  builder,
  handler: async ({ file, json }: Words): Promise<void> => {
    const { inspectFiles } = await import("./inspect-files.ts");
    const { inspectionLines } = await import("../reports/inspection-lines.ts");
    const { escapedJson } = await import("./escaped-json.ts");
    const files = [];
    for await (const inspection of inspectFiles(file)) {
      if (inspection.refused.length > 0) process.exitCode = TROUBLE;
      if (json) files.push(inspection);
      else process.stdout.write(`${inspectionLines(inspection).join("\n")}\n\n`);
    }
    if (json) process.stdout.write(`${escapedJson({ files })}\n`);
  },
};

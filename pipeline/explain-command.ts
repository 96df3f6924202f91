import type { Argv } from "yargs";

export const explainCommand = {
  command: "explain [name]",
  describe: "Tell the meaning and unit of a table, a column or a setting",
  builder: (y: Argv) =>
    y
      .positional("name", { type: "string", describe: "A table, table.column, settings, or a setting" })
      .example("$0 explain expression.delta_ct", "what the column holds"),
  handler: async ({ name }: { name?: string | undefined }): Promise<void> => {
    const { explain } = await import("./explain.ts");
    process.stdout.write(`${explain(name).join("\n")}\n`);
  },
};

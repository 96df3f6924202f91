import type { Argv } from "yargs";
import { faults } from "../data/example/faults/index.ts";
import { out, runStudy } from "./run-command.ts";
import { say } from "./say.ts";

const builder = (y: Argv) =>
  y
    .positional("dir", { type: "string", default: "example-study", describe: "Folder to make" })
    .option("out", out)
    .option("cards", { type: "number", describe: "Make exactly so many cards, and do not run them" })
    .option("formats", {
      type: "array",
      describe: "Write the cards in these formats only",
      choices: ["sds-2.1", "sds-2.3", "quantstudio"] as const,
    })
    .check(({ cards }) => {
      if (cards === undefined || (Number.isInteger(cards) && cards > 0)) return true;
      throw new Error("--cards is a whole number from 1.");
    })
    .option("fault", {
      describe: "Make 12 cards without a fault but one, named by the check that must speak of it, or none",
      choices: ["none", ...faults.map(({ name }) => name)],
    })
    .option("seed", { type: "number", default: 1, describe: "Other seeds make other studies" })
    .example("$0 example", "make it in example-study, run it into runs");

type Words = ReturnType<ReturnType<typeof builder>["parseSync"]>;

export const exampleCommand = {
  command: "example [dir]",
  describe: "Make the synthetic example study and run it",
  builder,
  handler: async ({ dir, out, cards, seed, formats, fault }: Words): Promise<void> => {
    const { makeExample } = await import("./example.ts");
    say(makeExample(dir, { cards, seed, formats, fault }));
    if (cards === undefined && fault === undefined) await runStudy({ study: dir, out });
  },
};

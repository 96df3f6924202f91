import type { Argv } from "yargs";
import { say } from "./say.ts";

/** What takes longer tells what it is at. */
export const PATIENCE_MS = 1000;

/** The words that plan and portfolio have in common. */
export const portfolioWords = (y: Argv) =>
  y
    .positional("portfolio", {
      type: "string",
      demandOption: true,
      describe: "Folder of studies' folders, or portfolio.yaml",
    })
    .option("out", { type: "string", demandOption: true, describe: "Folder of the portfolio's results" });

/** Plans, telling how far it is. */
export async function planned(portfolio: string, out: string) {
  const { readPortfolio } = await import("./portfolio/portfolio-file.ts");
  const { plan } = await import("./portfolio/plan.ts");
  const read = readPortfolio(portfolio);
  let last = performance.now();
  const manifest = plan(read, out, (done) => {
    if (performance.now() - last < PATIENCE_MS) return;
    say(`${done} of ${read.studies.length} studies were hashed`);
    last = performance.now();
  });
  return { portfolio: read, manifest };
}

export const planCommand = {
  command: "plan <portfolio>",
  describe: "Write down what a portfolio of studies is to do, for run-task and collect",
  builder: (y: Argv) =>
    portfolioWords(y).example("$0 plan studies --out results", "write the manifest, and tell where it is"),
  handler: async (words: { portfolio: string; out: string }): Promise<void> => {
    const { manifest } = await planned(words.portfolio, words.out);
    process.stdout.write(`${manifest}\n`);
  },
};

#!/usr/bin/env node
import yargs from "yargs";
import { auditCommand } from "./audit-command.ts";
import { collectCommand } from "./collect-command.ts";
import { compareCommand } from "./compare-command.ts";
import { exampleCommand } from "./example-command.ts";
import { explainCommand } from "./explain-command.ts";
import { exportCommand } from "./export-command.ts";
import { forgetCommand } from "./forget-command.ts";
import { indexCommand } from "./index-command.ts";
import { initCommand } from "./init-command.ts";
import { inspectCommand } from "./inspect-command.ts";
import { planCommand } from "./plan-command.ts";
import { portfolioCommand } from "./portfolio-command.ts";
import { processCommand } from "./process-command.ts";
import { pruneCommand } from "./prune-command.ts";
import { runCommand, stageCommands, stageWords } from "./run-command.ts";
import { runTaskCommand } from "./run-task-command.ts";
import { say } from "./say.ts";
import { statusCommand } from "./status-command.ts";
import { verifyCommand } from "./verify-command.ts";
import { version } from "./version.ts";
import { watchCommand } from "./watch-command.ts";

/** Exit codes: 0 done; 1 trouble in the input; 2 wrong words; 70 our own mistake; and those that compare and verify tell by. */
const TROUBLE = 1;
const WRONG_WORDS = 2;
const BUG = 70;

/** `npm start` without words shows the product on its example. */
const given = process.argv.slice(2);
const words = given.length === 0 && process.env.npm_lifecycle_event === "start" ? ["example"] : given;

const program = yargs(words)
  .scriptName("deltact")
  .usage(
    "$0 <command>\n\nFrom the Ct exports of TaqMan arrays in a clinical trial to expression (2^-dCt), change within each\npatient, and concordance with clinical response: tables, and a report to decide from.",
  )
  .command(runCommand)
  .command(initCommand)
  .command(exampleCommand)
  .command(inspectCommand)
  .command(compareCommand)
  .command(verifyCommand)
  .command(exportCommand)
  .command(indexCommand)
  .command(processCommand)
  .command(watchCommand)
  .command(statusCommand)
  .command(auditCommand)
  .command(pruneCommand)
  .command(forgetCommand)
  .command(portfolioCommand)
  .command(planCommand)
  .command(runTaskCommand)
  .command(collectCommand)
  .command(explainCommand)
  .epilogue(
    `Stages, each a command that stops there: ${Object.keys(stageWords).join(", ")}.\nExit codes: 0 done, 1 trouble in the input, 2 wrong words, 70 a mistake of deltact's; compare: also 3, 4; verify: 3; process: 5, 75; audit: 3; portfolio: 5; run-task: 3.`,
  )
  .version(version)
  .demandCommand(1, "Name a command.")
  .strict()
  .recommendCommands()
  .help()
  .wrap(Math.min(110, process.stdout.columns ?? 110))
  .detectLocale(false)
  .exitProcess(false)
  .fail((message, error, y) => {
    // A command that failed comes without a message; words that are wrong come with one.
    if (error && !message) throw error;
    process.stderr.write(`${message}\n\n`);
    y.showHelp("error");
    throw new WrongWords();
  });

class WrongWords extends Error {}

for (const command of stageCommands) program.command(command);

async function main(): Promise<void> {
  try {
    await program.parseAsync();
  } catch (error) {
    if (error instanceof WrongWords) process.exitCode = WRONG_WORDS;
    else if (error instanceof Error && error.name === "Trouble") {
      say(error.message);
      process.exitCode = TROUBLE;
    } else {
      say(
        `This is a mistake of deltact's, not of your data. Please report it with the text below and ${version}, Node ${process.version}:\n${error instanceof Error ? error.stack : String(error)}`,
      );
      process.exitCode = BUG;
    }
  }
}

// Whoever reads on, such as head, may have had enough.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

await main();

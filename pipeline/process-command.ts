import type { Argv } from "yargs";
import type { InboxWords } from "./inbox-words.ts";
import { inboxWords, optionsOf } from "./inbox-words.ts";
import { say } from "./say.ts";

/** What a call did, as an exit code. */
const TROUBLE = 1;
const PARTLY = 5;
/** That of sysexits.h for what may be tried again later. */
const BUSY = 75;

const EPILOGUE = `A file is taken when it did not change between two looks at least --quiet seconds apart, which may be those of two calls: the first call after an upload only looks. Nothing in the inbox is changed, unless --move is given.
Exit codes: 0 done, or nothing to do; 5 a file was quarantined or cannot be read; 1 a study cannot be run; 75 another process is at work on the store; 2 wrong words.`;

const builder = (y: Argv) =>
  inboxWords(y)
    .option("dry-run", { type: "boolean", default: false, describe: "Say what would be done, and change nothing" })
    .example("$0 process my-study --inbox uploads", "from cron, every few minutes")
    .example(
      "$0 process trial-a trial-b --inbox uploads --store store",
      "each file goes to the study that lists its samples",
    )
    .example("$0 process my-study --inbox uploads --dry-run", "what each file is, and what would be run")
    .example("$0 process my-study --inbox uploads --hook 'mail -s uploads me@example.org'", "tell somebody")
    .epilogue(EPILOGUE);

export const processCommand = {
  command: "process <studies..>",
  describe: "Take new uploads from an inbox, each once, and run the studies they belong to",
  builder,
  handler: async (words: InboxWords & { readonly dryRun: boolean }): Promise<void> => {
    const done = await (words.dryRun ? rehearsed(words) : processed(words));
    if (done.waiting > 0 && !words.dryRun) {
      const files = done.waiting === 1 ? "1 file is" : `${done.waiting} files are`;
      say(`${files} looked at again by the next call.`);
    }
    for (const run of done.runs) process.stdout.write(`${run}\n`);
    if (done.busy) process.exitCode = BUSY;
    else if (done.failed.length > 0) process.exitCode = TROUBLE;
    else if (done.quarantined > 0) process.exitCode = PARTLY;
  },
};

async function processed(words: InboxWords) {
  const { processWithHook } = await import("./inbox/hook.ts");
  return processWithHook(optionsOf(words), words.hook);
}

async function rehearsed(words: InboxWords) {
  const { rehearse } = await import("./inbox/rehearse.ts");
  return rehearse(optionsOf({ ...words, log: undefined }));
}

import type { Argv } from "yargs";
import type { InboxWords } from "./inbox-words.ts";
import { inboxWords, optionsOf } from "./inbox-words.ts";
import { say } from "./say.ts";

const EPILOGUE = `The same as process every --every seconds, sooner where files wait or the inbox is seen to change. What cannot be done is told once, and tried again by the next call. SIGTERM and SIGINT end it after the call at hand, with exit code 0; it may be killed at any moment.`;

const builder = (y: Argv) =>
  inboxWords(y)
    .option("every", { type: "number", default: 60, describe: "Seconds from the end of a call to the next" })
    .check(({ every }) => {
      if (every > 0 && every <= 86_400) return true;
      throw new Error("--every is seconds, above 0 and up to 86400, a day.");
    })
    .example("$0 watch my-study --inbox uploads", "a service that does not end")
    .example("$0 watch my-study --inbox uploads --every 300 --log uploads.jsonl", "every five minutes, with a log")
    .epilogue(EPILOGUE);

export const watchCommand = {
  command: "watch <studies..>",
  describe: "Process the uploads of an inbox again and again, until it is told to end",
  builder,
  handler: async (words: InboxWords & { readonly every: number }): Promise<void> => {
    const ending = new AbortController();
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => ending.abort());
    const { watchInbox } = await import("./inbox/watch.ts");
    const { processWithHook } = await import("./inbox/hook.ts");
    say(`Watching ${words.inbox}.`);
    await watchInbox(optionsOf(words), {
      every: 1000 * words.every,
      signal: ending.signal,
      call: async (options) => {
        const done = await processWithHook(options, words.hook);
        for (const run of done.runs) process.stdout.write(`${run}\n`);
        return done;
      },
    });
    say("Ended.");
  },
};

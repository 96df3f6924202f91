import { spawnSync } from "node:child_process";
import type { Processed, ProcessOptions, Tell } from "./options.ts";
import { processInbox } from "./process.ts";

/** Milliseconds that a hook may take. */
const PATIENCE = 60_000;

/**
 * Calls process, and then the user's command where something was done: its standard input is the result as JSON. What
 * came from files is in that alone, never in the words that a shell reads.
 */
export async function processWithHook(options: ProcessOptions, hook: string | undefined): Promise<Processed> {
  const told: Readonly<Record<string, unknown>>[] = [];
  const tell: Tell = (line, data) => {
    if (hook !== undefined) told.push(data);
    options.tell(line, data);
  };
  const done = await processInbox({ ...options, tell });
  if (hook !== undefined && done.changed) {
    const { inbox, store, now } = options;
    runHook(hook, { at: now().toISOString(), inbox, store, ...done, told }, options.tell);
  }
  return done;
}

/** A hook that fails is told of; what was done stands. Its own output goes to standard error. */
function runHook(command: string, result: unknown, tell: Tell): void {
  const { error, status, signal } = spawnSync(command, {
    shell: true,
    input: `${JSON.stringify(result)}\n`,
    stdio: ["pipe", 2, 2],
    timeout: PATIENCE,
    killSignal: "SIGKILL",
  });
  // Who does not read the result has what it needs.
  const failed = error && (error as NodeJS.ErrnoException).code !== "EPIPE" ? error.message : undefined;
  const reason = failed ?? (signal ? `it was ended by ${signal}` : status ? `its exit code is ${status}` : undefined);
  if (reason !== undefined) tell(`The hook failed: ${reason}.`, { event: "hook-failed", reason });
}

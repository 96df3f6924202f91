import { watch } from "node:fs";
import { Trouble } from "../../data/trouble.ts";
import type { Processed, ProcessOptions, Tell } from "./options.ts";

export interface WatchOptions {
  /** Milliseconds from the end of a call to the next. */
  readonly every: number;
  /** Ends the loop after the call at hand. */
  readonly signal: AbortSignal;
  readonly call: (options: ProcessOptions) => Promise<Processed>;
}

/** The shortest time between two calls, in milliseconds. */
const BREATH = 1000;

/**
 * Process in a loop. What is told by one call and again by the next is told once; whatever a call cannot do, the loop
 * goes on.
 */
export async function watchInbox(options: ProcessOptions, { every, signal, call }: WatchOptions): Promise<void> {
  let before = new Set<string>();
  let { retry } = options;
  while (!signal.aborted) {
    const lines = new Set<string>();
    const tell: Tell = (line, data) => {
      if (!before.has(line) && !lines.has(line)) options.tell(line, data);
      lines.add(line);
    };
    let waiting = 0;
    try {
      ({ waiting } = await call({ ...options, retry, tell }));
      retry = undefined;
    } catch (error) {
      if (!isOutside(error)) throw error;
      tell(error.message, { event: "trouble", reason: error.message });
    }
    before = lines;
    const soon = Math.min(every, Math.max(options.quiet, BREATH));
    await pause(options.inbox, { soon, late: waiting > 0 ? soon : every, signal });
  }
}

/** Trouble in the input, or with the disk: it may pass. Anything else is a mistake of ours. */
function isOutside(error: unknown): error is Error {
  if (error instanceof Trouble) return true;
  return error instanceof Error && ("syscall" in error || /^SqliteError$/.test(error.name));
}

/**
 * Waits until it is late, or until the inbox has changed and it is at least soon. That a change is noticed is not relied
 * on: on shares it often is not.
 */
function pause(
  inbox: string,
  { soon, late, signal }: { readonly soon: number; readonly late: number; readonly signal: AbortSignal },
): Promise<void> {
  return new Promise((done) => {
    let changed = false;
    let early = false;
    const end = () => {
      clearTimeout(first);
      clearTimeout(last);
      signal.removeEventListener("abort", end);
      watcher?.close();
      done();
    };
    const first = setTimeout(() => {
      early = true;
      if (changed) end();
    }, soon);
    const last = setTimeout(end, late);
    const watcher = watched(inbox, () => {
      changed = true;
      if (early) end();
    });
    signal.addEventListener("abort", end);
    if (signal.aborted) end();
  });
}

function watched(inbox: string, changed: () => void): { readonly close: () => void } | undefined {
  try {
    const watcher = watch(inbox, changed);
    watcher.on("error", () => watcher.close());
    return watcher;
  } catch {
    return undefined;
  }
}

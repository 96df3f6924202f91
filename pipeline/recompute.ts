import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { Trouble } from "../data/trouble.ts";
import { type RunOptions, run } from "./run.ts";

const MAKING = "deltact-verify-";
const FORGOTTEN_MS = 24 * 60 * 60 * 1000;
const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Runs a study into a temporary folder and hands over the run's folder, which is taken away afterwards: also when the run
 * fails, and when the process is told to end.
 *
 * @throws {Trouble} when the study cannot be run, or the temporary folder cannot be written to.
 */
export async function recompute<T>(
  study: string,
  what: Pick<RunOptions, "until" | "more" | "notes">,
  onStage: (name: string) => void,
  take: (folder: string) => T,
): Promise<T> {
  let making: string | undefined;
  const remove = () => making && rmSync(making, { recursive: true, force: true });
  const end = (signal: NodeJS.Signals) => {
    remove();
    for (const one of signals) process.off(one, end);
    process.kill(process.pid, signal);
  };
  for (const signal of signals) process.on(signal, end);
  try {
    making = temporary();
    const { folder } = await run(study, {
      ...{ ...what, out: making },
      onStage: async ({ name }) => {
        onStage(name);
        // Between stages a signal is heard.
        await setImmediate();
      },
    });
    return take(folder!.path);
  } catch (error) {
    if (isFull(error)) throw unwritable(error);
    throw error;
  } finally {
    for (const signal of signals) process.off(signal, end);
    remove();
  }
}

function temporary(): string {
  sweep(tmpdir());
  try {
    return mkdtempSync(join(tmpdir(), MAKING));
  } catch (error) {
    throw unwritable(error);
  }
}

/** Takes away what was left by verifications that were killed more than a day ago. */
function sweep(temp: string): void {
  try {
    for (const name of readdirSync(temp).filter((name) => name.startsWith(MAKING))) {
      const path = join(temp, name);
      const { mtimeMs, uid } = statSync(path, { throwIfNoEntry: false }) ?? { mtimeMs: Date.now(), uid: -1 };
      if (Date.now() - mtimeMs > FORGOTTEN_MS && uid === process.getuid?.())
        rmSync(path, { recursive: true, force: true });
    }
  } catch {
    // What cannot be taken away now stays for the next time.
  }
}

function isFull(error: unknown): boolean {
  const { code = "" } = error as NodeJS.ErrnoException;
  return error instanceof Error && ["ENOSPC", "EDQUOT", "EROFS"].includes(code);
}

function unwritable(error: unknown): Trouble {
  const text = `cannot be written to: ${(error as Error).message}.`;
  return new Trouble([{ code: "temp-unwritable", file: tmpdir(), text }]);
}

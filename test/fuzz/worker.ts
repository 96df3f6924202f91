import { parentPort, workerData } from "node:worker_threads";
import { loadOpener } from "../../pipeline/containers/open.ts";
import { Attempts, type Subject } from "./attempt.ts";

/** Told of each mutant before it is read, so that whoever waits knows which one hangs. */
export interface Given {
  readonly format: string;
  readonly seed: number;
  readonly from: number;
  readonly to: number;
  /** Number of the mutant that is being read, and the bytes of the process when it was begun, in MB. */
  readonly now: SharedArrayBuffer;
  readonly samples: Readonly<Record<string, Uint8Array>>;
}

/** Does the mutants from `from` to `to`, and posts a verdict for each. */
export async function work(writers: readonly Subject["writer"][]): Promise<void> {
  const { format, seed, from, to, now, samples } = workerData as Given;
  await loadOpener();
  const subjects = writers.map((writer): Subject => ({ writer, sample: Buffer.from(samples[writer.format]!) }));
  const attempts = new Attempts(subjects.find(({ writer }) => writer.format === format)!, subjects, seed);
  const clock = new Int32Array(now);
  const post = (message: unknown) => parentPort!.postMessage(message);
  for (let number = from; number < to; number++) {
    const made = attempts.make(number);
    Atomics.store(clock, 1, Math.round(process.memoryUsage.rss() / 1e6));
    Atomics.store(clock, 0, number);
    const began = performance.now();
    let verdict: object;
    try {
      verdict = attempts.judge(made);
    } catch (error) {
      verdict = { fault: `an exception: ${error instanceof Error ? error.stack : String(error)}` };
    }
    post({
      number,
      kind: made.kind,
      ms: performance.now() - began,
      ...verdict,
      ...("fault" in verdict ? { bytes: made.bytes } : {}),
    });
  }
}

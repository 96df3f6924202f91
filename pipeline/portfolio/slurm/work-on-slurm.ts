import { setTimeout as pause } from "node:timers/promises";
import { readManifest } from "../manifest.ts";
import type { SlurmSettings } from "../portfolio-file.ts";
import type { Work } from "../work.ts";
import { hasEnded, type Queued, queueOf } from "./queue.ts";
import { Submission } from "./submission.ts";
import { Watcher } from "./watcher.ts";

/** Milliseconds between two looks, by how many tasks are looked for: Slurm's controller serves others too. */
const [SOONEST, LATEST, EACH] = [1000, 30_000, 5];
/** A controller that is silent for longer was not only restarted. */
const SILENCE_MS = 600_000;

/**
 * Has Slurm do tasks, as arrays, and waits until each left something behind or Slurm says why it will not. What stands
 * still is told at once, with the command that helps, and not waited for when nothing else moves.
 *
 * @returns why tasks left nothing behind, by their index
 * @throws {Trouble} where Slurm does not take them.
 */
export async function workOnSlurm(
  { out, manifest: path, indexes, program, onTask, tell }: Work,
  settings: SlurmSettings,
  jobs: number | undefined,
): Promise<ReadonlyMap<number, string>> {
  const manifest = readManifest(path);
  const outstanding = new Map(indexes.map((index) => [manifest.tasks[index]!.key, index]));
  const tasks = indexes.map((index) => manifest.tasks[index]!);
  const submission = await Submission.of({ out, program, settings, jobs }, manifest, tasks);
  const [grace, patience] = [1000 * settings.grace, 1000 * settings.patience];
  const watcher = new Watcher({ out, grace, patience, onTask, tell }, outstanding);
  await submission.submit(false);
  if (indexes.length > 0)
    tell(
      `Slurm has them, whatever becomes of this call; --resume waits for them, scancel --name=${submission.name} ends them.`,
    );
  for (let answered = performance.now(); !watcher.isDone; ) {
    await pause(Math.min(LATEST, Math.max(SOONEST, outstanding.size * EACH)));
    const queue = await queueOf(submission.name);
    if (queue === undefined) {
      watcher.once("Slurm's controller does not answer. What runs goes on; it is asked again.");
      watcher.take(new Map());
      if (performance.now() - answered < SILENCE_MS) continue;
      watcher.giveUp("Slurm's controller does not answer. When it does, --resume goes on from here.");
      break;
    }
    answered = performance.now();
    const latest = latestOf(queue, (one) => submission.keysOf(one));
    watcher.take(latest);
    await submission.submit([...latest.values()].some((one) => !hasEnded(one)));
    if (!watcher.look(latest, (key) => submission.isHeldBack(key))) break;
  }
  return watcher.lost;
}

/** The element of each task that is in the queue, or the last one that was. */
function latestOf(queue: readonly Queued[], keysOf: (one: Queued) => readonly string[]): Map<string, Queued> {
  const latest = new Map<string, Queued>();
  for (const one of queue)
    for (const key of keysOf(one)) {
      const other = latest.get(key);
      if (other === undefined || hasEnded(other)) latest.set(key, one);
    }
  return latest;
}

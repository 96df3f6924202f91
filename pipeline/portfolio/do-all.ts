import { printable } from "../../data/trouble.ts";
import { readManifest } from "./manifest.ts";
import { pending } from "./pending.ts";
import type { SlurmSettings } from "./portfolio-file.ts";
import { readSentinel } from "./sentinel.ts";
import { outOf } from "./task.ts";
import type { Work } from "./work.ts";
import { workLocally } from "./work-locally.ts";

export interface DoOptions {
  readonly manifest: string;
  /** Do only what is not done yet. */
  readonly resume: boolean;
  readonly program: readonly string[];
  /** What is asked of Slurm; undefined: this machine does it. */
  readonly slurm: SlurmSettings | undefined;
  /** Tasks at once. */
  readonly jobs: number | undefined;
  readonly tell: (line: string) => void;
}

/** Of more studies than these not each is told that is done. */
const MANY = 100;
const PATIENCE_MS = 1000;

/** Has the tasks of a plan done, and gives why some left nothing behind, by their index. */
export async function doAll({ manifest: path, resume, program, slurm, jobs, tell }: DoOptions) {
  const manifest = readManifest(path);
  const out = outOf(path);
  const indexes = pending(out, manifest, resume);
  const { tasks } = manifest;
  if (indexes.length < tasks.length)
    tell(`${tasks.length - indexes.length} of ${tasks.length} studies are done already.`);
  let [ended, last] = [0, 0];
  const onTask = (index: number) => {
    const { key, study } = tasks[index]!;
    const { status = "lost", by } = readSentinel(out, key) ?? {};
    const now = performance.now();
    if (++ended < indexes.length && status === "done" && indexes.length > MANY && now - last < PATIENCE_MS) return;
    last = now;
    const seconds = by ? ` (${((Date.parse(by.ended) - Date.parse(by.started)) / 1000).toFixed(1)} s)` : "";
    tell(`${ended}/${indexes.length} ${printable(study)}: ${status}${seconds}`);
  };
  const work: Work = { out, manifest: path, indexes, program, onTask, tell };
  if (slurm === undefined) return workLocally(work, jobs ?? 1);
  const { workOnSlurm } = await import("./slurm/work-on-slurm.ts");
  return workOnSlurm(work, slurm, jobs);
}

import type { Manifest } from "../../data/portfolio.ts";
import { isDone } from "./is-done.ts";
import { forget } from "./sentinel.ts";

/**
 * The tasks that are to be done: all, or with `resume` those that are not done yet. What came of them before is forgotten,
 * so that what is found later is of now.
 */
export function pending(out: string, { tasks }: Manifest, resume: boolean): number[] {
  const indexes = tasks.flatMap(({ key }, at) => (resume && isDone(out, key) ? [] : [at]));
  for (const index of indexes) forget(out, tasks[index]!.key);
  return indexes;
}

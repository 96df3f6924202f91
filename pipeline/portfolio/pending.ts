import { join } from "node:path";
import { type Manifest, portfolioTables } from "../../data/portfolio.ts";
import { exists } from "../files.ts";
import { PROVENANCE } from "../run-folder.ts";
import { places } from "./places.ts";
import { forget, readSentinel } from "./sentinel.ts";

/**
 * The tasks that are to be done: all, or with `resume` those that are not done yet. What came of them before is forgotten,
 * so that what is found later is of now.
 */
export function pending(out: string, { tasks }: Manifest, resume: boolean): number[] {
  const indexes = tasks.flatMap(({ key }, at) => (resume && isDone(out, key) ? [] : [at]));
  for (const index of indexes) forget(out, tasks[index]!.key);
  return indexes;
}

/** Whether a task says that it is done, and what it made is there; collect looks closer. */
function isDone(out: string, key: string): boolean {
  const { status, made } = readSentinel(out, key) ?? {};
  if (status !== "done") return false;
  const parts = portfolioTables.filter((name) => made!.parts[name] !== undefined);
  const paths = [join(places.runs(out), made!.folder, PROVENANCE), ...parts.map((name) => places.part(out, key, name))];
  return paths.every(exists);
}

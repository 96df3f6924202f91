import { join } from "node:path";
import { portfolioTables } from "../../data/portfolio.ts";
import { exists } from "../files.ts";
import { PROVENANCE } from "../run-folder.ts";
import { places } from "./places.ts";
import { readSentinel } from "./sentinel.ts";

/** Whether a task says that it is done, and what it made is there; collect looks closer. */
export function isDone(out: string, key: string): boolean {
  const { status, made } = readSentinel(out, key) ?? {};
  if (status !== "done") return false;
  const parts = portfolioTables.filter((name) => made!.parts[name] !== undefined);
  const paths = [join(places.runs(out), made!.folder, PROVENANCE), ...parts.map((name) => places.part(out, key, name))];
  return paths.every(exists);
}

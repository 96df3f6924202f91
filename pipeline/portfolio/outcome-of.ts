import { join } from "node:path";
import type { CollectedStudy, Made, PortfolioTable, Sentinel, Task } from "../../data/portfolio.ts";
import { exists } from "../files.ts";
import { weighed } from "../table-file.ts";
import { places } from "./places.ts";
import { readSentinel, spoil } from "./sentinel.ts";

/** The stages whose sentences say what a study found. */
const FINDING: ReadonlySet<string> = new Set(["change", "outcome", "association"]);

/** What came of a task: what it left behind, held against what is there. */
export interface TaskOutcome {
  readonly key: string;
  readonly sentinel: Sentinel | undefined;
  readonly told: CollectedStudy;
}

/** `lost`: why it left nothing behind, where that is known. */
export function outcomeOf(out: string, { key, study }: Task, lost: string | undefined): TaskOutcome {
  const sentinel = readSentinel(out, key);
  const nothing = { study, run: undefined, folder: undefined, found: [] };
  const is = (status: CollectedStudy["status"], message: string): TaskOutcome => ({
    ...{ key, sentinel },
    told: { ...nothing, status, message },
  });
  if (sentinel === undefined)
    return is("lost", lost ?? "It left nothing behind: it was not started, or its process was killed.");
  if (sentinel.status !== "done") return is(sentinel.status, sentinel.message);
  const made = sentinel.made!;
  const broken = damage(out, key, made);
  if (broken !== undefined) {
    spoil(out, sentinel, broken);
    return is("damaged", broken);
  }
  const found = made.headlines.filter(({ stage }) => FINDING.has(stage)).map(({ text }) => text);
  return {
    key,
    sentinel,
    told: { ...nothing, status: "done", message: "", run: made.run, folder: made.folder, found },
  };
}

/** Which file is not what the task wrote. */
function damage(out: string, key: string, { folder, files, parts }: Made): string | undefined {
  const run = join(places.runs(out), folder);
  for (const [file, sha256] of Object.entries(files)) {
    const is = isAs(join(run, file), sha256);
    if (is !== undefined)
      return `runs/${folder}/${file} ${is}. Move that folder away; the study is done again with --resume.`;
  }
  for (const [name, { sha256 }] of Object.entries(parts)) {
    const is = isAs(places.part(out, key, name as PortfolioTable), sha256);
    if (is !== undefined) return `Its part of ${name}.parquet ${is}. The study is done again with --resume.`;
  }
  return undefined;
}

function isAs(path: string, sha256: string): string | undefined {
  if (!exists(path)) return "is not there";
  return weighed(path).sha256 === sha256 ? undefined : "was changed since it was written";
}

import { createHash } from "node:crypto";
import type { Provenance, RunRecord } from "../data/provenance.ts";
import { type StageName, stages } from "./settings.ts";

type Made = Pick<Provenance, "version" | "inputs" | "settings" | "notes" | "pseudonyms">;

/** Hash of inputs, what was told of them, settings and version, and of the stage that the run was stopped after. */
export function runId({ version, inputs, settings, notes, pseudonyms }: Made, until: StageName | undefined): string {
  return createHash("sha256")
    .update(JSON.stringify({ version, inputs, settings, until, notes, pseudonyms }))
    .digest("hex");
}

/**
 * The stage that a run was stopped after, which its id alone tells. `proven` is false where the id is that of no stage: the
 * record was altered, or another version makes ids otherwise; then it is the last stage that has tables.
 */
export function untilOf(
  record: RunRecord,
  hasReport: boolean,
): { readonly until: StageName | undefined; readonly proven: boolean } {
  const names = Object.keys(stages) as StageName[];
  const proven = [undefined, ...names].find((until) => runId(record, until) === record.run);
  if (proven !== undefined || runId(record, undefined) === record.run) return { until: proven, proven: true };
  const made = new Set(record.tables.map(({ name }) => name));
  const last = names.findLast((name) => stages[name].tables.some((table) => made.has(table.name)));
  return { until: hasReport ? undefined : last, proven: false };
}

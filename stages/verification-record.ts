import type { RunRecord } from "../data/provenance.ts";
import { type Problem, printable } from "../data/trouble.ts";
import { compareSettings } from "./comparison-inputs.ts";

const file = "provenance.json";

/** What a run's record tells beside hashes that its recomputation, by the same version, does not. */
export function recordProblems(record: RunRecord, made: RunRecord): Problem[] {
  const problem = (what: string): Problem => ({
    code: "record-altered",
    file,
    text: `${what} is not what recomputing tells: it was changed since.`,
  });
  const rows = new Map(made.tables.map(({ name, rows }) => [name, rows]));
  const counts = record.tables.filter((table) => rows.has(table.name) && rows.get(table.name) !== table.rows);
  const said = (one: RunRecord) => JSON.stringify(one.headlines);
  return [
    ...(record.study === made.study ? [] : [problem("the study's name")]),
    ...counts.map(({ name }) => problem(`the number of rows of ${name}.csv`)),
    ...settingsApart(record, made),
    ...(record.headlines.length === 0 || said(record) === said(made) ? [] : [problem("what a stage found")]),
  ];
}

/** What may have made the numbers of a recomputation others: settings with other defaults, another Node. */
export function reasonsToDiffer(record: RunRecord, made: RunRecord): Problem[] {
  // By the same version they are problems of the record.
  const settings = record.version === made.version ? [] : settingsApart(record, made);
  if (record.node === undefined || record.node === made.node) return settings;
  const text = `Node ${printable(record.node)} made the run, and this is ${made.node}: their logarithms may differ in the last digit.`;
  return [...settings, { code: "run-version", file, text }];
}

function settingsApart(record: RunRecord, made: RunRecord): Problem[] {
  return compareSettings([record.settings, made.settings]).map(({ name, used }) => {
    const [before, now] = used.map((one) => printable(one?.value ?? "no such setting"));
    return { code: "run-version", file, text: `${printable(name)} was ${before} in the run, and is ${now} here.` };
  });
}

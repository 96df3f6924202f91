import { type ControlType, namedType } from "../../data/control.ts";
import type { RunTables } from "../../data/run-tables.ts";
import { type TableRows, tableRows } from "../../data/table-rows.ts";
import { distinct } from "./distinct.ts";

export interface RdmlSample {
  readonly id: string;
  readonly type: ControlType;
  /** Whose it is and when it was drawn; empty for controls, and where two samples of one name cannot be told apart. */
  readonly annotations: readonly (readonly [property: string, value: string])[];
}

/**
 * The samples of the wells, and whose each well is. One name on several cards is several samples where it is a subject's, for the
 * study lists them so, and one control.
 */
export function samplesOf(run: RunTables, wells: TableRows) {
  const subjects = subjectsOf(run);
  const [card, sample, task] = ["card", "sample", "task"].map(wells.text) as [Text, Text, Text];
  const cards = new Map<string, Set<string>>();
  const ntc = new Set<string>();
  for (let row = 0; row < wells.length; row++) {
    const own = cards.get(sample(row));
    if (own) own.add(card(row));
    else cards.set(sample(row), new Set([card(row)]));
    if (task(row).toLowerCase() === "ntc") ntc.add(sample(row));
  }
  const isByCard = (name: string) => subjects.has(name) && cards.get(name)!.size > 1;
  const keyOf = (row: number) => (isByCard(sample(row)) ? `${sample(row)} (${card(row)})` : sample(row));
  const keys = new Map<string, Omit<RdmlSample, "id">>();
  for (let row = 0; row < wells.length; row++) {
    const key = keyOf(row);
    if (keys.has(key)) continue;
    const name = sample(row);
    const own = subjects.get(name);
    const type = own ? "unkn" : ntc.has(name) ? "ntc" : namedType(name);
    keys.set(key, { type, annotations: own && !isByCard(name) ? own : [] });
  }
  const names = [...keys.keys()];
  const ids = distinct(names.map((name) => name || "(no name)"));
  const idOf = new Map(names.map((name, index) => [name, ids[index]!]));
  return {
    samples: [...keys.values()].map((told, index): RdmlSample => ({ id: ids[index]!, ...told })),
    sampleOf: (row: number) => idOf.get(keyOf(row))!,
  };
}

/** By name the samples that are a subject's, with what the study tells of them. */
function subjectsOf(run: RunTables): Map<string, [string, string][]> {
  const table = tableRows(run, "expression", ["sample", "subject", "visit", "time"]);
  const texts = ["subject", "visit", "time"].map((name) => [name, table.text(name)] as const);
  const sample = table.text("sample");
  const found = new Map<string, [string, string][]>();
  for (let row = 0; row < table.length; row++) {
    if (found.has(sample(row))) continue;
    found.set(
      sample(row),
      texts.map(([name, text]) => [name, text(row)]),
    );
  }
  return found;
}

type Text = (row: number) => string;

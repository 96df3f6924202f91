import type { Comparison, ConclusionChange, InputChange, TableChange, Two } from "../data/comparison.ts";
import { FLOOR } from "./comparison-column.ts";
import { concludes } from "./comparison-conclusions.ts";
import type { StageTable } from "./stage.ts";
import { counted } from "./wording.ts";

type Compared = Omit<Comparison, "verdict" | "summary">;

/** How many changes of a kind the summary names. */
const NAMED = 3;

/** Whether two runs have the same numbers and conclusions. `tables`: those that this version knows. */
export function verdictOf(
  { tables, conclusions }: Pick<Compared, "tables" | "conclusions">,
  known: readonly Pick<StageTable<never>, "name" | "columns">[],
): Comparison["verdict"] {
  const isMissing = ({ table, rows }: TableChange) =>
    rows.includes(undefined) && known.some((one) => one.name === table && concludes(one));
  if (conclusions.length > 0 || tables.some(isMissing)) return "conclusions";
  return tables.some(isChanged) ? "numbers" : "same";
}

/** Whether anything but the place of rows in the inputs changed. */
export function isChanged({ rows, alone, columnsAlone, changed, unread }: TableChange): boolean {
  const differ = (two: Two<number>) => two[0] + two[1] > 0;
  return (
    unread !== undefined ||
    rows.includes(undefined) ||
    changed > 0 ||
    differ([alone[0].rows, alone[1].rows]) ||
    differ([columnsAlone[0].length, columnsAlone[1].length])
  );
}

/** The comparison in a few sentences, the weightiest first. */
export function summariseComparison(compared: Compared, verdict: Comparison["verdict"]): string[] {
  const { runs, tables, tolerance } = compared;
  const [a, b] = [runs[0].record, runs[1].record];
  const within = `numbers are the same within ${tolerance} of the larger, or ${FLOOR}`;
  const rows = tables.reduce((sum, table) => sum + (table.rows[0] ?? 0), 0);
  const headline = {
    same: `The same numbers and conclusions: ${counted(rows, "row")} of ${counted(tables.length, "table")} (${within}).`,
    numbers: `The numbers differ, the conclusions do not (${within}).`,
    conclusions: "The conclusions differ.",
  }[verdict];
  const impossible = a.run === b.run && verdict !== "same";
  return [
    headline,
    ...(impossible ? ["Both are of the same inputs, settings and version: please report this."] : []),
    ...conclusionsTold(compared.conclusions),
    ...tablesTold(tables),
    ...(a.study === b.study ? [] : [`Studies: ${a.study} → ${b.study}.`]),
    ...(a.version === b.version ? [] : [`Version: ${a.version} → ${b.version}.`]),
    ...settingsTold(compared),
    ...inputsTold(compared.inputs, [a.inputs.length, b.inputs.length]),
  ];
}

const changes: Readonly<Record<ConclusionChange["change"], string>> = {
  gained: "found in B alone (q at most 0.05)",
  lost: "found in A alone (q at most 0.05)",
  sign: "found in both, in opposite directions",
  strongest: "another gene is the strongest",
};

function conclusionsTold(conclusions: readonly ConclusionChange[]): string[] {
  return Object.entries(changes).flatMap(([kind, words]) => {
    const all = conclusions.filter(({ change }) => change === kind);
    const [first] = all;
    if (first === undefined) return [];
    const more = all.length > 1 ? `; and ${all.length - 1} more` : "";
    return [`Conclusions, ${words}: ${first.table}: ${first.test}: ${first.said[0]} → ${first.said[1]}${more}.`];
  });
}

function tablesTold(tables: readonly TableChange[]): string[] {
  const changed = tables.filter(isChanged).sort((x, y) => weightOf(y) - weightOf(x));
  const told = changed.slice(0, NAMED).map(tableTold);
  if (changed.length > NAMED) told.push(`${counted(changed.length - NAMED, "more table")} with changes.`);
  return told;
}

/** Tables that cannot be compared, or lost rows, before those with numbers that differ, by how much they do. */
function weightOf({ rows, unread, alone, columns }: TableChange): number {
  if (unread !== undefined || rows.includes(undefined)) return 4;
  return (
    (alone[0].rows + alone[1].rows > 0 ? 2 : 0) + columns.reduce((most, { share = 0 }) => Math.max(most, share), 0)
  );
}

function tableTold({ table, rows, alone, changed, columns, unread }: TableChange): string {
  const name = `${table}.csv`;
  if (unread !== undefined) return `${name}: ${unread}`;
  if (rows[0] === undefined || rows[1] === undefined) return `${name}: in ${rows[0] === undefined ? "B" : "A"} alone.`;
  const parts = [`${changed} of ${counted(rows[0], "row")} changed`];
  if (alone[0].rows > 0) parts.push(`${alone[0].rows} in A alone (${alone[0].first[0]})`);
  if (alone[1].rows > 0) parts.push(`${alone[1].rows} in B alone (${alone[1].first[0]})`);
  const numbers = columns.filter(({ kind }) => kind === "number");
  const came = numbers.reduce((sum, { blanked, filled }) => sum + blanked + filled, 0);
  if (came > 0) parts.push(`${counted(came, "number")} came or went`);
  const [column] = (numbers.length > 0 ? numbers : [...columns]).sort((x, y) => (y.share ?? 0) - (x.share ?? 0));
  const example = column?.examples[0];
  if (column && example) {
    const unit = column.unit && ` ${column.unit}`;
    const [one, two] = example.cell.map((cell) => brief(cell, column.kind !== "text")) as [string, string];
    const by = example.difference === undefined ? "" : ` (${Number(example.difference.toPrecision(3))})`;
    parts.push(`largest: ${column.name} of ${example.row}: ${one} → ${two}${unit}${by}`);
  }
  return `${name}: ${parts.join("; ")}.`;
}

/** A cell in a sentence: six digits of a number. */
function brief(cell: string, isNumber: boolean): string {
  if (cell === "") return "blank";
  const number = Number(cell);
  if (isNumber && !Number.isNaN(number)) return String(Number(number.toPrecision(6)));
  return cell.length > 60 ? `${cell.slice(0, 57)}...` : cell;
}

function settingsTold({ settings }: Compared): string[] {
  if (settings.length === 0) return [];
  const value = (used: { readonly value: string; readonly from: string } | undefined) =>
    used ? `${used.value} (${used.from})` : "none";
  const told = settings.slice(0, NAMED).map(({ name, used }) => `${name} ${value(used[0])} → ${value(used[1])}`);
  if (settings.length > NAMED) told.push(`${settings.length - NAMED} more`);
  return [`Settings: ${told.join("; ")}.`];
}

function inputsTold(inputs: readonly InputChange[], counts: Two<number>): string[] {
  if (inputs.length === 0) return [];
  const told = (["changed", "removed", "added", "renamed"] as const).flatMap((kind) => {
    const all = inputs.filter(({ change }) => change === kind);
    return all.length === 0 ? [] : [`${all.length} ${kind} (${all[0]!.path}${all.length > 1 ? ", ..." : ""})`];
  });
  return [`Inputs: ${told.join(", ")}; ${counted(counts[0], "file")} in A, ${counts[1]} in B.`];
}

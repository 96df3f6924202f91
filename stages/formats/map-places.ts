import type { ColumnMap, PlacedMap } from "../../data/column-map.ts";
import { mappedColumns } from "../../data/column-map.ts";
import { listing, type Problem, quote } from "../../data/trouble.ts";
import type { Row } from "./rows.ts";

/** Where the columns that a map names stand in a table. */
export interface Places {
  /** Index of the first row under the headings. */
  readonly first: number;
  /** Columns. */
  readonly width: number;
  /** None where the table has none. */
  readonly headings: readonly string[];
  /** Index of a column that the map names. */
  readonly at: (column: number | string) => number;
}

type Fault = Pick<Problem, "code" | "line" | "text">;

/** Finds the headings and the columns of a map; or tells what of it is not there, or is there twice. */
export function placesOf(
  rows: readonly Row[],
  { map, from }: PlacedMap,
): Places | { readonly faults: readonly Fault[] } {
  const names = namesOf(map);
  const words = names.filter((name) => typeof name === "string");
  const cellsOf = (row: number) => rows[row]?.cells.map((cell) => cell.trim()) ?? [];
  const lineAt = (line: number) => rows.findIndex((row) => row.line === line);
  const heading = headingOf(
    map,
    rows.length,
    lineAt,
    (row) => words.filter((word) => cellsOf(row).includes(word)).length,
  );
  const headings = trimmed(cellsOf(heading));
  const width = heading >= 0 ? headings.length : Math.max(0, ...rows.map(({ cells }) => cells.length));
  const line = rows[Math.max(0, heading)]?.line;
  if (heading === NOWHERE) {
    const text = `has no line ${map.header} of headings, which ${from} names; it has ${rows.length} lines.`;
    return { faults: [{ code: "columns-unclear", line: undefined, text }] };
  }
  const faults = names.flatMap((name): Fault[] => {
    if (typeof name === "number") {
      const text = `has no column ${name}, which ${from} names: it has ${width}.`;
      return name <= width ? [] : [{ code: "column-missing", line, text }];
    }
    const times = headings.filter((one) => one === name).length;
    if (times === 1) return [];
    const have = `its columns are ${listing(headings, 12)}`;
    const text = times === 0 ? `has no column ${quote(name)}, which ${from} names; ${have}.` : twice(name, times, from);
    return [{ code: times === 0 ? "column-missing" : "columns-unclear", line, text }];
  });
  if (faults.length > 0) return { faults };
  return {
    first: Math.max(0, heading + 1),
    width,
    headings,
    at: (name) => (typeof name === "number" ? name - 1 : headings.indexOf(name)),
  };
}

function twice(name: string, times: number, from: string): string {
  return `has ${times} columns ${quote(name)}, of which ${from} names one; name it by its number.`;
}

/** All columns that a map names. */
function namesOf(map: ColumnMap): (number | string)[] {
  return [...mappedColumns.flatMap((kind) => map[kind] ?? []), ...(map.ignore ?? [])];
}

const NOWHERE = -1;
const NONE = -2;

/** Headings are looked for in so many lines. */
const FIRST = 200;

/** The row that the map says; else the first with the most of the headings that it names. */
function headingOf(
  { header }: ColumnMap,
  rows: number,
  lineAt: (line: number) => number,
  found: (row: number) => number,
): number {
  if (header === "none") return NONE;
  if (header !== undefined) return lineAt(header);
  let best = 0;
  for (let row = 1; row < Math.min(rows, FIRST); row++) if (found(row) > found(best)) best = row;
  return best;
}

function trimmed(cells: readonly string[]): string[] {
  return cells.slice(0, cells.findLastIndex((cell) => cell !== "") + 1);
}

import { type ColumnMap, type MappedColumn, mappedColumns } from "../../data/column-map.ts";
import type { Problem } from "../../data/trouble.ts";
import { fold } from "./fold.ts";
import type { ColumnKind, Layout, Plain } from "./layout.ts";
import type { Places } from "./map-places.ts";
import { MEAN_OF_NONE, noAmplification } from "./no-amplification.ts";
import { isEmpty, type Row, withRows } from "./rows.ts";
import type { Text } from "./text.ts";

/** A table as `readTabbed` reads it, or why it cannot be understood. */
export type MappedTable =
  | { readonly text: Text; readonly layout: Layout }
  | { readonly faults: readonly Pick<Problem, "code" | "line" | "text">[] };

/** What flags say where nothing is wrong with a well, folded. */
const unflagged = ["ok", "pass", "passed", "none", "no", "n", "false", "f", "0", "-", "na", "n/a"];

/** A table with a row for each well: the same rows under headings that say what the map says. */
export function mappedLong(
  text: Text,
  all: readonly Row[],
  places: Places,
  map: ColumnMap,
  format: string,
): MappedTable {
  const kinds = mappedColumns.filter((kind) => map[kind] !== undefined);
  const columnOf = (kind: MappedColumn) => places.at(map[kind]!);
  const { first, width } = places;
  const line = all[Math.max(0, first - 1)]?.line ?? 1;
  const headings = Array.from({ length: width }, (_, at) => places.headings[at] ?? `column ${at + 1}`);
  for (const kind of kinds) {
    const other = kinds.find((other) => other !== kind && columnOf(other) === columnOf(kind));
    if (other) return unclear(line, `${kind} and ${other} are one column.`);
    headings[columnOf(kind)] = `${headings[columnOf(kind)]} (${kind})`;
  }
  const above = all[first - 1];
  if (above && isCt(above.cells[columnOf("ct")] ?? ""))
    return unclear(line, "the line of the headings holds a Ct; where there are no headings, write `header: none`.");
  const rows = all.slice(first);
  if (map.delimiter === "space") {
    const end = rows.findIndex(isEmpty);
    const ragged = rows.slice(0, end < 0 ? rows.length : end).find(({ cells }) => cells.length !== width);
    if (ragged) {
      const text = `has ${ragged.cells.length} cells, the table ${width} columns: where spaces part them, none may be blank.`;
      return { faults: [{ code: "cell-not-valid", line: ragged.line, text }] };
    }
  }
  const names = (kind: MappedColumn) => [fold(headings[columnOf(kind)]!)];
  const counted = map.well === undefined && map.position === undefined;
  return {
    text: withRows(text, [{ line, cells: headings }, ...rows], isWhole()),
    layout: {
      format,
      columns: Object.fromEntries(
        kinds.flatMap((kind) => (kind === "flag" ? [] : [[kindOf[kind] ?? kind, names(kind)] as const])),
      ),
      order: counted,
      flagTexts: map.flag === undefined ? [] : names("flag"),
      unflagged,
      noCq: [MEAN_OF_NONE, ...(map.no_ct ?? [])],
      plain: plainOf(map),
      keys: { card: [], run: [] },
    },
  };

  /** Whether the last line holds all that is read of a line, though nothing ends it: what follows that is there too. */
  function isWhole(): boolean {
    const cells = all.at(-1)?.cells ?? [];
    if (cells.length !== width) return false;
    const last = kinds.find((kind) => columnOf(kind) === width - 1);
    return last === undefined || ((last === "omitted" || last === "included") && cells.at(-1)!.trim() !== "");
  }
}

/** Flags that say so, by the map's word or by their own. */
function plainOf({ no_ct_flags: flags }: ColumnMap): Plain {
  if (flags !== undefined) return { noCqFlags: flags.map(fold), flagsHold: true };
  return { noCqFlags: [...noAmplification].filter((word) => !unflagged.includes(word)), flagsHold: false };
}

const kindOf: Readonly<Partial<Record<MappedColumn, ColumnKind>>> = {
  vendor_mean: "vendorMean",
  amp_score: "ampScore",
  cq_confidence: "cqConfidence",
};

/** Whether a cell is a Ct or the word for none, rather than a heading. */
export function isCt(cell: string): boolean {
  const word = fold(cell);
  return /^\d+([.,]\d+)?$/.test(word) || word === MEAN_OF_NONE || noAmplification.has(word);
}

export function unclear(line: number, text: string): Extract<MappedTable, { readonly faults: unknown }> {
  return { faults: [{ code: "columns-unclear", line, text }] };
}

import type { ColumnMap } from "../../data/column-map.ts";
import { quote } from "../../data/trouble.ts";
import type { Places } from "./map-places.ts";
import { isCt, type MappedTable, unclear } from "./mapped-long.ts";
import { MEAN_OF_NONE } from "./no-amplification.ts";
import { isEmpty, type Row, withRows } from "./rows.ts";
import type { Text } from "./text.ts";

/** A table of Ct by samples and genes, as one with a row for each well: row by row, its columns from left to right. */
export function mappedWide(
  text: Text,
  all: readonly Row[],
  places: Places,
  map: ColumnMap,
  format: string,
): MappedTable {
  const { first, headings } = places;
  const bySample = map.rows === "samples";
  const line = all[Math.max(0, first - 1)]?.line ?? 1;
  const named = map.samples === undefined ? places.at(map.sample ?? map.assay ?? 1) : undefined;
  const card = map.card === undefined ? undefined : places.at(map.card);
  const aside = new Set([named, card, ...(map.ignore ?? []).map(places.at)]);
  const columns = headings.map((_, at) => at).filter((at) => !aside.has(at) && headings[at] !== "");
  const end = all.findIndex((row, at) => at >= first && isEmpty(row));
  const rows = all.slice(first, end < 0 ? all.length : end);
  const rest = end < 0 ? undefined : all.slice(end).find(({ cells }) => columns.some((at) => isNumber(cells[at])));
  if (rest) {
    const text = "the table breaks off before this line, and goes on here.";
    return { faults: [{ code: "table-broken", line: rest.line, text }] };
  }
  if (map.samples && map.samples.length !== rows.length)
    return unclear(line, `holds ${rows.length} rows, and \`samples:\` names ${map.samples.length}.`);
  const faults = rows.flatMap((row) => faultsOf(row, headings, named));
  if (faults.length > 0) return { faults };
  const wells = rows.flatMap((row, at) => {
    const name = map.samples?.[at] ?? row.cells[named!]!.trim();
    return columns.map((column): Row => {
      const names = bySample ? [name, headings[column]!] : [headings[column]!, name];
      return {
        line: row.line,
        cells: [...names, row.cells[column] ?? "", ...(card === undefined ? [] : [row.cells[card] ?? ""])],
      };
    });
  });
  const heading = { line, cells: ["sample", "assay", "ct", ...(card === undefined ? [] : ["card"])] };
  return {
    text: withRows(text, [heading, ...wells], end >= 0),
    layout: {
      format,
      columns: { sample: ["sample"], assay: ["assay"], ct: ["ct"], card: ["card"] },
      order: true,
      noCq: [MEAN_OF_NONE, ...(map.no_ct ?? [])],
      keys: { card: [], run: [] },
    },
  };
}

/** A row without a name, and cells under no heading. */
function faultsOf({ line, cells }: Row, headings: readonly string[], named: number | undefined) {
  const fault = (text: string) => ({ code: "cell-not-valid" as const, line, text });
  if (named !== undefined && (cells[named] ?? "").trim() === "") return [fault("the row has no name.")];
  const at = cells.findIndex((cell, at) => cell.trim() !== "" && (headings[at] ?? "") === "" && at !== named);
  return at < 0 ? [] : [fault(`${quote(cells[at]!)} stands under no heading.`)];
}

function isNumber(cell: string | undefined): boolean {
  return cell !== undefined && /\d/.test(cell) && isCt(cell);
}

import type { ColumnMap, PlacedMap } from "../data/column-map.ts";
import { quote, type Troubles } from "../data/trouble.ts";
import { exportFiles } from "./files.ts";

/**
 * The map of each of a study's exports that has one. Trouble for a glob that fits none of them, and for a file that two fit.
 * Uploads have no map: what is kept of them is kept by their bytes alone, whatever study they turn out to be of.
 */
export function columnMaps(
  study: { readonly folder: string; readonly columns: Readonly<Record<string, ColumnMap>> },
  files: readonly string[],
  lineOf: (path: readonly string[]) => number | undefined,
  troubles: Troubles,
): ReadonlyMap<string, PlacedMap> {
  const maps = new Map<string, PlacedMap & { readonly glob: string }>();
  for (const [glob, map] of Object.entries(study.columns)) {
    const line = lineOf(["columns", glob]);
    const tell = (text: string) =>
      troubles.add({ code: "study-value", file: "study.yaml", line, column: `columns.${glob}`, text });
    const fits = exportFiles(study.folder, [glob]).filter((file) => files.includes(file));
    if (fits.length === 0)
      tell("fits none of the study's exports; those of an inbox are read without a map, and cannot have one.");
    for (const file of fits) {
      const before = maps.get(file);
      if (before) tell(`fits ${quote(file)}, which ${quote(before.glob)} fits too.`);
      else maps.set(file, { map, from: `study.yaml line ${line}`, glob });
    }
  }
  return maps;
}

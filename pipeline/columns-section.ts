import * as z from "zod/mini";
import { type ColumnMap, delimiters, mappedColumns } from "../data/column-map.ts";
import { listing } from "../data/trouble.ts";

const column = z.union([z.int().check(z.minimum(1)), z.string().check(z.minLength(1))]);
const words = z.array(z.coerce.string().check(z.minLength(1))).check(z.minLength(1));

/** What study.yaml says of the columns of the exports that fit one glob. */
const schema = z.strictObject({
  ...Object.fromEntries(mappedColumns.map((name) => [name, z.optional(column)])),
  header: z.optional(z.union([z.literal("none"), z.int().check(z.minimum(1))])),
  delimiter: z.optional(z.enum(Object.keys(delimiters) as [keyof typeof delimiters, ...(keyof typeof delimiters)[]])),
  sheet: z.optional(z.coerce.string().check(z.minLength(1))),
  rows: z.optional(z.enum(["samples", "genes"])),
  ignore: z.optional(z.array(column)),
  samples: z.optional(words),
  no_ct: z.optional(z.array(z.number()).check(z.minLength(1))),
  no_ct_flags: z.optional(words),
});

export const columnsSection = z.record(z.string(), schema);

/** The keys of a map. */
export const keysOfColumns: readonly string[] = Object.keys(schema.shape);

/** What was expected at a path under `columns`; undefined: as anywhere. */
export function expectedOfColumns(path: readonly string[]): string | undefined {
  const key = path[2];
  if (path.length === 1) return `globs of exports, each with a map such as "cards/*.csv": ${EXAMPLE}`;
  if (key === undefined) return `a map of columns such as ${EXAMPLE}`;
  if (key === "header") return `the number of the line of the headings, or "none"`;
  if (key === "delimiter") return `one of ${listing(Object.keys(delimiters))}`;
  if (key === "rows") return `one of "samples" and "genes"`;
  if (["samples", "no_ct_flags"].includes(key)) return "a list of words";
  if (key === "no_ct") return "a list of numbers, such as [40]";
  if (key === "ignore") return "a list of columns: numbers from 1, or headings as written";
  return key === "sheet" ? "the name of a sheet" : "a column: its number from 1, or its heading as written";
}

const EXAMPLE = "{ sample: 1, assay: Target, ct: Cq }";

/** What one key alone cannot tell of a map; undefined: it is whole. */
export function columnsThatClash(map: ColumnMap): string | undefined {
  if (map.no_ct_flags !== undefined && map.flag === undefined) return "no_ct_flags needs the column `flag`.";
  if (map.rows === undefined) {
    const lacking = (["sample", "assay", "ct"] as const).filter((kind) => map[kind] === undefined);
    if (lacking.length > 0) return `names no column for ${listing(lacking)}; a table without them needs \`rows:\`.`;
    const alone = (["ignore", "samples"] as const).find((key) => map[key] !== undefined);
    if (alone !== undefined) return `${alone} is for a table of Ct by samples and genes, which \`rows:\` says.`;
  } else {
    const name = map.rows === "samples" ? "sample" : "assay";
    const other = mappedColumns.find((kind) => map[kind] !== undefined && kind !== name && kind !== "card");
    if (other !== undefined) return `${other} is for a table with a row for each well, of which \`rows:\` is not said.`;
    if (map.header === "none") return "a table of Ct by samples and genes has headings: they name one of the two.";
    if (map.samples && (map.rows === "genes" || map.sample !== undefined))
      return "samples names the rows where they are samples and no column does.";
  }
  if (map.header === "none") {
    const named = [...mappedColumns.map((kind) => map[kind]), ...(map.ignore ?? [])].find(
      (of) => typeof of === "string",
    );
    if (named !== undefined) return `without headings columns have numbers, and ${named} is none.`;
  }
  return undefined;
}

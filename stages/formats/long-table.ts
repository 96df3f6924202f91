import type { ColumnMap, MappedColumn } from "../../data/column-map.ts";
import { listing } from "../../data/trouble.ts";
import { fold } from "./fold.ts";
import type { Format } from "./format.ts";
import { readMapped } from "./read-mapped.ts";
import { isEmpty, rowsOf } from "./rows.ts";
import type { Text } from "./text.ts";

/**
 * Tables that analysts make: one row a well, headings on the first line that holds anything, by the names that people use.
 * "Value" is none of them: it may as well be a difference of Ct, or an amount.
 */
export const longTable: Format = {
  name: "long-table",
  title: "tables with a row for each well (sample, target, ct)",
  tested: "made",
  recognise: ({ kind, texts }) => (kind === "package" ? [] : texts.filter(isLong)),
  read(text, intake) {
    const { line, cells } = headingsOf(text)!;
    const found = kinds.map((kind) => ({ kind, at: columnsOf(kind, cells) }));
    const twice = found.filter(({ at }) => at.length > 1);
    for (const { kind, at } of twice) {
      const told = `the columns ${listing(at.map((one) => cells[one]!))} may each be the ${kind}.`;
      intake.troubles.add({ code: "columns-unclear", file: text.file, part: text.part, line, text: told });
    }
    if (twice.length > 0) return;
    const map = Object.fromEntries(found.flatMap(({ kind, at }) => (at.length > 0 ? [[kind, at[0]! + 1]] : [])));
    readMapped(text, { map: { header: line, ...map } as ColumnMap, from: "its headings" }, intake, "long-table");
  },
};

/**
 * By kind, the headings in groups, folded: the first group of which one is there counts, and it may hold one only. An assay's id
 * is before its gene, for a gene may have several.
 */
const names: Readonly<Partial<Record<MappedColumn, readonly (readonly string[])[]>>> = {
  sample: [["sample", "sample name", "sample_name", "samplename", "sample id", "sample_id", "sampleid"]],
  assay: [
    ["assay id", "assay_id", "assayid"],
    ["assay", "assay name", "detector", "target", "target name", "target_name"],
    ["gene", "gene name", "gene_name", "gene symbol", "gene_symbol", "genesymbol"],
  ],
  ct: [["ct", "cq", "cp", "crt", "c(t)", "ct value", "cq value", "cp value", "ct_value", "cq_value"]],
  well: [["well", "well number", "well_number"]],
  position: [["position", "pos", "well_position"]],
  card: [["card", "plate", "barcode", "plate id", "plate_id", "plateid", "plate name", "card id", "card_id"]],
  task: [["task"]],
  omitted: [["omit", "omitted", "exclude", "excluded"]],
  flag: [["flag", "flags"]],
  vendor_mean: [["ct mean", "cq mean", "ct avg", "mean ct", "mean cq"]],
};

const kinds = Object.keys(names) as MappedColumn[];

/** Headings that only instruments' software writes, and deltact's own tables: those are not for this format to read. */
const foreign = new Set(
  [
    ...["well position", "reporter", "fluor", "dye", "quencher", "content", "sample type", "target type", "filename"],
    ...["detector name", "stddev ct", "amp status", "amp score", "cq confidence", "cq conf", "curve quality"],
    ...["ct threshold", "cq threshold", "auto threshold", "automatic ct threshold", "delta rn", "drn", "cycle number"],
    ...["biological group name", "call", "include", "as_written", "delta_ct", "state"],
  ].map(fold),
);

/** Lines that are looked at. */
const FIRST = 20;

function isLong(text: Text): boolean {
  if (!/\t/.test(text.head)) return false;
  const cells = headingsOf(text)?.cells ?? [];
  const has = (kind: MappedColumn) => columnsOf(kind, cells).length > 0;
  return has("sample") && has("assay") && has("ct") && !cells.some((cell) => foreign.has(fold(cell)));
}

/** The first line that holds anything. */
function headingsOf(text: Text) {
  return rowsOf(text, FIRST).find((row) => !isEmpty(row));
}

/** Where the headings of a kind stand. */
function columnsOf(kind: MappedColumn, cells: readonly string[]): number[] {
  const folded = cells.map(fold);
  const groups = names[kind]!.map((group) => folded.flatMap((cell, at) => (group.includes(cell) ? [at] : [])));
  return groups.find((group) => group.length > 0) ?? [];
}

import { listing } from "../../data/trouble.ts";
import { fold } from "./fold.ts";
import type { Format } from "./format.ts";
import { isCt, unclear } from "./mapped-long.ts";
import { readMapped } from "./read-mapped.ts";
import { isEmpty, rowsOf } from "./rows.ts";
import type { Text } from "./text.ts";

/**
 * Tables of Ct that analysts make by samples and genes: a name in the first cell of each row and column, and Ct in all others.
 * Only where the table calls them Ct, in its first heading, a line above, or on its sheet: else they may be anything. What its
 * rows are is told by its first heading, or by which names are assays' ids; else it is asked.
 */
export const wideTable: Format = {
  name: "wide-table",
  title: "tables of Ct by samples and genes",
  tested: "made",
  recognise: ({ kind, texts }) =>
    kind === "package" ? [] : texts.filter((text) => /\t/.test(text.head) && shapeOf(text, FIRST) !== undefined),
  read(text, intake) {
    const { file, part } = text;
    const shape = shapeOf(text)!;
    const rows = rowsAre(shape);
    if (rows === undefined) {
      const told = `nothing tells whether the rows are samples or genes: they are ${listing(shape.rows, 3)}, and the columns ${listing(shape.columns, 3)}.`;
      for (const fault of unclear(shape.line, told).faults) intake.troubles.add({ file, part, ...fault });
      return;
    }
    const names = { [rows === "samples" ? "sample" : "assay"]: 1 };
    readMapped(text, { map: { header: shape.line, rows, ...names }, from: "its headings" }, intake, "wide-table");
  },
};

interface Shape {
  /** Of the headings. */
  readonly line: number;
  readonly corner: string;
  readonly columns: readonly string[];
  readonly rows: readonly string[];
}

/** Lines that are looked at to tell the format. */
const FIRST = 12;

/** The names of rows and columns of a table of Ct; undefined where it is none. */
function shapeOf(text: Text, most?: number): Shape | undefined {
  const rows = rowsOf(text, most).filter((row) => !isEmpty(row));
  const at = rows.findIndex(({ cells }) => cells.filter((cell) => cell.trim() !== "").length > 1);
  const [heading, first] = [rows[at], rows[at + 1]];
  if (heading === undefined || first === undefined) return undefined;
  const [corner = "", ...columns] = heading.cells.map((cell) => cell.trim());
  const above = rows.slice(0, at).map(({ cells }) => cells.join(" "));
  const sheet = text.part.includes("#") ? text.part.slice(text.part.lastIndexOf("#") + 1) : "";
  const called = [corner, ...above, sheet].map((word) => fold(word));
  if (!called.some((word) => CT.test(word)) || called.some((word) => COMPUTED.test(word))) return undefined;
  if (columns.filter((name) => name !== "").length < 2) return undefined;
  const measured = rows
    .slice(at + 1)
    .some(({ cells }) => columns.some((name, of) => name !== "" && isCt(cells[of + 1] ?? "")));
  if (!measured) return undefined;
  // Numbers are names where the first heading says whose they are.
  if (saidOf(corner) === undefined && [...columns, first.cells[0]!].some(isCt)) return undefined;
  const names = rows.slice(at + 1).map(({ cells }) => (cells[0] ?? "").trim());
  return { line: heading.line, corner, columns, rows: names };
}

const CT = /(^|[^a-z])(ct|cq|cp|crt)([^a-z]|$)/;
const COMPUTED = /δ|delta|\bd+ct|\bd+cq|fold|\bsd\b|\brq\b|2\^/;

/** What the rows are; undefined where it may be either. */
function rowsAre({ corner, columns, rows }: Shape): "samples" | "genes" | undefined {
  const said = saidOf(corner);
  if (said !== undefined) return said;
  const [across, down] = [columns.some(isAssay), rows.some(isAssay)];
  return across === down ? undefined : across ? "samples" : "genes";
}

/** What the first heading says of the rows; both, as in "gene / sample", is nothing. */
function saidOf(corner: string): "samples" | "genes" | undefined {
  const words = fold(corner).split(/[^a-z]+/);
  const bySample = words.some((word) => /^samples?$/.test(word));
  const byGene = words.some((word) => /^(genes?|targets?|assays?|detectors?)$/.test(word));
  return bySample === byGene ? undefined : bySample ? "samples" : "genes";
}

/** An assay's id, or the name of a microRNA. */
function isAssay(name: string): boolean {
  return /[A-Z][a-z]\d{8}_[a-z]+\d+$/.test(name) || /^[a-z]{3}-(mir|let)-\d/i.test(name);
}

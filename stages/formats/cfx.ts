import { fold } from "./fold.ts";
import type { Format } from "./format.ts";
import type { Intake } from "./intake.ts";
import type { Layout } from "./layout.ts";
import { type Row, rowsOf, withRows } from "./rows.ts";
import { tablesWhere } from "./source.ts";
import { readTabbed } from "./tabbed.ts";
import type { Text } from "./text.ts";

/**
 * Bio-Rad CFX Maestro and CFX Manager, quantification results: the first column has no name, a row is a well and dye, and a
 * mean Cq of 0 is none. Where a target has no name, the dye stands for it if the well has several: they tell apart what was
 * measured in it, and the panel says what each is. One dye alone tells nothing.
 */
export const cfx: Format = {
  name: "cfx",
  title: "Bio-Rad CFX quantification results",
  tested: "real",
  recognise: (source) =>
    tablesWhere(source, (head) =>
      /(^|[\r\n])\t?Well\tFluor\tTarget\tContent\t[^\r\n]*\t(Cq|C\(t\))(\t|\r|\n|$)/.test(head),
    ),
  read: (text, intake) => readTabbed(named(text, intake), intake, layout),
};

const layout: Layout = {
  format: "cfx",
  columns: {
    well: ["well"],
    sample: ["sample"],
    assay: ["target"],
    task: ["content"],
    ct: ["cq", "c(t)"],
    vendorMean: ["cq mean", "c(t) mean"],
  },
  keys: {
    card: ["id"],
    title: ["file name"],
    run: ["run started", "run ended"],
    instrument: ["base serial number"],
    software: ["cfx maestro version", "cfx manager version"],
  },
};

/** The text with dyes in place of targets that have no name, and without means of 0. */
function named(text: Text, intake: Intake): Text {
  const rows = rowsOf(text);
  const heading = rows.findIndex(({ cells }) =>
    ["well", "fluor", "target"].every((name) => foldedOf(cells).includes(name)),
  );
  if (heading < 0) return text;
  const headings = foldedOf(rows[heading]!.cells);
  const at = (names: readonly string[]) => headings.findIndex((name) => names.includes(name));
  const [well, fluor, target, ct, mean] = [
    ["well"],
    ["fluor"],
    ["target"],
    ["cq", "c(t)"],
    ["cq mean", "c(t) mean"],
  ].map(at) as [number, number, number, number, number];
  const dyes = new Map<string, Set<string>>();
  for (const { cells } of rows.slice(heading + 1)) {
    const of = dyes.get(cells[well] ?? "") ?? new Set();
    dyes.set(cells[well] ?? "", of.add(cells[fluor] ?? ""));
  }
  const nameless: Row[] = [];
  const told = rows.map((row, index): Row => {
    if (index <= heading || row.cells.length <= target) return row;
    const cells = [...row.cells];
    if (mean >= 0 && /^0([.,]0*)?$/.test(cells[mean] ?? "")) cells[mean] = "";
    if (cells[target]!.trim() === "") {
      if ((dyes.get(cells[well] ?? "")?.size ?? 0) > 1) cells[target] = cells[fluor] ?? "";
      else if (/\d/.test(cells[ct] ?? "")) nameless.push(row);
    }
    return { ...row, cells };
  });
  const [first] = nameless;
  if (first) {
    const { file, part } = text;
    const wells = `${nameless.length} ${nameless.length === 1 ? "well" : "wells"} with a Cq`;
    const why = `no name of a target, and one dye only, which tells nothing of what was measured`;
    intake.troubles.add({
      code: "assay-unnamed",
      file,
      part,
      line: first.line,
      column: "Target",
      text: `${wells}, the first here: ${why}.`,
    });
  }
  return withRows(text, told);
}

function foldedOf(cells: readonly string[]): string[] {
  return cells.map(fold);
}

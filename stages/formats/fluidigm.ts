import { quote } from "../../data/trouble.ts";
import { isOfWells } from "./another-table.ts";
import { fold } from "./fold.ts";
import type { Format } from "./format.ts";
import type { Layout } from "./layout.ts";
import { type Row, rowsOf, withRows } from "./rows.ts";
import { tablesWhere } from "./source.ts";
import { readTabbed } from "./tabbed.ts";

/**
 * Fluidigm BioMark table results: three rows of headings, of which each column's three make one, and a block of columns for
 * each dye. A Ct of 999 is none, and its call is Fail, later Flag. The quality is on another scale than the scores of other
 * instruments and is not kept beside them: the call is what it comes to under the run's own threshold.
 */
export const fluidigm: Format = {
  name: "fluidigm",
  title: "Fluidigm BioMark table results",
  tested: "real",
  recognise: (source) =>
    tablesWhere(
      source,
      (head) =>
        /(^|[\r\n])Experiment Information\t/.test(head) &&
        /[\r\n]Chamber\t[^\r\n]*\tCt\t/.test(head) &&
        /[\r\n]ID\tName\t[^\r\n]*\tValue\t/.test(head),
    ),
  read(text, intake) {
    const rows = rowsOf(text);
    const top = rows.findIndex(({ cells }) => cells[0] === "Experiment Information");
    const [groups, fields, names] = rows.slice(top, top + 3).map(({ cells }) => cells);
    const joined = names?.map((name, at) => fold(`${groups![at]} ${fields![at]} ${name}`)) ?? [];
    const dyes = [...new Set(groups)].filter((group) => group !== "" && group !== "Experiment Information");
    const lost = dyes.find((dye) => !joined.includes(fold(`${dye} Ct Value`)));
    if (lost !== undefined) {
      const [{ file, part }, line] = [text, rows[top + 2]?.line];
      const told = `of the dye ${quote(lost)} there is no column of Ct values; its headings stand in three rows.`;
      intake.troubles.add({ code: "column-missing", file, part, line, text: told });
      return;
    }
    const run = keysOf(rows.slice(0, top));
    const method = run.find(({ cells }) => cells[0] === "Ct Threshold Method")?.cells[1] ?? "";
    const table = rows.slice(top + 3).flatMap((row) => {
      const { cells, line } = row;
      const of = (name: string) => cells[joined.indexOf(fold(name))] ?? "";
      const chamber = of("Experiment Information Chamber ID");
      const well = wellOf(chamber);
      // What follows the chambers stays as it is, so that another table is seen to be one.
      if (well === chamber && isOfWells(cells.join("\t"))) return [row];
      return dyes.map((dye): Row => {
        const sample = of("Experiment Information Sample Name");
        const assay = [of(`Experiment Information ${dye} Name`), of("Experiment Information Sample Type")];
        const ct = ["Value", "Call", "Threshold"].map((name) => of(`${dye} Ct ${name}`));
        const more = cells.length > joined.length ? cells.slice(joined.length) : [];
        return { cells: [well, sample, ...assay, ...ct, method, ...more], line };
      });
    });
    const headings = { cells: HEADINGS, line: rows[top + 2]?.line ?? rows.length };
    readTabbed(withRows(text, [...run, headings, ...table]), intake, layout);
  },
};

const HEADINGS = ["Chamber", "Sample", "Target", "Type", "Ct", "Call", "Threshold", "Threshold Method"];

const layout: Layout = {
  format: "fluidigm",
  plate: 0,
  columns: {
    well: ["chamber"],
    sample: ["sample"],
    assay: ["target"],
    task: ["type"],
    ct: ["ct"],
    threshold: ["threshold"],
    automaticThreshold: ["threshold method"],
  },
  flagTexts: ["call"],
  unflagged: ["pass"],
  noCq: [999],
  keys: {
    card: ["chip barcode"],
    title: ["chip run"],
    run: ["run time"],
    instrument: ["instrument"],
    software: ["application version"],
  },
};

/** Of the lines above the table, the first in parts: the run's file, and later also barcode, chip, protocol, dyes, time. */
function keysOf(rows: readonly Row[]): Row[] {
  return rows.flatMap(({ cells, line }) => {
    if (!/^Chip Run (Info|Filename)$/.test(cells[0]!)) return [{ cells, line }];
    const file = /([^\\/]*?)(?:\.bml)?$/i.exec(cells[1] ?? "")![1]!;
    const told = { "Chip Run": file, "Chip Barcode": cells[2], "Run Time": cells[7], Instrument: cells[9] };
    return Object.entries(told).map(([key, value = ""]): Row => ({ cells: [key, value], line }));
  });
}

/**
 * A number for chamber S48-A01: samples are rows of 96 assays; of 192 on chips with so many, and of 24 on those of 192
 * samples, which two digits do not name. As written where it is no chamber.
 */
function wellOf(chamber: string): string {
  const found = /^S(\d{2,3})-A(\d{2,3})$/.exec(chamber.trim());
  if (!found) return chamber;
  const [, sample, assay] = found as unknown as [string, string, string];
  const assays = assay.length === 3 ? 192 : sample.length === 3 ? 24 : 96;
  const [row, column] = [Number(sample), Number(assay)];
  return row > 0 && column > 0 && column <= assays ? String((row - 1) * assays + column) : chamber;
}

import { quote } from "../../data/trouble.ts";
import { isOfWells } from "./another-table.ts";
import { fold } from "./fold.ts";
import type { Format } from "./format.ts";
import type { Intake } from "./intake.ts";
import type { Layout } from "./layout.ts";
import { type Row, rowsOf, withRows } from "./rows.ts";
import { tablesWhere } from "./source.ts";
import { readTabbed } from "./tabbed.ts";
import type { Text } from "./text.ts";

/**
 * Rotor-Gene analysed data: for each analysis a table of its own, under a line that names its channel and, in parentheses,
 * its page, which is the assay. The software calls a page that nobody named "Page 1": that is none. The wells of the rotor
 * have numbers and no positions. An empty Ct stays without result; what is remarked of it is kept as a flag.
 */
export const rotorGene: Format = {
  name: "rotor-gene",
  title: "Rotor-Gene analysed data",
  tested: "real",
  recognise: (source) =>
    tablesWhere(
      source,
      (head) =>
        /[\r\n]Quantitative analysis of [^\t\r\n]/.test(head) && /[\r\n]No\.\tColor\tName\tType\tCt\t/.test(head),
    ),
  read(text, intake) {
    const rows = rowsOf(text);
    const top = rows.findIndex(({ cells }) => ANALYSIS.test(cells[0]!));
    const keys = rows.slice(0, top);
    const value = (name: string) => keys.find(({ cells }) => cells[0] === name)?.cells[1]?.trim() ?? "";
    const time = { cells: ["Run Time", `${value("Date")} ${value("Time")}`.trim()], line: 1 };
    const { table, heading, whole } = stacked(text, rows.slice(top), value, intake);
    const headings = { cells: HEADINGS, line: heading };
    readTabbed(withRows(text, [...keys, time, headings, ...table], whole), intake, layout);
  },
};

const ANALYSIS = /^Quantitative analysis of (.+)$/;
const HEADINGS = ["No.", "Name", "Target", "Type", "Ct", "Ct Comment", "Rep. Ct", "Analysis Threshold"];

const layout: Layout = {
  format: "rotor-gene",
  plate: 0,
  columns: {
    well: ["no."],
    sample: ["name"],
    assay: ["target"],
    task: ["type"],
    ct: ["ct"],
    vendorMean: ["rep. ct"],
    threshold: ["analysis threshold"],
  },
  flagTexts: ["ct comment"],
  keys: { card: ["run id"], title: ["file"], run: ["run time"], instrument: ["machine serial no"] },
};

/** The rows of all tables as rows of one, with the assay of each; `whole`: none of them can have been cut. */
function stacked(text: Text, rows: readonly Row[], thresholdOf: (analysis: string) => string, intake: Intake) {
  const { file, part } = text;
  const table: Row[] = [];
  let under: Under = { analysis: "", assay: "", headings: [], open: false, seen: false };
  let heading = 0;
  let whole = false;
  for (const { cells, line } of rows) {
    const tell = (code: "assay-unnamed" | "table-twice" | "table-broken", told: string) =>
      intake.troubles.add({ code, file, part, line, text: told });
    const analysis = ANALYSIS.exec(cells[0]!.trim())?.[1];
    whole = false;
    if (analysis !== undefined) {
      under = { analysis, assay: pageOf(analysis), headings: [], open: false, seen: false };
      if (under.assay === "") tell("assay-unnamed", `${quote(analysis)} names a channel, and no assay in parentheses.`);
    } else if (cells[0] === "No.") {
      const headings = cells.map(fold);
      const open = headings.includes("ct");
      if (open && under.seen) {
        tell("assay-unnamed", "another table of wells, and no line before it says of which analysis it is.");
        return { table, heading, whole: true };
      }
      under = { ...under, headings: open ? headings : [], open, seen: under.seen || open };
      heading ||= line;
    } else if (under.open && (/^\d+$/.test(cells[0]!) || isWell(cells, under.headings))) {
      const { headings } = under;
      const [number, name, type, ct, comment, mean] = COLUMNS.map((column) => cells[headings.indexOf(column)] ?? "");
      const told = [number!, name!, under.assay, type!, ct!, comment!, mean!, thresholdOf(under.analysis)];
      table.push({ cells: [...told, ...cells.slice(headings.length)], line });
      whole = cells.length === headings.length && headings.indexOf("rep. ct") < headings.length - 1;
    } else {
      under = { ...under, open: false };
      const isOther = isOfWells(cells.join("\t"));
      if (!isOther && !isNumbered(cells) && !isWell(cells, under.headings)) continue;
      if (isOther) tell("table-twice", "another table of wells, of another kind.");
      else tell("table-broken", "wells stand apart from the headings of their table.");
      return { table, heading, whole: true };
    }
  }
  return { table, heading, whole };
}

/** What the lines before say of a row. `open`: it may be a well under those headings; `seen`: the analysis had headings. */
type Under = {
  readonly analysis: string;
  readonly assay: string;
  readonly headings: readonly string[];
  readonly open: boolean;
  readonly seen: boolean;
};

/** The columns of a table of wells that are read. */
const COLUMNS = ["no.", "name", "type", "ct", "ct comment", "rep. ct"];

/** Whether it is a row of a well by its name and its Ct, its number being lost. */
function isWell(cells: readonly string[], headings: readonly string[]): boolean {
  return ["name", "ct"].every((column) => (cells[headings.indexOf(column)] ?? "").trim() !== "");
}

/** Whether it is a row of a well by its number alone: No., colour, name and type at least. */
function isNumbered(cells: readonly string[]): boolean {
  return /^\d+$/.test(cells[0]!) && cells.filter((cell) => cell.trim() !== "").length >= 4;
}

/** "28S" of "Cycling A.Green (28S)". */
function pageOf(analysis: string): string {
  const page = /^[^(]*\((.+)\)\s*$/.exec(analysis)?.[1]?.trim() ?? "";
  return /^page \d+$/i.test(page) ? "" : page;
}

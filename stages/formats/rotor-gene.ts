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
  let [analysis, assay, heading] = ["", "", 0];
  let headings: readonly string[] = [];
  let [open, seen] = [false, false];
  let whole = false;
  for (const { cells, line } of rows) {
    const of = (name: string) => cells[headings.indexOf(name)] ?? "";
    const isWell = of("name").trim() !== "" && of("ct").trim() !== "";
    const named = ANALYSIS.exec(cells[0]!.trim());
    whole = false;
    if (named) {
      analysis = named[1]!;
      assay = pageOf(analysis);
      [headings, open, seen] = [[], false, false];
      if (assay === "") {
        const told = `${quote(analysis)} names a channel, and no assay in parentheses.`;
        intake.troubles.add({ code: "assay-unnamed", file, part, line, text: told });
      }
    } else if (cells[0] === "No.") {
      const folded = cells.map(fold);
      open = folded.includes("ct");
      if (open && seen) {
        const told = "another table of wells, and no line before it says of which analysis it is.";
        intake.troubles.add({ code: "assay-unnamed", file, part, line, text: told });
        whole = true;
        break;
      }
      seen ||= open;
      headings = open ? folded : [];
      heading ||= line;
    } else if (open && (/^\d+$/.test(cells[0]!) || isWell)) {
      const told = [of("no."), of("name"), assay, of("type"), of("ct"), of("ct comment"), of("rep. ct")];
      table.push({ cells: [...told, thresholdOf(analysis), ...cells.slice(headings.length)], line });
      whole = cells.length === headings.length && headings.indexOf("rep. ct") < headings.length - 1;
    } else {
      open = false;
      const isOther = isOfWells(cells.join("\t"));
      if (!isWell && !isOther && !isNumbered(cells)) continue;
      const told = isOther
        ? "another table of wells, of another kind."
        : "wells stand apart from the headings of their table.";
      intake.troubles.add({ code: isOther ? "table-twice" : "table-broken", file, part, line, text: told });
      whole = true;
      break;
    }
  }
  return { table, heading, whole };
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

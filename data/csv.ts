import Papa from "papaparse";
import type { Column, Columns, Row } from "./column.ts";
import { unguard } from "./guard.ts";
import { listing, type Problem, quote, Troubles } from "./trouble.ts";
import { numberIn, yesNoIn } from "./written.ts";

/** A table that people keep: its rows with the line each stands on, and the columns beyond those that were asked for. */
export interface Csv<C extends Columns> {
  readonly file: string;
  /** All headings, in order. */
  readonly headings: readonly string[];
  readonly rows: readonly CsvRow<C>[];
}

export interface CsvRow<C extends Columns> {
  readonly line: number;
  readonly row: Row<C>;
  /** Columns that the dictionary does not name, as written. */
  readonly others: Readonly<Record<string, string>>;
}

/**
 * Reads comma, semicolon or tab separated text. Ids stay texts: "001" is not 1. Columns that are not in `required` may be absent.
 *
 * @throws {Trouble} on missing columns, broken quotes, rows that are too long, and numbers that are none: all in one.
 */
export function readCsv<C extends Columns>(
  file: string,
  text: string,
  columns: C,
  required: readonly (keyof C & string)[],
): Csv<C> {
  const troubles = new Troubles();
  const clean = text.startsWith("\uFEFF") ? text.slice(1) : text;
  const parsed = Papa.parse<string[]>(withoutEnd(clean), {
    header: false,
    skipEmptyLines: false,
    delimitersToGuess: [",", ";", "\t"],
  });
  const lines = lineNumbers(parsed.data);
  for (const error of parsed.errors) {
    if (error.code === "UndetectableDelimiter") continue;
    troubles.add({ code: "csv-syntax", file, line: lines[error.row ?? 0], text: `${error.message}.` });
  }
  const headings = (parsed.data[0] ?? []).map((cell) => cell.trim());
  checkHeadings(file, headings, required, troubles);
  troubles.stop();
  const rows: CsvRow<C>[] = [];
  parsed.data.forEach((cells, index) => {
    if (index === 0 || cells.every((cell) => cell.trim() === "")) return;
    const line = lines[index]!;
    if (cells.slice(headings.length).some((cell) => cell.trim() !== "")) {
      troubles.add({
        code: "csv-syntax",
        file,
        line,
        text: `holds ${cells.length} cells; the heading has ${headings.length}.`,
      });
    }
    const row: Record<string, unknown> = {};
    const others: [string, string][] = [];
    headings.forEach((heading, at) => {
      const cell = unguard((cells[at] ?? "").trim());
      const column = Object.hasOwn(columns, heading) ? columns[heading] : undefined;
      if (column === undefined) {
        if (heading !== "" || cell !== "") others.push([heading, cell]);
      } else
        row[heading] = read(cell, column, (text) =>
          troubles.add({ code: "cell-not-valid", file, line, column: heading, text }),
        );
    });
    rows.push({ line, row: row as Row<C>, others: Object.fromEntries(others) });
  });
  troubles.stop();
  return { file, headings, rows };
}

/** The text without the line ends after its last line, which would count as a row when the separator is guessed. */
function withoutEnd(text: string): string {
  let end = text.length;
  while (end > 0 && (text[end - 1] === "\n" || text[end - 1] === "\r")) end--;
  return text.slice(0, end);
}

function checkHeadings(
  file: string,
  headings: readonly string[],
  required: readonly string[],
  troubles: Troubles,
): void {
  const missing = required.filter((name) => !headings.includes(name));
  for (const name of missing) {
    troubles.add({
      code: "column-missing",
      file,
      line: 1,
      text: `has no column ${quote(name)}; its columns are ${listing(headings)}.`,
    });
  }
  headings.forEach((name, at) => {
    if (name !== "" && headings.indexOf(name) < at) {
      troubles.add({ code: "column-missing", file, line: 1, text: `has two columns named ${quote(name)}.` });
    }
  });
}

function read(
  cell: string,
  column: Column,
  trouble: (text: Problem["text"]) => void,
): string | number | boolean | undefined {
  if (cell === "") return undefined;
  if (column.kind === "text") return cell;
  if (column.kind === "yes-no") {
    const said = yesNoIn(cell);
    if (said !== undefined) return said;
    trouble(`${quote(cell)} is neither yes nor no.`);
    return undefined;
  }
  const value = numberIn(cell);
  if (Number.isFinite(value)) return value;
  trouble(`${quote(cell)} is not a number${column.unit ? ` of ${column.unit}` : ""}.`);
  return undefined;
}

/** A quoted cell may hold line ends, and any cell where a file mixes them: the line on which each row begins. */
function lineNumbers(rows: readonly (readonly string[])[]): number[] {
  let line = 1;
  return rows.map((cells) => {
    const begins = line;
    line += 1 + cells.reduce((sum, cell) => sum + endsIn(cell), 0);
    return begins;
  });
}

/** Hardly any cell holds one, and looking for both is cheaper than a pattern. */
function endsIn(cell: string): number {
  return cell.includes("\n") || cell.includes("\r") ? cell.match(/\r\n|\r|\n/g)!.length : 0;
}

/**
 * The records of a CSV that comes in pieces, without the line feeds that end them; a quoted cell may hold line feeds of
 * its own.
 */
export function* recordsOf(pieces: Iterable<string>): Generator<string> {
  let rest = "";
  for (const piece of pieces) {
    const text = rest + piece;
    let from = 0;
    let quoted = false;
    let quote = text.indexOf('"');
    for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", end + 1)) {
      for (; quote >= 0 && quote < end; quote = text.indexOf('"', quote + 1)) quoted = !quoted;
      if (quoted) continue;
      yield text.slice(from, end);
      from = end + 1;
    }
    rest = text.slice(from);
  }
  if (rest !== "") yield rest;
}

/** The cells of a record that is separated by commas, as written: spreadsheets' apostrophes and all. */
export function cellsOf(record: string): string[] {
  if (!record.includes('"')) return record.split(",");
  return Papa.parse<string[]>(record, { delimiter: ",", newline: "\n" }).data[0] ?? [];
}

import Papa from "papaparse";
import { decode } from "../../data/encoding.ts";
import type { Delimiter, Text } from "./text.ts";

/**
 * Text whose cells are parted by commas, semicolons or spaces and may be quoted, as lines of cells parted by tabs. Several
 * spaces part cells as one does.
 */
export function separated(bytes: Uint8Array, delimiter: Delimiter): Pick<Text, "bytes" | "lineOf" | "broken"> {
  const text = decode(bytes).replace(/\r\n?/g, "\n");
  const { data, errors } = Papa.parse<string[]>(text.endsWith("\n") ? text.slice(0, -1) : text, {
    ...{ delimiter, newline: "\n", header: false, skipEmptyLines: false },
  });
  const lineOf = new Uint32Array(data.length);
  let line = 1;
  const lines = data.map((cells, row) => {
    lineOf[row] = line++;
    for (const cell of cells) line += cell.split("\n").length - 1;
    const held = delimiter === " " ? cells.filter((cell) => cell !== "") : cells;
    return held.map(inOneCell).join("\t");
  });
  const [error] = errors;
  const broken = error && { line: lineOf[error.row ?? 0] ?? line, text: `${error.message}.` };
  const ended = text.endsWith("\n") || data.length === 0;
  return { bytes: Buffer.from(lines.join("\n") + (ended ? "\n" : "")), lineOf, broken };
}

/** A cell's text where tabs and line ends part cells and rows. */
export function inOneCell(cell: string): string {
  return cell.replace(/[\t\r\n]+/g, " ");
}

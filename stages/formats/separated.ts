import Papa from "papaparse";
import { decode } from "../../data/encoding.ts";
import { Rendered } from "./rendered.ts";
import type { Delimiter, Text } from "./text.ts";

/** Rows of the largest export that were seen, five times over: the fluorescence of 26 cards by cycle. */
const MOST_ROWS = 2_000_000;

/**
 * Text whose cells are parted by commas, semicolons or spaces and may be quoted, as lines of cells parted by tabs. Several
 * spaces part cells as one does. A row is let go before the next is looked at: a text of many must not fill the memory.
 */
export function separated(
  bytes: Uint8Array,
  delimiter: Delimiter,
  most = MOST_ROWS,
): Pick<Text, "bytes" | "lineOf" | "broken"> {
  const text = decode(bytes).replace(/\r\n?/g, "\n");
  const rendered = new Rendered();
  let line = 1;
  let rows = 0;
  let broken: Text["broken"];
  Papa.parse<string[]>(text.endsWith("\n") ? text.slice(0, -1) : text, {
    // Its fast mode would cut the whole text into rows at once.
    ...{ delimiter, newline: "\n", header: false, skipEmptyLines: false, fastMode: false },
    step({ data, errors }, parser) {
      if (++rows > most) {
        broken ??= { line, text: `holds more than ${most} rows.` };
        parser.abort();
        return;
      }
      const [error] = errors;
      if (error) broken ??= { line, text: `${error.message}.` };
      rendered.add(line++, delimiter === " " ? data.filter((cell) => cell !== "") : data);
      for (const cell of data) line += cell.split("\n").length - 1;
    },
  });
  return { ...rendered.done(text.endsWith("\n")), broken };
}

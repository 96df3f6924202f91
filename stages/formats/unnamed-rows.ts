import { listing } from "../../data/trouble.ts";
import { delimiterOf } from "./delimiter.ts";
import { isCt } from "./mapped-long.ts";
import { isEmpty, rowsOf } from "./rows.ts";
import { separated } from "./separated.ts";
import { headOf, MOST_HEAD, type Text } from "./text.ts";

/**
 * What to write of a table of nothing but numbers under headings, which may be Ct: whose each row is, nothing in it tells.
 * undefined: it is no such table.
 */
export function unnamedRows(text: Text): string | undefined {
  if (text.bytes.length > MOST_HEAD) return undefined;
  const delimiter = delimiterOf(text.bytes, headOf(text.bytes, MOST_HEAD), 2);
  const tabbed = delimiter === text.delimiter ? text : { ...text, ...separated(text.bytes, delimiter) };
  const [heading, ...rows] = rowsOf(tabbed).filter((row) => !isEmpty(row));
  if (heading === undefined || rows.length === 0 || heading.cells.length < 2 || heading.cells.some(isCt))
    return undefined;
  if (!rows.every(({ cells }) => cells.length === heading.cells.length && cells.every(isCt))) return undefined;
  const map = `{ ${JSON.stringify(text.file)}: { rows: samples, samples: [a name for each of the ${rows.length} rows] } }`;
  return `is a table of numbers under the headings ${listing(heading.cells)}, and names no samples; if they are Ct, write in study.yaml \`columns: ${map}\``;
}

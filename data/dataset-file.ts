import { readCsv } from "./csv.ts";
import type { Dataset, DatasetRow, Variable } from "./dataset.ts";
import { readDatasetJson } from "./dataset-json.ts";
import { decode, plain } from "./encoding.ts";
import { listing, Trouble, Troubles } from "./trouble.ts";
import { isXpt, readXpt } from "./xpt.ts";

/**
 * The datasets of a file, which is told by its content and never by its name: a SAS transport file (several, if it has several
 * members), Dataset-JSON or its NDJSON, else text separated by commas, semicolons or tabs.
 *
 * @throws {Trouble} on a file that is none of these, or is broken.
 */
export function readDatasets(file: string, bytes: Uint8Array): readonly Dataset[] {
  if (isXpt(bytes)) return readXpt(file, bytes);
  const other = seen(bytes);
  if (other !== undefined) throw new Trouble([{ code: "dataset-unknown", file, text: `${other}.` }]);
  const text = decode(plain(bytes));
  return [text.trimStart().startsWith("{") ? readDatasetJson(file, bytes) : readSeparated(file, text)];
}

/** The one dataset of a file. @throws {Trouble} as `readDatasets` does, and on a file that holds several. */
export function readTable(file: string, bytes: Uint8Array): Dataset {
  const [first, ...more] = readDatasets(file, bytes);
  if (more.length === 0) return first!;
  const names = listing([first!, ...more].map(({ name }) => name));
  throw new Trouble([{ code: "dataset-unknown", file, text: `holds the datasets ${names}; one was expected.` }]);
}

/** What a file that nobody reads looks like; undefined where it may be text. */
function seen(bytes: Uint8Array): string | undefined {
  if (bytes.length === 0) return "is empty";
  const magic = Buffer.from(bytes.subarray(0, 4)).toString("hex");
  if (magic === "504b0304") return "is a zip file (an xlsx workbook?)";
  if (magic === "d0cf11e0") return "is an old Excel workbook (.xls)";
  if (magic.startsWith("1f8b")) return "is compressed (gzip)";
  if (/^78(01|9c|da)/.test(magic)) return "is compressed (Dataset-JSON's .dsjc?)";
  return plain(bytes).subarray(0, 4096).includes(0) ? "holds zeros as no text does (a .sas7bdat?)" : undefined;
}

/** Text with a heading. Every variable is a text, as it was written: "001" is not 1. */
function readSeparated(file: string, text: string): Dataset {
  const troubles = new Troubles();
  const { headings, rows } = readCsv(file, text, {}, []);
  const names = headings.filter((heading) => heading !== "");
  if (names.length === 0) troubles.add({ code: "dataset-unknown", file, line: 1, text: "has no headings." });
  const read = rows.map(({ line, others }, index): DatasetRow => {
    if (Object.hasOwn(others, ""))
      troubles.add({ code: "csv-syntax", file, line, text: "holds a cell under no heading." });
    return { record: index + 1, line, values: names.map((name) => others[name] ?? "") };
  });
  troubles.stop();
  const variables = names.map((name, at): Variable => {
    const length = read.reduce((most, { values }) => Math.max(most, (values[at] as string).length), 0);
    return { name, label: "", type: "text", length, format: "" };
  });
  return { file, name: "", label: "", variables, rows: read };
}

import type { Dataset, DatasetRow } from "./dataset.ts";
import { type Column, columnsOf, told } from "./dataset-json-columns.ts";
import { decode, plain } from "./encoding.ts";
import { isObject, parseJson } from "./json.ts";
import type { Code } from "./remedies.ts";
import { type Problem, quote, Trouble, Troubles } from "./trouble.ts";

/**
 * The dataset of a Dataset-JSON 1.1 file: one JSON object, or NDJSON, whose first line is that object without its rows and
 * each further line a row.
 *
 * Numbers are those of JSON; decimals in quotes become numbers. Dates and times stay texts as they are written. null is a missing
 * number or a blank text.
 *
 * Source: CDISC, Dataset-JSON 1.1, 2024-12-05.
 *
 * @throws {Trouble} on other versions, on a count of records that is not that of the rows, and on every row and value that
 * does not fit the columns, with row and column.
 */
export function readDatasetJson(file: string, bytes: Uint8Array): Dataset {
  const { head, rows } = partsOf(file, decode(plain(bytes)));
  refuseOthers(file, head);
  const troubles = new Troubles();
  const broken = (text: Problem["text"]) => troubles.add({ code: "dataset-broken", file, text });
  const { name, label, records, columns } = head;
  if (typeof name !== "string" || name === "") broken("has no name.");
  if (typeof label !== "string") broken("has no label.");
  if (!Array.isArray(columns) || columns.length === 0) broken("has no columns.");
  if (records !== rows.length) {
    const isCut = Number(records) > rows.length;
    const text = `says that it holds ${told(records)} records, and holds ${rows.length}.`;
    troubles.add({ code: isCut ? "file-truncated" : "dataset-broken", file, text });
  }
  const known = columnsOf(file, Array.isArray(columns) ? columns : [], troubles);
  troubles.stop();
  const dataset = {
    file,
    name: name as string,
    label: label as string,
    variables: known.map(({ variable }) => variable),
  };
  const read = rows.map((row, index) => rowOf(dataset, known, { record: index + 1, ...row }, troubles));
  troubles.stop();
  return { ...dataset, rows: read };
}

/** A row before its values are looked at. */
interface RawRow {
  readonly line?: number;
  readonly cells: unknown;
}

interface Parts {
  readonly head: Readonly<Record<string, unknown>>;
  readonly rows: readonly RawRow[];
}

/** Tells the two layouts apart: where the first line alone is an object and more follows, each further line is a row. */
function partsOf(file: string, text: string): Parts {
  const first = /\S[^\n]*/.exec(text);
  const rest = first === null ? "" : text.slice(first.index + first[0].length);
  const alone = parseJson(first?.[0] ?? "");
  const isLines = rest.trim() !== "" && "value" in alone && isObject(alone.value);
  const whole = isLines || rest.trim() === "" ? alone : parseJson(text);
  if ("fault" in whole) throw trouble(file, "dataset-broken", noJson(whole.fault));
  const head = whole.value;
  if (!isObject(head)) throw trouble(file, "dataset-broken", "is no JSON object, as a dataset of Dataset-JSON is.");
  const { rows = [] } = head;
  if (!Array.isArray(rows)) throw trouble(file, "dataset-broken", "has rows that are no list.");
  if (!isLines) return { head, rows: rows.map((cells: unknown) => ({ cells })) };
  if (head.rows !== undefined) throw trouble(file, "dataset-broken", "holds rows within and after its first line.");
  return { head, rows: linesOf(file, text) };
}

/** The rows of NDJSON: every line but the first that is not blank. */
function linesOf(file: string, text: string): RawRow[] {
  const troubles = new Troubles();
  const lines = text.split("\n").map((text, index) => ({ line: index + 1, text }));
  const rows = lines
    .filter(({ text }) => text.trim() !== "")
    .slice(1)
    .map(({ line, text }): RawRow => {
      const row = parseJson(text);
      if ("value" in row) return { line, cells: row.value };
      troubles.add({ code: "dataset-broken", file, line, text: noJson(row.fault) });
      return { cells: undefined };
    });
  troubles.stop();
  return rows;
}

function noJson(fault: string): string {
  return `is no JSON, or was cut off: ${quote(fault)}.`;
}

function refuseOthers(file: string, head: Readonly<Record<string, unknown>>): void {
  const version = head.datasetJSONVersion;
  if (typeof version === "string" && /^1\.1(\.\d+)?$/.test(version)) return;
  const text =
    version === undefined ? "does not say which version of Dataset-JSON it is" : `is Dataset-JSON ${told(version)}`;
  throw trouble(file, "dataset-version", `${text}; 1.1 was expected.`);
}

function rowOf(
  { file, name }: Pick<Dataset, "file" | "name">,
  columns: readonly Column[],
  { record, line, cells }: RawRow & { readonly record: number },
  troubles: Troubles,
): DatasetRow {
  const at = { file, line, record };
  const place = { record, ...(line === undefined ? {} : { line }) };
  if (!Array.isArray(cells) || cells.length !== columns.length) {
    const found = Array.isArray(cells) ? `holds ${cells.length} values` : "is no list of values";
    troubles.add({
      ...at,
      code: "dataset-broken",
      text: `${found}; one for each of ${columns.length} columns was expected.`,
    });
    return { ...place, values: [] };
  }
  const values = columns.map(({ variable, kind }, index) => {
    const value = kind.read(cells[index]);
    if (value !== null) return value;
    const text = `${told(cells[index])} is not ${kind.wanted}.`;
    troubles.add({ ...at, code: "dataset-value", column: `${name}.${variable.name}`, text });
    return undefined;
  });
  return { ...place, values };
}

function trouble(file: string, code: Code, text: string): Trouble {
  return new Trouble([{ code, file, text }]);
}

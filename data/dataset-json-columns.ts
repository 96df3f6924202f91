import type { Value, Variable } from "./dataset.ts";
import { isObject } from "./json.ts";
import { type Problem, quote, type Troubles } from "./trouble.ts";

/** How the values of a dataType stand in the rows, and what they become. */
interface Kind {
  readonly type: Variable["type"];
  /** As errors say it. */
  readonly wanted: string;
  /** null where the cell holds something else. */
  readonly read: (cell: unknown) => Value | null;
}

const text: Kind = {
  type: "text",
  wanted: "a text",
  read: (cell) => (cell === null ? "" : typeof cell === "string" ? cell : null),
};

const numeric: Kind = {
  type: "number",
  wanted: "a number",
  read: (cell) => (cell === null ? undefined : Number.isFinite(cell) ? (cell as number) : null),
};

const integer: Kind = {
  type: "number",
  wanted: "a whole number",
  read: (cell) => (cell === null ? undefined : Number.isSafeInteger(cell) ? (cell as number) : null),
};

/** Written as a text with a point, and perhaps commas between thousands. */
const decimal: Kind = {
  type: "number",
  wanted: "a decimal number in quotes",
  read: (cell) => {
    if (cell === null) return undefined;
    if (typeof cell !== "string" || !/^[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$/.test(cell)) return null;
    return Number(cell.replaceAll(",", ""));
  },
};

/** CDISC's own standards do not use it; its two words stay words. */
const yesNo: Kind = {
  type: "text",
  wanted: "true or false",
  read: (cell) => (cell === null ? "" : typeof cell === "boolean" ? String(cell) : null),
};

/**
 * Every dataType. Dates and times stay as they are written (ISO 8601), also where targetDataType says that SAS is to count
 * them: they are told without an origin that way.
 *
 * Source: CDISC, Dataset-JSON 1.1, supported column data type combinations.
 */
const kinds: Readonly<Record<string, Kind>> = {
  ...{ string: text, URI: text, datetime: text, date: text, time: text },
  ...{ integer, decimal, float: numeric, double: numeric, boolean: yesNo },
};

export interface Column {
  readonly variable: Variable;
  readonly kind: Kind;
}

/** The columns of a Dataset-JSON file; what is wrong with them is added to `troubles`. */
export function columnsOf(file: string, list: readonly unknown[], troubles: Troubles): Column[] {
  const seen = new Map<string, number>();
  return list.flatMap((one, index) => {
    const broken = (text: Problem["text"]) =>
      troubles.add({ code: "dataset-broken", file, column: `columns, ${index + 1}`, text });
    if (!isObject(one)) {
      broken("is no object that describes a column.");
      return [];
    }
    const { name, label, dataType, length = 0, displayFormat = "" } = one;
    const kind = typeof dataType === "string" && Object.hasOwn(kinds, dataType) ? kinds[dataType] : undefined;
    if (typeof name !== "string" || name === "") broken("has no name.");
    else if (typeof label !== "string") broken(`the column ${quote(name)} has no label.`);
    else if (seen.has(name)) broken(`has the name ${quote(name)}, as column ${seen.get(name)} has.`);
    else if (kind === undefined)
      broken(
        `the column ${quote(name)} is of dataType ${told(dataType)}; one of ${Object.keys(kinds).join(", ")} was expected.`,
      );
    else if (typeof length !== "number" || typeof displayFormat !== "string")
      broken(`the column ${quote(name)} has a length or a displayFormat that is none.`);
    else {
      seen.set(name, index + 1);
      return [{ variable: { name, label, type: kind.type, length, format: displayFormat }, kind }];
    }
    return [];
  });
}

/** A value of JSON, for a message. */
export function told(value: unknown): string {
  return quote(typeof value === "string" ? value : (JSON.stringify(value) ?? "nothing"));
}

import type { Variable } from "./dataset.ts";
import { quote } from "./trouble.ts";
import type { XptBytes } from "./xpt-bytes.ts";

/** A variable of a SAS transport file, and the byte of each record at which its value begins. */
export interface Field extends Variable {
  readonly position: number;
}

/**
 * The descriptions of the variables, one after the other from a byte on.
 *
 * @throws {Trouble} unless the fields fill a record without gap or overlap, each under its own name.
 */
export function fieldsAt(xpt: XptBytes, at: number, variables: number, size: number): Field[] {
  const fields = Array.from({ length: variables }, (_, index) => fieldAt(xpt, at + index * size));
  const names = new Set<string>();
  let end = 0;
  for (const { name, position, length } of [...fields].sort((a, b) => a.position - b.position)) {
    const broken = (what: string) => xpt.trouble("dataset-broken", `the variable ${quote(name)} ${what}.`);
    if (names.has(name)) throw broken(`is described twice from byte ${at} on`);
    if (position !== end) throw broken(`stands at byte ${position} of a record; ${end} was expected`);
    names.add(name);
    end += length;
  }
  if (end === 0) throw xpt.trouble("dataset-broken", `describes no variable at byte ${at}.`);
  return fields;
}

const NUMBER = 1;
const TEXT = 2;

function fieldAt(xpt: XptBytes, at: number): Field {
  const kind = xpt.whole(at, 2);
  const length = xpt.whole(at + 4, 2);
  const name = xpt.text(at + 8, 8);
  const broken = (what: string) =>
    xpt.trouble("dataset-broken", `the variable ${quote(name)}, described at byte ${at}, ${what}.`);
  if (name === "") throw broken("has no name");
  if (kind !== NUMBER && kind !== TEXT) throw broken(`is of kind ${kind}; 1 (a number) or 2 (a text) was expected`);
  if (kind === NUMBER && (length < 2 || length > 8))
    throw broken(`is a number of ${length} bytes; 2 to 8 were expected`);
  if (length === 0) throw broken("is a text of no bytes");
  return {
    name,
    label: xpt.text(at + 16, 40),
    type: kind === NUMBER ? "number" : "text",
    length,
    format: formatOf(xpt.text(at + 56, 8), xpt.whole(at + 64, 2), xpt.whole(at + 66, 2)),
    position: xpt.whole(at + 84, 4),
  };
}

/** "DATE9.", "8.2", or "" where there is none. */
function formatOf(name: string, width: number, decimals: number): string {
  return name === "" && width === 0 ? "" : `${name}${width || ""}.${decimals || ""}`;
}

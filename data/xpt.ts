import type { Dataset, DatasetRow, Value } from "./dataset.ts";
import { ibmFloat } from "./ibm-float.ts";
import { type Problem, Troubles } from "./trouble.ts";
import { header, RECORD, XptBytes } from "./xpt-bytes.ts";
import { type Field, fieldsAt } from "./xpt-fields.ts";

/**
 * The datasets of a SAS transport file of version 5, one for each of its members.
 *
 * The layout has no count of records. So records of nothing but blanks are filling where they lie in the last 79 bytes; a file
 * that ends before its first record is taken for one that was cut off; and one that was cut off after 80 bytes that end with a
 * later record, or before a further member, cannot be told from a whole one.
 *
 * Source: SAS Institute, The record layout of a data set in SAS transport (XPORT) format, TS-140.
 *
 * @throws {Trouble} with the place in bytes, from 0, on other versions, wrong headers, files cut off, and numbers that are none.
 */
export function readXpt(file: string, bytes: Uint8Array): Dataset[] {
  const xpt = new XptBytes(file, bytes);
  refuseOthers(xpt);
  xpt.demandHeader(0, "LIBRARY");
  if (xpt.length % RECORD !== 0)
    throw xpt.trouble("file-truncated", `ends at byte ${xpt.length}, within a record of ${RECORD} bytes.`);
  const datasets: Dataset[] = [];
  for (let at = 3 * RECORD; at < xpt.length || datasets.length === 0; ) {
    const member = memberAt(xpt, at);
    const { name, label, fields } = member;
    at = xpt.headerFrom(member.data, "MEMBER");
    const variables = fields.map(({ position, ...variable }) => variable);
    datasets.push({ file, name, label, variables, rows: rowsOf(xpt, member, at) });
  }
  return datasets;
}

/** Whether bytes begin as SAS's transport files do, whichever their version. */
export function isXpt(bytes: Uint8Array): boolean {
  const head = new XptBytes("", bytes).ascii(0, 20);
  return head !== "" && [header("LIBRARY"), CPORT].some((start) => start.startsWith(head) || head.startsWith(start));
}

const CPORT = "**COMPRESSED**";

/** @throws {Trouble} on SAS's other transport files. */
function refuseOthers(xpt: XptBytes): void {
  const head = xpt.ascii(0, RECORD);
  const expected = "a file of the XPORT engine, version 5, was expected.";
  if (head.startsWith(CPORT)) throw xpt.trouble("dataset-version", `was written by PROC CPORT; ${expected}`);
  if (head.startsWith(header("LIBV8"))) throw xpt.trouble("dataset-version", `is of version 8 or 9; ${expected}`);
}

interface Member {
  readonly name: string;
  readonly label: string;
  readonly fields: readonly Field[];
  /** The byte at which the records begin. */
  readonly data: number;
}

function memberAt(xpt: XptBytes, at: number): Member {
  xpt.demandHeader(at, "MEMBER");
  const size = xpt.count(at + 74, "the length of a variable's description");
  if (size !== 140 && size !== 136) {
    const text = `describes variables in ${size} bytes, says byte ${at + 74}; 140 or 136 were expected.`;
    throw xpt.trouble("dataset-broken", text);
  }
  xpt.demandHeader(at + RECORD, "DSCRPTR");
  const list = at + 4 * RECORD;
  xpt.demandHeader(list, "NAMESTR");
  const variables = xpt.count(list + 54, "the number of variables");
  const observations = list + RECORD + Math.ceil((variables * size) / RECORD) * RECORD;
  xpt.demandHeader(observations, "OBS");
  return {
    name: xpt.text(at + 2 * RECORD + 8, 8),
    label: xpt.text(at + 3 * RECORD + 32, 40),
    fields: fieldsAt(xpt, list + RECORD, variables, size),
    data: observations + RECORD,
  };
}

function rowsOf(xpt: XptBytes, { name, fields, data }: Member, end: number): DatasetRow[] {
  const width = fields.reduce((sum, field) => sum + field.length, 0);
  let records = Math.floor((end - data) / width);
  const after = (record: number) => data + record * width;
  while (records > 0 && end - after(records - 1) < RECORD && xpt.isBlank(after(records - 1), after(records))) records--;
  if (end - after(records) >= RECORD || !xpt.isBlank(after(records), end)) {
    const text = `ends within record ${records + 1} of ${name}, which begins at byte ${after(records)}.`;
    throw xpt.trouble("file-truncated", text);
  }
  if (records === 0 && end === xpt.length)
    throw xpt.trouble(
      "file-truncated",
      `ends at byte ${end}, where the records of ${name} begin: it holds none, or was cut off.`,
    );
  const troubles = new Troubles();
  const rows = Array.from({ length: records }, (_, index): DatasetRow => {
    const record = index + 1;
    const values = fields.map((field): Value => {
      const at = after(index) + field.position;
      if (field.type === "text") return xpt.text(at, field.length);
      const value = xpt.isBlank(at, at + field.length) ? Number.NaN : ibmFloat(xpt.bytes, at, field.length);
      if (Number.isNaN(value)) troubles.add(noNumber(xpt, name, field, record, at));
      return value;
    });
    return { record, values };
  });
  troubles.stop();
  return rows;
}

function noNumber({ file }: XptBytes, dataset: string, field: Field, record: number, at: number): Problem {
  const text = `the ${field.length} bytes from byte ${at} on are neither a number nor a missing value.`;
  return { code: "dataset-broken", file, record, column: `${dataset}.${field.name}`, text };
}

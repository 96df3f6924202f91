import type { AnalysisDataset, AnalysisVariable } from "./analysis-dataset.ts";
import type { Value } from "./dataset.ts";
import { putIbmFloat } from "./ibm-float-bytes.ts";
import { sasDay } from "./sas-date.ts";
import { type Problem, quote, Trouble } from "./trouble.ts";
import { header, RECORD } from "./xpt-bytes.ts";

/** No text is longer in the format. */
const LONGEST_TEXT = 200;

const NUMBER = 8;
const DESCRIPTION = 140;
const BLANK = 0x20;
const ZEROS = "0".repeat(30);
/** So many records make a piece. */
const PIECE = 4096;

/** Stand where SAS tells its release and its host: the release whose layout it is, and who wrote it. */
const RELEASE = "6.06";
const HOST = "deltact";

/**
 * A dataset as a SAS transport file of version 5, piece by piece. Its texts are of printable ASCII alone, for the format tells
 * no encoding; blanks at the end of a text are filling to its readers. Numbers and all else `readXpt` reads back as they were.
 *
 * Source: SAS Institute, The record layout of a data set in SAS transport (XPORT) format, TS-140.
 *
 * @param moment when it was made, as in 2026-11-24T22:01:16.178Z: it stands in the file.
 * @throws {Trouble} with record and variable where a text or a number has no place in the format.
 */
export function* xptPieces(file: string, dataset: AnalysisDataset, moment: string): Generator<Uint8Array> {
  const { name, label, variables, rows } = dataset;
  if (!/^[A-Z][A-Z0-9]{0,7}$/.test(name) || !isPlain(label, 40))
    throw new RangeError(`${name} is no name of a dataset`);
  const made = sasMoment(moment);
  const written = `${RELEASE.padEnd(8)}${HOST.padEnd(32)}${made}`;
  yield records(
    `${header("LIBRARY")}${ZEROS}`,
    `SAS     SAS     SASLIB  ${written}`,
    made,
    `${header("MEMBER")}${"0".repeat(17)}1600000000${DESCRIPTION}`,
    `${header("DSCRPTR")}${ZEROS}`,
    `SAS     ${name.padEnd(8)}SASDATA ${written}`,
    `${made.padEnd(32)}${label}`,
    `${header("NAMESTR")}000000${String(variables.length).padStart(4, "0")}${"0".repeat(20)}`,
  );
  yield descriptions(variables);
  yield records(`${header("OBS")}${ZEROS}`);
  const width = variables.reduce((sum, { length }) => sum + length, 0);
  let piece = new Uint8Array(PIECE * width).fill(BLANK);
  let record = 0;
  let at = 0;
  for (const values of rows) {
    record++;
    for (const [index, variable] of variables.entries()) {
      const fault = put(piece, at, variable, values[index]);
      if (fault !== undefined) throw unfit({ file, record, column: `${name}.${variable.name}`, text: fault });
      at += variable.length;
    }
    if (at < piece.length) continue;
    yield piece;
    piece = new Uint8Array(PIECE * width).fill(BLANK);
    at = 0;
  }
  yield piece.subarray(0, at);
  yield new Uint8Array((RECORD - ((record * width) % RECORD)) % RECORD).fill(BLANK);
}

function unfit(problem: Omit<Problem, "code">): Trouble {
  return new Trouble([{ code: "form-unfit", ...problem }]);
}

/** Texts as records, each filled up with blanks. */
function records(...texts: readonly string[]): Uint8Array {
  return Buffer.from(texts.map((text) => text.padEnd(RECORD)).join(""), "latin1");
}

/** The description of each variable in 140 bytes, one after the other. */
function descriptions(variables: readonly AnalysisVariable[]): Uint8Array {
  const size = variables.length * DESCRIPTION;
  const bytes = Buffer.alloc(Math.ceil(size / RECORD) * RECORD);
  bytes.fill(BLANK, size);
  let position = 0;
  for (const [index, { name, label, type, length, format }] of variables.entries()) {
    const isText = type === "text";
    const [, word, width] = /^([A-Z]*)(\d*)\.?$/.exec(format) ?? [];
    if (!/^[A-Z][A-Z0-9]{0,7}$/.test(name) || !isPlain(label, 40) || word === undefined)
      throw new RangeError(`${name} is no variable of the format`);
    if (isText ? length < 1 : length !== NUMBER) throw new RangeError(`${name} has a length of ${length}`);
    const at = index * DESCRIPTION;
    bytes.writeUInt16BE(isText ? 2 : 1, at);
    bytes.writeUInt16BE(length, at + 4);
    bytes.writeUInt16BE(index + 1, at + 6);
    bytes.write(`${name.padEnd(8)}${label.padEnd(40)}${word.padEnd(8)}`, at + 8, "latin1");
    bytes.writeUInt16BE(Number(width), at + 64);
    bytes.write(" ".repeat(8), at + 72, "latin1");
    bytes.writeUInt32BE(position, at + 84);
    position += length;
  }
  return bytes;
}

/** Puts a value into its field, which is blank; in words what is wrong where it has no place there. */
function put(bytes: Uint8Array, at: number, variable: AnalysisVariable, value: Value): string | undefined {
  const { type, length, dataType } = variable;
  if (type === "number") {
    const number = dataType === "date" && typeof value === "string" ? sasDay(value) : value;
    if (typeof number === "string") throw new RangeError(`${variable.name} holds ${quote(number)}`);
    return putIbmFloat(bytes, at, number) ? undefined : `${number} is beyond the numbers of a SAS transport file.`;
  }
  const text = String(value ?? "");
  if (text.length > LONGEST_TEXT)
    return `${quote(text)} has ${text.length} characters; a SAS transport file holds at most ${LONGEST_TEXT}.`;
  if (!isPlain(text, length))
    return `${quote(text)} is not of printable ASCII, and a SAS transport file tells no encoding.`;
  for (let i = 0; i < text.length; i++) bytes[at + i] = text.charCodeAt(i);
  return undefined;
}

function isPlain(text: string, longest: number): boolean {
  return text.length <= longest && /^[\x20-\x7e]*$/.test(text);
}

const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

/** "24NOV26:22:01:16" */
function sasMoment(moment: string): string {
  const found = /^\d\d(\d\d)-(\d\d)-(\d\d)T(\d\d:\d\d:\d\d)/.exec(moment);
  if (!found) throw new RangeError(`${moment} is no moment`);
  const [, year, month, day, time] = found;
  return `${day}${MONTHS[Number(month) - 1]}${year}:${time}`;
}

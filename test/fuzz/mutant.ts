import { isAscii, isUtf8 } from "node:buffer";
import { gzipSync } from "node:zlib";
import Papa from "papaparse";
import type { Chance } from "../../data/chance.ts";
import { decode, plain } from "../../data/encoding.ts";
import { containerOf } from "../../pipeline/containers/container.ts";
import { delimiterOf } from "../../stages/formats/delimiter.ts";
import { fold } from "../../stages/formats/fold.ts";
import { HEAD, headOf, isEnded } from "../../stages/formats/text.ts";

/** An export that something was done to. */
export interface Mutant {
  readonly kind: string;
  readonly bytes: Uint8Array;
  /**
   * What must hold of it where it is read and not refused: it gives all wells of the whole export; none but those; all, and
   * those of the other export; so many others at most; or whatever it likes.
   */
  readonly keeps: "all" | "some" | "both" | number | "anything";
}

/** An export as lines of cells, with the place of the headings of its wells. */
interface Sheet {
  readonly lines: readonly string[];
  readonly delimiter: string;
  /** Index of the line of headings; -1: none. */
  readonly headings: number;
}

/** Something is done to `bytes`, by chance. `headings`: the line of its headings, from 1; `other`: another export. */
export function mutant(bytes: Uint8Array, headings: number | undefined, other: Uint8Array, chance: Chance): Mutant {
  const isText = containerOf(bytes) === undefined && !/^\s*</.test(headOf(plain(bytes), 200));
  const kinds = isText ? [...onBytes, ...onText] : onBytes;
  const [kind, change] = kinds[chance.below(kinds.length)]!;
  return { kind, ...change({ bytes, headings: isText ? headings : undefined, other, chance, isText }) };
}

interface Given {
  readonly bytes: Uint8Array;
  readonly headings: number | undefined;
  readonly other: Uint8Array;
  readonly chance: Chance;
  readonly isText: boolean;
}

type Change = (given: Given) => Omit<Mutant, "kind">;

const onBytes: readonly (readonly [string, Change])[] = [
  ["truncated", ({ bytes, chance }) => ({ bytes: bytes.subarray(0, chance.below(bytes.length)), keeps: "some" })],
  [
    "bytes changed",
    ({ bytes, headings, chance }) => {
      const changed = Uint8Array.from(bytes);
      const from = headings === undefined ? 0 : afterLine(bytes, headings);
      const places = Array.from({ length: 1 + chance.below(3) }, () => chance.below(bytes.length));
      for (const at of places)
        changed[at] = chance.below(2) === 0 ? chance.below(256) : changed[at]! ^ (1 << chance.below(8));
      // Headings and keys speak for all rows, and one byte that is no UTF-8 for the names in all of them; another byte of a
      // row for it, and where it ends a line for the next.
      const inRows = headings !== undefined && places.every((at) => at >= from);
      const readsAlike = isAscii(bytes) || isUtf8(bytes) === isUtf8(changed);
      return { bytes: changed, keeps: inRows && readsAlike ? 2 * places.length : "anything" };
    },
  ],
  [
    "bytes put in and taken out",
    ({ bytes, chance }) => {
      const at = chance.below(bytes.length);
      const put = chance.shuffled(["\t", "\n", ",", "\0", "[Results]\n", '"', "\ufeff", "1\t", "Ct"])[0]!;
      return { bytes: joined(bytes.subarray(0, at), put, bytes.subarray(at + chance.below(40))), keeps: "anything" };
    },
  ],
  ["compressed", ({ bytes }) => ({ bytes: gzipSync(bytes, { level: 1 }), keeps: "all" })],
  [
    "two exports in one",
    ({ bytes, other, isText }) => ({
      bytes: joined(bytes, isEnded(bytes) ? "" : "\n", other),
      keeps: isText && containerOf(other) === undefined ? "both" : "anything",
    }),
  ],
];

const onText: readonly (readonly [string, Change])[] = [
  [
    "encoded otherwise",
    ({ bytes, chance }) => {
      const text = decode(plain(bytes));
      const little = Buffer.from(`\ufeff${text}`, "utf16le");
      const ways = [little, Buffer.from(little).swap16(), Buffer.from(`\ufeff${text}`), Buffer.from(text)];
      return { bytes: ways[chance.below(ways.length)]!, keeps: "all" };
    },
  ],
  [
    "other line ends",
    (given) => {
      const { lines } = sheetOf(given);
      const ends = given.chance.shuffled(["\n", "\r\n", "\r"]);
      const one = given.chance.below(2) === 0;
      const text = lines.map((line) => line + ends[one ? 0 : given.chance.below(3)]!).join("");
      return { bytes: Buffer.from(text), keeps: "all" };
    },
  ],
  ["lines left out", (given) => ({ ...some(given, (line, hit) => (hit ? [] : [line])), keeps: "some" })],
  ["lines twice", (given) => ({ ...some(given, (line, hit) => (hit ? [line, line] : [line])), keeps: "all" })],
  [
    "a summary behind it",
    ({ bytes }) => ({ bytes: joined(bytes, "\nSummary Data for Study made\nCalibrator\tS1\n"), keeps: "all" }),
  ],
  ["columns in another order", columnsMoved],
  ["cells emptied", cellsEmptied],
];

function joined(...parts: readonly (Uint8Array | string)[]): Uint8Array {
  return Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part) : part)));
}

/** Where the line behind this one begins; `line` from 1. */
function afterLine(bytes: Uint8Array, line: number): number {
  let at = 0;
  for (let passed = 0; passed < line && at < bytes.length; at++)
    if (bytes[at] === 10 || (bytes[at] === 13 && bytes[at + 1] !== 10)) passed++;
  return at;
}

function sheetOf({ bytes, headings = 0 }: Given): Sheet {
  const raw = plain(bytes);
  const lines = decode(raw).split(/\r\n|\r|\n/);
  if (lines.at(-1) === "") lines.pop();
  return { lines, delimiter: delimiterOf(raw, headOf(raw, HEAD)), headings: headings - 1 };
}

/** Each of a few lines becomes what `change` makes of it. */
function some(given: Given, change: (line: string, hit: boolean) => readonly string[]): { readonly bytes: Uint8Array } {
  const { lines } = sheetOf(given);
  const hit = new Set(Array.from({ length: 1 + given.chance.below(3) }, () => given.chance.below(lines.length)));
  return { bytes: Buffer.from(`${lines.flatMap((line, at) => change(line, hit.has(at))).join("\n")}\n`) };
}

/** The lines of the table from its headings on, as cells; `change` gives them back. */
function inTable(
  given: Given,
  change: (rows: readonly (readonly string[])[]) => readonly (readonly string[])[],
): Uint8Array {
  const { lines, delimiter, headings } = sheetOf(given);
  const length = lines.slice(headings).findIndex((line) => line.trim() === "");
  const end = length < 0 ? lines.length : headings + length;
  const cells = (line: string) =>
    delimiter === "\t" ? line.split("\t") : (Papa.parse<string[]>(line, { delimiter }).data[0] ?? []);
  const written = (row: readonly string[]) =>
    delimiter === "\t" ? row.join("\t") : Papa.unparse([[...row]], { delimiter, newline: "\n" });
  const rows = change(lines.slice(headings, end).map(cells)).map(written);
  return Buffer.from(`${[...lines.slice(0, headings), ...rows, ...lines.slice(end)].join("\n")}\n`);
}

/** Of headings that stand there twice the first counts: these keep their order. */
function columnsMoved(given: Given): Omit<Mutant, "kind"> {
  if (given.headings === undefined) return { bytes: given.bytes, keeps: "all" };
  const bytes = inTable(given, (rows) => {
    const width = Math.max(...rows.map((row) => row.length));
    const head = Array.from({ length: width }, (_, at) => fold(rows[0]![at] ?? ""));
    const order = given.chance.shuffled(head.map((_, at) => at));
    const places = new Map<string, number[]>();
    for (const at of order)
      places.set(
        head[at]!,
        [...(places.get(head[at]!) ?? []), at].sort((a, b) => a - b),
      );
    const from = order.map((at) => places.get(head[at]!)!.shift()!);
    return rows.map((row) => from.map((at) => row[at] ?? ""));
  });
  return { bytes, keeps: "all" };
}

function cellsEmptied(given: Given): Omit<Mutant, "kind"> {
  const count = 1 + given.chance.below(3);
  if (given.headings === undefined) return { bytes: given.bytes, keeps: "all" };
  const bytes = inTable(given, (rows) => {
    const emptied = rows.map((row) => [...row]);
    for (let n = 0; n < count && rows.length > 1; n++) {
      const row = emptied[1 + given.chance.below(rows.length - 1)]!;
      row[given.chance.below(row.length)] = "";
    }
    return emptied;
  });
  return { bytes, keeps: count };
}

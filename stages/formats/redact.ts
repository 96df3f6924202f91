import type { Export } from "../../data/export.ts";
import type { Extract } from "../../data/extract.ts";
import { mentions } from "../../data/mention.ts";
import { extractOf } from "./extract.ts";

/** What is taken out of an export: wells by their row in its extract, and whatever else bears one of the names. */
export interface Doomed {
  readonly rows: ReadonlySet<number>;
  /** Names of the samples, and what else their subject is known by. */
  readonly names: readonly string[];
}

/**
 * An export without some of its wells: their lines are gone, and so is every other line about these wells or samples. The
 * wells that stay are read as before, but for the numbers of their lines; else it cannot be done.
 *
 * @returns the bytes; or why it cannot be done, for a person to decide.
 */
export function redact(source: Export, extract: Extract, doomed: Doomed): Buffer | { readonly fault: string } {
  const { encode, lines, spelling } = linesOf(source.bytes);
  const names = doomed.names.flatMap(spelling);
  const { columns } = extract;
  const gone = new Set<number>();
  const stays = new Set<number>();
  const numbers = new Set<string>();
  for (let row = 0; row < extract.length; row++) {
    (doomed.rows.has(row) ? gone : stays).add(columns.line[row]!);
    if (doomed.rows.has(row)) numbers.add(String(columns.well[row]!));
  }
  // Rows of other tables, such as fluorescence by cycle, begin with the number of the well.
  const oneCard = extract.cards.length === 1;
  const kept = lines.filter((line, at) => {
    if (gone.has(at + 1)) return false;
    if (stays.has(at + 1)) return true;
    const cells = line.split(/[\t,;]/).map((cell) => cell.replace(/^[\s"]+|[\s"]+$/g, ""));
    if (oneCard && cells.length > 1 && numbers.has(cells[0]!)) return false;
    return !mentions(line, names) && !(cells.length > 1 && cells.some((cell) => names.includes(cell)));
  });
  const left = kept.findIndex((line) => mentions(line, names));
  if (left >= 0)
    return { fault: `names it on the line of another's well: ${JSON.stringify(kept[left]!.slice(0, 80))}` };
  const bytes = encode(kept.join(""));
  const again = extractOf({ file: source.file, bytes });
  const before = spelt(extract, (row) => !doomed.rows.has(row));
  if (spelt(again, () => true) !== before) return { fault: "would be read otherwise without those wells" };
  return bytes;
}

interface Lines {
  /** With their ends. */
  readonly lines: readonly string[];
  readonly encode: (text: string) => Buffer;
  /** How a name may stand in them. */
  readonly spelling: (name: string) => readonly string[];
}

/** The lines of UTF-16; of any other file such that each character is a byte. */
function linesOf(bytes: Uint8Array): Lines {
  const buffer = Buffer.from(bytes);
  const split = (text: string) => text.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g) ?? [];
  const big = buffer[0] === 0xfe && buffer[1] === 0xff && buffer.length % 2 === 0;
  if (big || (buffer[0] === 0xff && buffer[1] === 0xfe)) {
    const turn = (one: Buffer) => (big ? one.swap16() : one);
    const encode = (text: string) => turn(Buffer.from(text, "utf16le"));
    return { lines: split(turn(buffer).toString("utf16le")), encode, spelling: (name) => [name] };
  }
  return {
    lines: split(buffer.toString("latin1")),
    encode: (text) => Buffer.from(text, "latin1"),
    spelling: (name) => [name, Buffer.from(name).toString("latin1")],
  };
}

/** Wells as text, without the lines on which they stand, and without thresholds, which the first well of an assay tells. */
function spelt(extract: Extract, is: (row: number) => boolean): string {
  const { columns, cards, samples, assays, texts, problems } = extract;
  const rows: unknown[] = [];
  for (let row = 0; row < extract.length; row++) {
    if (!is(row)) continue;
    const { card, sample, assay, task, flags } = columns;
    const words = [
      cards[card[row]!],
      samples[sample[row]!],
      assays[assay[row]!],
      texts[task[row]!],
      texts[flags[row]!],
    ];
    const { well, ct, state, omitted, vendorMean, ampScore, cqConfidence } = columns;
    const numbers = [well, ct, state, omitted, vendorMean, ampScore, cqConfidence].map((of) => of[row]);
    rows.push([...words, ...numbers]);
  }
  return JSON.stringify([rows, problems.map(({ code, text }) => [code, text])]);
}

import type { Export } from "../../data/export.ts";
import { listing, quote } from "../../data/trouble.ts";
import { decode, fold, plain } from "./decode.ts";
import type { Cut, Intake } from "./intake.ts";

/** Where a tab-delimited format keeps what a well is: headings, folded, the first that is there counts. */
export interface Layout {
  readonly format: string;
  /** The line after which the table begins; without it, the table is found by its headings. */
  readonly section?: string;
  readonly columns: {
    readonly well: readonly string[];
    readonly position?: readonly string[];
    readonly sample: readonly string[];
    readonly assay: readonly string[];
    readonly task: readonly string[];
    readonly ct: readonly string[];
    readonly vendorMean?: readonly string[];
    readonly omitted: readonly string[];
    readonly card?: readonly string[];
  };
  /** Headings of flag columns; a cell that begins with T or Y is raised. */
  readonly flags: readonly string[];
  /** Key lines before the table: which names the card where no column does, and which the time of the run. */
  readonly header: { readonly key: string; readonly run: string; readonly pattern: RegExp };
}

const TAB = 9;
const LF = 10;
const CR = 13;

/**
 * Reads one tab-delimited export in a single pass over its bytes. The table ends at the first blank line or the first
 * line that does not begin with a well's number; what follows (a summary, the next section) holds no wells.
 */
export function readTabbed(source: Export, intake: Intake, layout: Layout): void {
  const bytes = plain(source.bytes);
  const lines = new Lines(bytes);
  const header = readHeader(lines, layout);
  const found = header.headings;
  if (found === undefined) {
    intake.troubles.add({
      code: "file-truncated",
      file: source.file,
      line: lines.line,
      text: `ends before the table of wells begins${layout.section ? ` (no ${layout.section})` : ""}.`,
    });
    return;
  }
  const folded = found.map(fold);
  const at = (names: readonly string[] = []) =>
    names.map((name) => folded.indexOf(name)).find((index) => index >= 0) ?? -1;
  const columns = {
    well: at(layout.columns.well),
    position: at(layout.columns.position),
    sample: at(layout.columns.sample),
    assay: at(layout.columns.assay),
    task: at(layout.columns.task),
    ct: at(layout.columns.ct),
    vendorMean: at(layout.columns.vendorMean),
    omitted: at(layout.columns.omitted),
    card: at(layout.columns.card),
  };
  for (const need of ["well", "sample", "assay", "ct"] as const) {
    if (columns[need] >= 0) continue;
    const wanted = layout.columns[need].map((name) => quote(name)).join(" or ");
    intake.troubles.add({
      code: "column-missing",
      file: source.file,
      line: lines.line,
      text: `the table of wells has no column ${wanted}; its columns are ${listing(found, 12)}.`,
    });
    return;
  }
  const flags = layout.flags.map((name) => ({ name, column: found.indexOf(name) })).filter(({ column }) => column >= 0);
  readWells(source, intake, layout, { lines, header, columns, flags, width: found.length });
}

interface Found {
  readonly lines: Lines;
  readonly header: Header;
  readonly columns: Readonly<Record<keyof Layout["columns"], number>>;
  readonly flags: readonly { readonly name: string; readonly column: number }[];
  readonly width: number;
}

function readWells(
  source: Export,
  intake: Intake,
  layout: Layout,
  { lines, header, columns, flags, width }: Found,
): void {
  const { wells } = intake;
  const { bytes } = lines;
  const needed = Math.max(...Object.values(columns), ...flags.map(({ column }) => column)) + 1;
  const start = new Int32Array(needed);
  const end = new Int32Array(needed);
  const cut = { bytes, start, end, file: source.file, line: 0 };
  const cards = new Map<string, number>();
  const cardWords = new Map<number, number>();
  let noSample = 0;
  while (lines.cut(start, end, width)) {
    cut.line = lines.line;
    const well = intake.number(cut, columns.well);
    if (Number.isNaN(well)) break;
    if (lines.overflow)
      intake.troubles.add({
        code: "cell-not-valid",
        file: source.file,
        line: cut.line,
        text: `holds more cells than the ${width} headings.`,
      });
    if (lines.unended)
      intake.troubles.add({
        code: "file-truncated",
        file: source.file,
        line: cut.line,
        text: "the last line of the table has no line end: the file breaks off there, or was cut.",
      });
    if (end[columns.assay]! === start[columns.assay]!) continue;
    if (end[columns.sample]! === start[columns.sample]!) {
      noSample++;
      continue;
    }
    if (!Number.isInteger(well) || well < 1 || well > 9216) {
      intake.troubles.add({
        code: "well-not-a-number",
        file: source.file,
        line: cut.line,
        column: "well",
        text: `${well} is not the number of a well.`,
      });
      continue;
    }
    const assay = intake.assay(cut, columns.assay);
    if (assay < 0) continue;
    const row = wells.add();
    wells.card[row] = cardOf(cut);
    wells.well[row] = well;
    wells.sample[row] = intake.samples.of(bytes, start[columns.sample]!, end[columns.sample]!);
    wells.assay[row] = assay;
    wells.task[row] = intake.textOf(cut, columns.task);
    wells.omitted[row] = columns.omitted >= 0 && raised(cut, columns.omitted) ? 1 : 0;
    wells.flags[row] = flags.length > 0 ? flagsOf(cut) : 0;
    wells.vendorMean[row] = intake.number(cut, columns.vendorMean);
    wells.line[row] = cut.line;
    intake.ct(row, cut, columns.ct);
    if (columns.position >= 0) learnColumns(wells.cards[wells.card[row]!]!, cut, columns.position, well);
  }
  if (cards.size === 0 && noSample === 0) {
    intake.troubles.add({
      code: "file-truncated",
      file: source.file,
      line: lines.line,
      text: "the table of wells is empty.",
    });
  }
  if (noSample > 0) intake.nameless.push({ file: source.file, wells: noSample });

  /** The card of a well: by its column, else by the header, else by the file's name. */
  function cardOf(at: Cut): number {
    if (columns.card < 0) return cardNamed(header.card);
    const text = intake.textOf(at, columns.card);
    let card = cardWords.get(text);
    if (card === undefined) {
      card = cardNamed(wells.texts[text]!.trim() || header.card);
      cardWords.set(text, card);
    }
    return card;
  }

  function cardNamed(name: string): number {
    const card = name || source.file.replace(/^.*\//, "").replace(/\.[^.]*$/, "");
    let index = cards.get(card);
    if (index === undefined) {
      index =
        wells.cards.push({
          card,
          file: source.file,
          format: layout.format,
          run: header.run.get(card) ?? header.run.get("") ?? "",
          columns: 24,
        }) - 1;
      cards.set(card, index);
    }
    return index;
  }

  function flagsOf(at: Cut): number {
    let words = "";
    for (const { name, column } of flags) if (raised(at, column)) words += words === "" ? name : `;${name}`;
    return words === "" ? 0 : intake.text(words);
  }
}

/** T of TRUE, Y of Yes or a 1, in either case. */
function raised({ bytes, start, end }: Cut, column: number): boolean {
  if (end[column]! <= start[column]!) return false;
  const first = bytes[start[column]!]! | 0x20;
  return first === 116 || first === 121 || first === 49;
}

/** A position such as D1 beside well 37 tells that the plate has 12 columns. Only wells of the first column tell. */
function learnColumns(card: { columns: number }, { bytes, start, end }: Cut, column: number, well: number): void {
  const s = start[column]!;
  if (end[column]! - s !== 2 || bytes[s + 1] !== 49) return;
  const row = bytes[s]! - 65;
  if (row > 0 && row < 26 && (well - 1) % row === 0) card.columns = (well - 1) / row;
}

interface Header {
  readonly headings: readonly string[] | undefined;
  /** The card's name by the key lines; "" where they do not tell. */
  readonly card: string;
  /** When it ran, by card; "" where there is one only. */
  readonly run: ReadonlyMap<string, string>;
}

/** Reads key lines up to the headings of the table of wells, and leaves `lines` behind them. */
function readHeader(lines: Lines, layout: Layout): Header {
  const keys = layout.header.key.split("|");
  const names = new Map<string, string>();
  const cards: string[] = [];
  const run = new Map<string, string>();
  let inside = layout.section === undefined;
  let sections = false;
  for (let line = lines.next(); line !== undefined; line = lines.next()) {
    if (layout.section !== undefined && line.startsWith("[")) {
      sections = true;
      inside = line.trim() === layout.section;
      if (!inside) lines.skipTo(layout.section);
      continue;
    }
    const cells = line.split("\t");
    if (cells.length > 3 && (inside || !sections) && isTable(cells.map(fold), layout)) {
      const name = cards.length === 1 ? cards[0]! : (keys.map((key) => names.get(key)).find((value) => value) ?? "");
      return { headings: trimEnd(cells), card: name, run };
    }
    const pair = layout.header.pattern.exec(line);
    if (pair === null) continue;
    const key = fold(pair[1]!);
    const value = pair[2]!.trim();
    if (value === "" || value === "NA") continue;
    if (key === "embeddedfile") cards.push(value);
    else if (key === layout.header.run) run.set(cards.at(-1) ?? "", value);
    names.set(key, value);
  }
  return { headings: undefined, card: "", run };
}

function isTable(folded: readonly string[], layout: Layout): boolean {
  const { well, assay, sample } = layout.columns;
  return well.includes(folded[0]!) && [assay, sample].every((names) => names.some((name) => folded.includes(name)));
}

function trimEnd(cells: readonly string[]): string[] {
  let length = cells.length;
  while (length > 0 && cells[length - 1]!.trim() === "") length--;
  return cells.slice(0, length).map((cell) => cell.trim());
}

/** A walk over the lines of a file, which may end in LF, CR, CRLF or a mixture. */
class Lines {
  /** Number of the line that was given last, from 1. */
  line = 0;
  /** Whether the last line that was cut holds text beyond the width, or ends with the file instead of a line end. */
  overflow = false;
  unended = false;
  private at = 0;

  constructor(readonly bytes: Uint8Array) {}

  /** The next line as text; undefined at the end of the file. */
  next(): string | undefined {
    const { bytes } = this;
    if (this.at >= bytes.length) return undefined;
    let end = this.at;
    while (end < bytes.length && bytes[end] !== LF && bytes[end] !== CR) end++;
    const text = decode(bytes.subarray(this.at, end));
    this.pass(end);
    return text;
  }

  /** Goes to just before the line that begins with the marker, or to the end of the file. */
  skipTo(marker: string): void {
    const { bytes } = this;
    const found = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).indexOf(marker, this.at);
    const stop = found < 0 ? bytes.length : found;
    while (this.at < stop) {
      let end = this.at;
      while (end < stop && bytes[end] !== LF && bytes[end] !== CR) end++;
      this.pass(end);
    }
  }

  /** Cuts the next line into as many cells as `start` has room for; false at a blank line and at the end of the file. */
  cut(start: Int32Array, end: Int32Array, width: number): boolean {
    const { bytes } = this;
    const length = bytes.length;
    const cells = start.length;
    let at = this.at;
    if (at >= length || bytes[at] === LF || bytes[at] === CR) return false;
    let cell = 0;
    start[0] = at;
    this.overflow = false;
    for (; at < length; at++) {
      const byte = bytes[at]!;
      if (byte > CR) {
        if (cell >= width && byte !== 32) this.overflow = true;
      } else if (byte === TAB) {
        if (cell < cells) end[cell] = at;
        cell++;
        if (cell < cells) start[cell] = at + 1;
      } else if (byte === LF || byte === CR) break;
    }
    if (cell < cells) end[cell] = at;
    for (let rest = cell + 1; rest < cells; rest++) {
      start[rest] = at;
      end[rest] = at;
    }
    this.unended = at >= length;
    this.pass(at);
    return true;
  }

  private pass(end: number): void {
    this.at = this.bytes[end] === CR && this.bytes[end + 1] === LF ? end + 2 : end + 1;
    this.line++;
  }
}

import type { Export } from "../../data/export.ts";
import { listing, quote } from "../../data/trouble.ts";
import { decode, fold, plain } from "./decode.ts";
import { type Header, readHeader } from "./header.ts";
import type { Cut, Intake } from "./intake.ts";
import type { Layout } from "./layout.ts";
import { Lines } from "./lines.ts";

/**
 * Reads one tab-delimited export in a single pass over its bytes. The table ends at the first line that does not begin
 * with a well's number. A summary or another section may follow; more rows of wells may not: those would be lost.
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
    if (Number.isNaN(well)) {
      if (isRow(cut, columns)) tellWell(cut, decode(bytes.subarray(start[columns.well]!, end[columns.well]!)));
      break;
    }
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
    if (isBlank(cut, columns.sample)) {
      noSample++;
      continue;
    }
    if (!Number.isInteger(well) || well < 1 || well > 9216) {
      tellWell(cut, String(well));
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
  tellRest();
  if (cards.size === 0 && noSample === 0) {
    intake.troubles.add({
      code: "file-truncated",
      file: source.file,
      line: lines.line,
      text: "the table of wells is empty.",
    });
  }
  if (noSample > 0) intake.nameless.push({ file: source.file, wells: noSample });

  function tellWell(at: Cut, came: string): void {
    intake.troubles.add({
      code: "well-not-a-number",
      file: source.file,
      line: at.line,
      column: "well",
      text: `${quote(came)} is not the number of a well.`,
    });
  }

  /** Rows of wells after the table's end, before the next section or summary: the table breaks off and goes on. */
  function tellRest(): void {
    const at = lines.line;
    for (;;) {
      const more = lines.cut(start, end, width);
      if (!more && lines.next() === undefined) return;
      if (!more) continue;
      cut.line = lines.line;
      const first = bytes[start[0]!]!;
      if (first === BRACKET || isMarker(decode(bytes.subarray(start[0]!, end[0]!)))) return;
      if (Number.isNaN(intake.number(cut, columns.well)) || !isRow(cut, columns)) continue;
      const text = `the table of wells breaks off after line ${at} and goes on here.`;
      intake.troubles.add({ code: "table-broken", file: source.file, line: cut.line, text });
      return;
    }
  }

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

const BRACKET = 91;

/** The first words of what follows a table of wells. */
function isMarker(cell: string): boolean {
  return /^(Summary Data|Analysis Type|Endogenous Control|PlateID|Slope)/.test(cell);
}

function isBlank({ bytes, start, end }: Cut, column: number): boolean {
  for (let i = start[column]!; i < end[column]!; i++) if (bytes[i] !== SPACE) return false;
  return true;
}

const SPACE = 32;

/** Whether a line has what a well has: a sample, an assay and a Ct. */
function isRow(cut: Cut, columns: Found["columns"]): boolean {
  return !isBlank(cut, columns.sample) && !isBlank(cut, columns.assay) && !isBlank(cut, columns.ct);
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

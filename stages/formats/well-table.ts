import { decode } from "../../data/encoding.ts";
import { Automatic, saidOf } from "../../data/thresholds.ts";
import { quote } from "../../data/trouble.ts";
import { NARROW } from "../../data/well.ts";
import { thousandths } from "./decimal.ts";
import type { FileCards } from "./file-cards.ts";
import type { Cut, Intake } from "./intake.ts";
import type { Layout } from "./layout.ts";
import type { Lines } from "./lines.ts";

/** A table of wells whose headings were found: what stands in which column; -1 where it has none. */
export interface WellTable {
  readonly file: string;
  readonly lines: Lines;
  readonly cards: FileCards;
  readonly columns: Readonly<Record<keyof Layout["columns"], number>>;
  readonly flags: readonly { readonly name: string; readonly column: number }[];
  /** Headings. */
  readonly width: number;
}

/** Plates with more wells than this are not made: a larger number is another column's. */
const MOST_WELLS = 9216;

const BRACKET = 91;
const SPACE = 32;

/**
 * Hands every row of the table to the intake, in one pass over the bytes. The table ends at the first line that does not
 * begin with a well's number. A summary or another section may follow; more rows of wells may not: those would be lost.
 */
export function readWells({ file, lines, cards, columns, flags, width }: WellTable, intake: Intake): void {
  const { wells } = intake;
  const { bytes } = lines;
  const needed = Math.max(...Object.values(columns), ...flags.map(({ column }) => column)) + 1;
  const cut = { bytes, start: new Int32Array(needed), end: new Int32Array(needed), file, line: 0 };
  const { start, end } = cut;
  const hasScores = columns.ampScore >= 0 || columns.cqConfidence >= 0;
  const hasThresholds = columns.threshold >= 0 || columns.automaticThreshold >= 0 || columns.automaticBaseline >= 0;
  let nameless = 0;
  while (lines.cut(start, end, width)) {
    cut.line = lines.line;
    const well = intake.number(cut, columns.well);
    if (Number.isNaN(well)) {
      if (isRow(cut, columns)) tellWell(decode(bytes.subarray(start[columns.well]!, end[columns.well]!)));
      break;
    }
    if (lines.overflow) doubt("cell-not-valid", `holds more cells than the ${width} headings.`);
    if (lines.unended)
      doubt("file-truncated", "the last line of the table has no line end: the file breaks off there, or was cut.");
    if (end[columns.assay]! === start[columns.assay]!) continue;
    if (isBlank(cut, columns.sample)) {
      nameless++;
      continue;
    }
    if (!Number.isInteger(well) || well < 1 || well > MOST_WELLS) {
      tellWell(String(well));
      continue;
    }
    const card = cardOf();
    const sample = sampleOf();
    if (columns.position >= 0) cards.learn(card, well, cut, columns.position);
    const assay = intake.assay(cut, columns.assay, card, sample);
    if (assay < 0) continue;
    const row = wells.add();
    wells.card[row] = card;
    wells.well[row] = well;
    wells.sample[row] = sample;
    wells.assay[row] = assay;
    const task = intake.textOf(cut, columns.task);
    if (task >= NARROW) wells.widen("task");
    wells.task[row] = task;
    wells.omitted[row] = columns.omitted >= 0 && raised(cut, columns.omitted) ? 1 : 0;
    const words = flags.length > 0 ? flagsOf() : 0;
    if (words >= NARROW) wells.widen("flags");
    wells.flags[row] = words;
    wells.vendorMean[row] = intake.number(cut, columns.vendorMean);
    wells.line[row] = cut.line;
    intake.ct(row, cut, columns.ct);
    if (hasScores) wells.scores(row, scoreOf(cut, columns.ampScore), scoreOf(cut, columns.cqConfidence));
    if (hasThresholds && wells.thresholds.said(card, assay) === 0)
      wells.thresholds.learn(card, assay, intake.number(cut, columns.threshold), readWith());
  }
  if (cards.size === 0 && nameless === 0) {
    const text = "the table of wells is empty.";
    intake.troubles.add({ code: "file-truncated", file, line: lines.line, text });
  }
  if (nameless > 0) intake.nameless.push({ file, wells: nameless });
  tellRest();

  function cardOf(): number {
    return cards.of(cut, columns.card);
  }

  function sampleOf(): number {
    return intake.samples.of(bytes, start[columns.sample]!, end[columns.sample]!);
  }

  /** Something is wrong with this row: told, unless its sample turns out to be withheld. */
  function doubt(code: "cell-not-valid" | "file-truncated" | "well-not-a-number" | "table-broken", text: string): void {
    const column = code === "well-not-a-number" ? "well" : undefined;
    intake.doubt({ code, file, line: cut.line, column, text }, cardOf(), sampleOf());
  }

  function tellWell(came: string): void {
    doubt("well-not-a-number", `${quote(came)} is not the number of a well.`);
  }

  /** Rows of wells after the table's end, before the next section or summary: the table breaks off and goes on. */
  function tellRest(): void {
    const at = lines.line;
    for (;;) {
      const more = lines.cut(start, end, width);
      if (!more && lines.next() === undefined) return;
      if (!more) continue;
      cut.line = lines.line;
      if (bytes[start[0]!] === BRACKET || isMarker(decode(bytes.subarray(start[0]!, end[0]!)))) return;
      if (Number.isNaN(intake.number(cut, columns.well)) || !isRow(cut, columns)) continue;
      doubt("table-broken", `the table of wells breaks off after line ${at} and goes on here.`);
      return;
    }
  }

  function readWith(): number {
    return saidOf(automatic(cut, columns.automaticThreshold), automatic(cut, columns.automaticBaseline));
  }

  function flagsOf(): number {
    let words = "";
    for (const { name, column } of flags) if (raised(cut, column)) words += words === "" ? name : `;${name}`;
    return words === "" ? 0 : intake.text(words);
  }
}

/** The first words of what follows a table of wells. */
function isMarker(cell: string): boolean {
  return /^(Summary Data|Analysis Type|Endogenous Control|PlateID|Slope)/.test(cell);
}

function isBlank({ bytes, start, end }: Cut, column: number): boolean {
  for (let i = start[column]!; i < end[column]!; i++) if (bytes[i] !== SPACE) return false;
  return true;
}

/** Whether a line has what a well has: a sample, an assay and a Ct. */
function isRow(cut: Cut, columns: WellTable["columns"]): boolean {
  return !isBlank(cut, columns.sample) && !isBlank(cut, columns.assay) && !isBlank(cut, columns.ct);
}

/** A score as thousandths + 1; 0: none. */
function scoreOf({ bytes, start, end }: Cut, column: number): number {
  return column < 0 ? 0 : thousandths(bytes, start[column]!, end[column]!) + 1;
}

/** Of `Automatic`: A of Automatic, or what is raised; any other cell says no. */
function automatic(cut: Cut, column: number): number {
  if (column < 0 || cut.end[column]! <= cut.start[column]!) return Automatic.unsaid;
  return raised(cut, column) || (cut.bytes[cut.start[column]!]! | 0x20) === 97 ? Automatic.yes : Automatic.no;
}

/** T of TRUE, Y of Yes or a 1, in either case. */
function raised({ bytes, start, end }: Cut, column: number): boolean {
  if (end[column]! <= start[column]!) return false;
  const first = bytes[start[column]!]! | 0x20;
  return first === 116 || first === 121 || first === 49;
}

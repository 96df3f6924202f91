import { decode } from "../../data/encoding.ts";
import { saidOf } from "../../data/thresholds.ts";
import { quote } from "../../data/trouble.ts";
import { NARROW } from "../../data/well.ts";
import { anotherTable } from "./another-table.ts";
import { automatic, isBlank, isMarker, isRow, raised, scoreOf, textIn } from "./cells.ts";
import { POINT } from "./decimal.ts";
import { fold } from "./fold.ts";
import { readable, type WellTable } from "./found-table.ts";
import type { Intake } from "./intake.ts";
import { placeOf } from "./numbering.ts";
import { faultIn, flagsSayNoCq } from "./plain-row.ts";

/** Plates with more wells than this are not made: a larger number is another column's. */
const MOST_WELLS = 9216;

/** A well's number takes two bytes: an export that numbers none of its wells may be of many cards. */
const MOST_COUNTED = 65_535;

const BRACKET = 91;

/**
 * Hands every row of the table to the intake, in one pass over the bytes. The table ends at the first line that does not
 * begin with a well's number. A summary or another section may follow; more rows of wells may not: those would be lost.
 */
export function readWells(table: WellTable, intake: Intake): void {
  const { text, lines, cards, headings, marks, numbering, layout, last } = table;
  const { columns, flags, flagTexts } = headings;
  const width = headings.written.length;
  const { file, part } = text;
  const { wells } = intake;
  const { bytes } = lines;
  const needed = headings.last + 1;
  const cut = { bytes, start: new Int32Array(needed), end: new Int32Array(needed), file, part, line: 0 };
  const { start, end } = cut;
  const wellColumn = columns.well >= 0 ? columns.well : columns.position;
  const byNumber = numbering.by === "number";
  const counted = numbering.by === "order";
  const plate = numbering.by === "position" ? numbering.plate : counted ? 0 : layout.plate;
  const { plain } = layout;
  const { ct, omitted, included } = columns;
  const { ct: ctMark = POINT, vendorMean: meanMark = POINT, threshold: thresholdMark = POINT } = marks;
  const noCq = layout.noCq && new Set(layout.noCq);
  const vendorMean = readable(table, "vendorMean");
  const threshold = readable(table, "threshold");
  const ampScore = readable(table, "ampScore");
  const cqConfidence = readable(table, "cqConfidence");
  const hasScores = ampScore >= 0 || cqConfidence >= 0;
  const hasThresholds = threshold >= 0 || columns.automaticThreshold >= 0 || columns.automaticBaseline >= 0;
  const hasFlags = flags.length + flagTexts.length > 0;
  let nameless = 0;
  while (lines.cut(start, end, width)) {
    cut.line = lines.line;
    const named = byNumber ? intake.number(cut, wellColumn) : wellOf();
    if (Number.isNaN(named)) {
      if (isRow(cut, columns)) tellWell(textIn(cut, wellColumn));
      break;
    }
    if (lines.overflow) doubt("cell-not-valid", `holds more cells than the ${width} headings.`);
    if (lines.unended && !isWhole())
      doubt("file-truncated", "the last line of the table has no line end: the file breaks off there, or was cut.");
    const fault = plain && faultIn(cut, columns, flagTexts, plain);
    if (fault !== undefined) doubt("cell-not-valid", fault);
    if (end[columns.assay]! === start[columns.assay]!) continue;
    if (isBlank(cut, columns.sample)) {
      nameless++;
      continue;
    }
    if (!Number.isInteger(named) || named < 0 || (named === 0 && !counted) || named > MOST_WELLS) {
      tellWell(textIn(cut, wellColumn));
      continue;
    }
    const card = cardOf();
    const sample = sampleOf();
    if (plate !== undefined) cards.wide(card, plate);
    else if (columns.position >= 0) cards.learn(card, named, cut, columns.position);
    else if (plain) cards.wide(card, 0);
    const well = counted ? cards.next(card) : named;
    if (well > MOST_COUNTED) {
      const text = `is well ${well} of ${quote(wells.cards[card]!.card)}; of a card without numbers of wells ${MOST_COUNTED} are read.`;
      doubt("well-not-a-number", text);
      break;
    }
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
    wells.omitted[row] = omitted >= 0 && raised(cut, omitted) ? 1 : 0;
    if (included >= 0 && !raised(cut, included)) wells.omitted[row] = 1;
    const words = hasFlags ? flagsOf() : 0;
    if (words >= NARROW) wells.widen("flags");
    wells.flags[row] = words;
    wells.vendorMean[row] = vendorMean < 0 ? Number.NaN : intake.number(cut, vendorMean, meanMark);
    wells.line[row] = cut.line;
    intake.ct(row, cut, ct, ctMark, noCq);
    if (plain?.flagsHold && flagsSayNoCq(cut, flagTexts, plain)) intake.noCt(row, cut, ct);
    if (hasScores) wells.scores(row, scoreOf(cut, ampScore), scoreOf(cut, cqConfidence));
    if (hasThresholds && wells.thresholds.said(card, assay) === 0)
      wells.thresholds.learn(card, assay, intake.number(cut, threshold, thresholdMark), readWith());
  }
  if (cards.size === 0 && nameless === 0) {
    const text = "the table of wells is empty.";
    intake.troubles.add({ code: "file-truncated", file, part, line: lines.line, text });
  }
  if (nameless > 0) intake.nameless.push({ file, wells: nameless });
  const another = cards.size > 0 ? anotherTable(bytes, start[0]!) : -1;
  if (another >= 0) {
    const text = "here begins another table of wells: two exports were put into one file.";
    intake.troubles.add({ code: "table-twice", file, part, line: lines.numberAt(another), text });
  } else tellRest();

  /** NaN: the cell names no well; 0 where wells are numbered by their order. */
  function wellOf(): number {
    if (byNumber) return intake.number(cut, wellColumn);
    if (numbering.by === "order") return isBlank(cut, columns.sample) && isBlank(cut, columns.assay) ? Number.NaN : 0;
    const at = placeOf(bytes, start[wellColumn]!, end[wellColumn]!);
    if (at === undefined) return Number.NaN;
    return at.column > plate! ? -1 : (at.row - 1) * plate! + at.column;
  }

  /** Whether nothing can be missing behind this row: it is the plate's last, and a cell begins behind what is read of it. */
  function isWhole(): boolean {
    return last > 0 && wellOf() === last && end[needed - 1]! < bytes.length;
  }

  function cardOf(): number {
    return cards.of(cut, columns.card);
  }

  function sampleOf(): number {
    return intake.samples.of(bytes, start[columns.sample]!, end[columns.sample]!);
  }

  /** Something is wrong with this row: told, unless its sample turns out to be withheld. */
  function doubt(code: "cell-not-valid" | "file-truncated" | "well-not-a-number" | "table-broken", text: string): void {
    const column = code === "well-not-a-number" ? "well" : undefined;
    intake.doubt({ code, file, part, line: cut.line, column, text }, cardOf(), sampleOf());
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
      if (Number.isNaN(wellOf()) || !isRow(cut, columns)) continue;
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
    for (const column of flagTexts)
      for (const flag of textIn(cut, column)
        .split(";")
        .map((flag) => flag.trim()))
        if (flag !== "" && !layout.unflagged?.includes(fold(flag))) words += words === "" ? flag : `;${flag}`;
    return words === "" ? 0 : intake.text(words);
  }
}

import type { ReadExport } from "../../data/export.ts";
import { EXTRACT_VERSION, stemOf } from "../../data/extract.ts";
import { NARROW, TEXTS } from "../../data/well.ts";
import { assayOf, type Intake } from "./intake.ts";

/**
 * Puts what reading an export gave into an intake, and leaves it as reading the export would: wells whose assay the panel
 * does not have are told and left out, and their texts with them.
 *
 * @throws {RangeError} on an extract of another version, or of a file of another name.
 */
export function put({ file, extract }: ReadExport, intake: Intake): void {
  const { version, stem, length, columns } = extract;
  if (version !== EXTRACT_VERSION)
    throw new RangeError(`an extract of version ${version}; version ${EXTRACT_VERSION} is read`);
  if (stem !== stemOf(file)) throw new RangeError(`the extract is of a file named ${stem}, not of ${file}`);
  const { wells } = intake;
  const { panel, cards } = wells;
  const firstCard = cards.length;
  for (const card of extract.cards) cards.push({ ...card, file });
  const samples = extract.samples.map((text) => intake.sample(text));
  const assays = extract.assays.map((text) => assayOf(panel, text));
  const codes = new Int32Array(extract.texts.length).fill(-1);
  const text = (local: number) => {
    if (codes[local]! < 0) codes[local] = intake.text(extract.texts[local]!);
    return codes[local]!;
  };
  const rows = new Int32Array(extract.doubts.length > 0 ? length : 0).fill(-1);
  for (let from = 0; from < length; from++) {
    const card = firstCard + columns.card[from]!;
    const sample = samples[columns.sample[from]!]!;
    const line = columns.line[from]!;
    const assay = assays[columns.assay[from]!]!;
    if (assay < 0) {
      const { part } = cards[card]!;
      intake.unknownAssay({ text: extract.assays[columns.assay[from]!]!, file, part, line, card, sample });
      continue;
    }
    const row = wells.add();
    if (rows.length > 0) rows[from] = row;
    wells.card[row] = card;
    wells.well[row] = columns.well[from]!;
    wells.sample[row] = sample;
    wells.assay[row] = assay;
    const task = text(columns.task[from]!);
    if (task >= NARROW) wells.widen("task");
    wells.task[row] = task;
    wells.omitted[row] = columns.omitted[from]!;
    const flags = text(columns.flags[from]!);
    if (flags >= NARROW) wells.widen("flags");
    wells.flags[row] = flags;
    wells.vendorMean[row] = columns.vendorMean[from]!;
    wells.line[row] = line;
    wells.ct[row] = columns.ct[from]!;
    wells.state[row] = columns.state[from]!;
    wells.scores(row, columns.ampScore[from]!, columns.cqConfidence[from]!);
    const said = columns.said[from]!;
    if (said !== 0 && wells.thresholds.said(card, assay) === 0)
      wells.thresholds.learn(card, assay, columns.threshold[from]!, said);
    const written = columns.written[from]!;
    if (written < TEXTS) wells.written[row] = written;
    else wells.wrote(row, text(written - TEXTS));
  }
  for (const { problem, card, sample, row } of extract.doubts) {
    if (row >= 0 && rows[row]! < 0) continue;
    intake.doubt({ ...problem, file }, firstCard + card, samples[sample]!, row < 0 ? -1 : rows[row]!);
  }
  if (extract.nameless > 0) intake.nameless.push({ file, wells: extract.nameless });
  for (const problem of extract.problems) intake.troubles.add({ ...problem, file });
}

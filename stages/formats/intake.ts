import { decode } from "../../data/encoding.ts";
import type { Panel } from "../../data/panel.ts";
import { type Problem, quote, type Troubles } from "../../data/trouble.ts";
import { MEASURED, NO_RESULT, UNDETERMINED, type Wells } from "../../data/well.ts";
import type { Account } from "./account.ts";
import { Decimal, POINT } from "./decimal.ts";
import { noAmplification } from "./no-amplification.ts";
import { unknownOf } from "./unknown-assay.ts";
import { Words } from "./words.ts";

/** A well as a format found it: where each of its cells stands in the file's bytes. */
export interface Cut {
  readonly bytes: Uint8Array;
  readonly start: Int32Array;
  readonly end: Int32Array;
  readonly file: string;
  readonly part: string;
  readonly line: number;
}

/** Ct in cycles that no instrument reaches: a number beyond it is another column's. */
const MOST_CYCLES = 60;

const SPACE = 32;

/** Takes wells from the formats and puts them into `wells`; what cannot be read is collected in `troubles`. */
export class Intake {
  /** By the text of a sample cell: its index in `names`. */
  readonly samples: Words;
  readonly names: string[] = [];
  /** Wells with an assay but without a sample's name, by file: nobody can say whose they are. */
  readonly nameless: { readonly file: string; readonly wells: number }[] = [];
  /** Problems of rows, until it is known whose rows they are. */
  readonly doubts: Doubt[] = [];
  /** Told how each table of wells was understood; where nobody asks, nothing is told. */
  account?: (account: Account) => void;
  private readonly assays: Words;
  private readonly texts: Words;
  private readonly decimal = new Decimal();
  private readonly nameCodes = new Map<string, number>();
  private readonly unknown = new Map<string, UnknownAssay>();
  private readonly textCodes = new Map<string, number>([["", 0]]);

  constructor(
    readonly wells: Wells,
    readonly troubles: Troubles,
  ) {
    this.samples = new Words((text) => this.sample(text));
    this.assays = new Words((text) => assayOf(wells.panel, text));
    this.texts = new Words((text) => this.text(text));
  }

  /** Index of a sample cell's text in `names`. */
  sample(text: string): number {
    let code = this.nameCodes.get(text);
    if (code === undefined) {
      code = this.names.push(text) - 1;
      this.nameCodes.set(text, code);
    }
    return code;
  }

  /** Index of a text in `wells.texts`. */
  text(text: string): number {
    let code = this.textCodes.get(text);
    if (code === undefined) {
      code = this.wells.texts.push(text) - 1;
      this.textCodes.set(text, code);
    }
    return code;
  }

  textOf(cut: Cut, column: number): number {
    return column < 0 ? 0 : this.texts.of(cut.bytes, cut.start[column]!, cut.end[column]!);
  }

  /** The panel's assay of a cell; -1 where the panel has none. */
  assay(cut: Cut, column: number, card: number, sample: number): number {
    const assay = this.assays.of(cut.bytes, cut.start[column]!, cut.end[column]!);
    if (assay >= 0) return assay;
    const text = decode(cut.bytes.subarray(cut.start[column]!, cut.end[column]!));
    this.unknownAssay({ text, file: cut.file, part: cut.part, line: cut.line, card, sample });
    return -1;
  }

  /** Counts a well whose assay the panel does not have. */
  unknownAssay(well: Omit<UnknownAssay, "wells">): void {
    const key = `${well.text}\u0000${well.card}\u0000${well.sample}`;
    const seen = this.unknown.get(key);
    if (seen) seen.wells++;
    else this.unknown.set(key, { ...well, wells: 1 });
  }

  /** Keeps a problem of one row until it is known whose row it is; `row`: the well whose Ct it is about. */
  doubt(problem: Problem, card: number, sample: number, row = -1): void {
    this.doubts.push({ problem, card, sample, row });
  }

  /**
   * Reads the Ct cell into the well's ct, state and written. `mark`: what stands before decimals; `noCq`: the numbers, and words, by which
   * the format says that no amplification was seen.
   */
  ct(row: number, cut: Cut, column: number, mark = POINT, noCq?: ReadonlySet<number | string>): void {
    const { wells } = this;
    const { bytes } = cut;
    let start = cut.start[column]!;
    let end = cut.end[column]!;
    while (start < end && bytes[start] === SPACE) start++;
    while (start < end && bytes[end - 1] === SPACE) end--;
    const ct = end > start ? this.decimal.read(bytes, start, end, mark) : Number.NaN;
    if (ct > 0 && ct <= MOST_CYCLES && !noCq?.has(ct)) {
      wells.ct[row] = ct;
      wells.state[row] = MEASURED;
      if (this.decimal.decimals >= 0) wells.written[row] = this.decimal.decimals;
      else wells.wrote(row, this.text(decode(bytes.subarray(start, end))));
      return;
    }
    const text = this.texts.of(bytes, start, end);
    wells.ct[row] = Number.NaN;
    wells.wrote(row, text);
    const word = wells.texts[text]!.toLowerCase();
    wells.state[row] = word === "" ? NO_RESULT : UNDETERMINED;
    if (word !== "" && !noAmplification.has(word) && !noCq?.has(word) && !noCq?.has(Number(word))) {
      const told = `${quote(wells.texts[text]!)} is not a number of cycles from 0 to ${MOST_CYCLES}, nor "Undetermined".`;
      const { file, part, line } = cut;
      const problem: Problem = { code: "ct-not-a-number", file, part, line, column: "Ct", text: told };
      this.doubt(problem, wells.card[row]!, wells.sample[row]!, row);
    }
  }

  /** No amplification was seen in the well, whatever its Ct cell says. */
  noCt(row: number, cut: Cut, column: number): void {
    const { wells } = this;
    if (wells.state[row] !== MEASURED) return;
    wells.ct[row] = Number.NaN;
    wells.state[row] = UNDETERMINED;
    wells.wrote(row, this.textOf(cut, column));
  }

  /** The number in a cell, NaN if there is none. */
  number(cut: Cut, column: number, mark = POINT): number {
    return column < 0 ? Number.NaN : this.decimal.read(cut.bytes, cut.start[column]!, cut.end[column]!, mark);
  }

  /**
   * Adds the problems of rows, and one for each assay that the panel does not have; those of withheld samples are
   * dropped, for nothing is told of them.
   */
  finish(withheld: (card: number, sample: number) => boolean): void {
    for (const { problem, card, sample } of this.doubts) if (!withheld(card, sample)) this.troubles.add(problem);
    const told = new Map<string, Pick<UnknownAssay, "file" | "part" | "line" | "wells">>();
    for (const { text, file, part, line, card, sample, wells } of this.unknown.values()) {
      if (withheld(card, sample)) continue;
      const before = told.get(text);
      if (before) before.wells += wells;
      else told.set(text, { file, part, line, wells });
    }
    const { panel } = this.wells;
    for (const [text, { file, part, line, wells }] of told) {
      const { code, text: told } = unknownOf(text, wells, panel);
      this.troubles.add({ code, file, part, line, text: told });
    }
  }
}

/** A problem of one row, with the row's card, the index of its sample's name, and its well where it is of a Ct. */
interface Doubt {
  readonly problem: Problem;
  readonly card: number;
  readonly sample: number;
  readonly row: number;
}

/** Wells of one sample on one card whose assay the panel does not have. */
interface UnknownAssay {
  readonly text: string;
  readonly file: string;
  readonly part: string;
  readonly line: number;
  readonly card: number;
  readonly sample: number;
  wells: number;
}

/** The panel's assay that an export's text names exactly; -1 for none, and for a gene that has several. */
export function assayOf(panel: Panel, text: string): number {
  const index = panel.byText.get(text) ?? panel.byText.get(text.trim());
  return typeof index === "number" ? index : -1;
}

import type { Panel } from "../../data/panel.ts";
import { listing, quote, type Troubles } from "../../data/trouble.ts";
import { MEASURED, NO_RESULT, TEXTS, UNDETERMINED, type Wells } from "../../data/well.ts";
import { Decimal } from "./decimal.ts";
import { decode } from "./decode.ts";
import { Words } from "./words.ts";

/** A well as a format found it: where each of its cells stands in the file's bytes. */
export interface Cut {
  readonly bytes: Uint8Array;
  readonly start: Int32Array;
  readonly end: Int32Array;
  readonly file: string;
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
  private readonly assays: Words;
  private readonly texts: Words;
  private readonly decimal = new Decimal();
  private readonly unknown = new Map<string, { file: string; line: number; wells: number }>();
  private readonly textCodes = new Map<string, number>([["", 0]]);
  private at: { readonly file: string; readonly line: number } = { file: "", line: 0 };

  constructor(
    readonly wells: Wells,
    readonly troubles: Troubles,
  ) {
    this.samples = new Words((text) => this.names.push(text) - 1);
    this.assays = new Words((text) => this.assayOf(wells.panel, text));
    this.texts = new Words((text) => this.text(text));
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
  assay(cut: Cut, column: number): number {
    this.at = cut;
    const assay = this.assays.of(cut.bytes, cut.start[column]!, cut.end[column]!);
    if (assay < 0) {
      const text = decode(cut.bytes.subarray(cut.start[column]!, cut.end[column]!));
      const seen = this.unknown.get(text);
      if (seen) seen.wells++;
    }
    return assay;
  }

  /** Reads the Ct cell into the well's ct, state and written. */
  ct(row: number, cut: Cut, column: number): void {
    const { wells } = this;
    const { bytes } = cut;
    let start = cut.start[column]!;
    let end = cut.end[column]!;
    while (start < end && bytes[start] === SPACE) start++;
    while (start < end && bytes[end - 1] === SPACE) end--;
    const ct = end > start ? this.decimal.read(bytes, start, end) : Number.NaN;
    if (ct > 0 && ct <= MOST_CYCLES) {
      wells.ct[row] = ct;
      wells.state[row] = MEASURED;
      wells.written[row] =
        this.decimal.decimals >= 0 ? this.decimal.decimals : TEXTS + this.text(decode(bytes.subarray(start, end)));
      return;
    }
    const text = this.texts.of(bytes, start, end);
    wells.ct[row] = Number.NaN;
    wells.written[row] = TEXTS + text;
    const word = wells.texts[text]!.toLowerCase();
    wells.state[row] = word === "" ? NO_RESULT : UNDETERMINED;
    if (word !== "" && !noAmplification.has(word)) {
      this.troubles.add({
        code: "ct-not-a-number",
        file: cut.file,
        line: cut.line,
        column: "Ct",
        text: `${quote(wells.texts[text]!)} is not a number of cycles from 0 to ${MOST_CYCLES}, nor "Undetermined".`,
      });
    }
  }

  /** The number in a cell, NaN if there is none. */
  number(cut: Cut, column: number): number {
    return column < 0 ? Number.NaN : this.decimal.read(cut.bytes, cut.start[column]!, cut.end[column]!);
  }

  /** Adds one problem for each assay that the panel does not have. */
  finish(): void {
    for (const [text, { file, line, wells }] of this.unknown) {
      const several = this.wells.panel.byText.get(text) === "several";
      this.troubles.add({
        code: several ? "panel-ambiguous" : "assay-unknown",
        file,
        line,
        text: several
          ? `the assay ${quote(text)} (${wells} wells) may be any of several assays of that gene in ${this.wells.panel.file}.`
          : `the assay ${quote(text)} (${wells} wells) is not in ${this.wells.panel.file}, whose first assays are ${listing(
              this.wells.panel.assays.map((assay) => assay.assay),
              3,
            )}.`,
      });
    }
  }

  private assayOf(panel: Panel, text: string): number {
    const index = panel.byText.get(text) ?? panel.byText.get(text.trim());
    if (typeof index === "number") return index;
    this.unknown.set(text, { ...this.at, wells: 0 });
    return -1;
  }
}

/** Words for "no amplification was seen". A number never means it here: a 40 in a Ct column may be real. */
const noAmplification = new Set(["undetermined", "und", "undet", "n/a", "na", "nan", "-", "no ct", "no cq"]);

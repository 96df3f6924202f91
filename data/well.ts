import type { Card } from "./card.ts";
import type { Panel } from "./panel.ts";
import type { Sample } from "./sample.ts";
import { Thresholds } from "./thresholds.ts";

/** What a well's Ct is. Undetermined is a state: it is never 40, and never a missing number without a reason. */
export const wellStates = ["measured", "undetermined", "no-result"] as const;
export const MEASURED = 0;
export const UNDETERMINED = 1;
/** The Ct cell is blank: the instrument says neither a number nor that there was no amplification. */
export const NO_RESULT = 2;

/** Up to here, `written` is a number of decimals; from here on, an index of `texts`. */
export const TEXTS = 16;

/** So many texts two bytes tell apart. */
export const NARROW = 65_536;

/**
 * All wells of a study in columns of typed arrays: the row of a well is its index, in the order of card, well and
 * assay. 36 bytes a well and 4 more where an export has scores, so that ten thousand cards fit in 150 MB.
 */
export class Wells {
  length = 0;
  /** Index of `cards`. */
  card = new Uint32Array(0);
  /** Number of the well on its card, row by row from 1. */
  well = new Uint16Array(0);
  /** Index of `samples`: whose well it is. */
  sample = new Uint32Array(0);
  /** Index of the panel's assays. */
  assay: Uint16Array | Uint32Array = new Uint16Array(0);
  /** Index of `texts`. */
  task: Uint16Array | Uint32Array = new Uint16Array(0);
  /** Cycles; NaN unless measured, so that no sum can take it for a number. */
  ct = new Float64Array(0);
  /** Index of `wellStates`. */
  state = new Uint8Array(0);
  /** Index of `texts`: the instrument's flags that were raised, joined by ";". */
  flags: Uint16Array | Uint32Array = new Uint16Array(0);
  /** 1: the instrument's software or its user left the well out. */
  omitted = new Uint8Array(0);
  /** The vendor's mean Ct of the well's replicates; read to be compared, never used. NaN: none. */
  vendorMean = new Float32Array(0);
  /** Line in the card's file, from 1. */
  line = new Uint32Array(0);
  /** How the Ct was written: a number with so many decimals, or an index of `texts` + TEXTS. */
  written: Uint16Array | Uint32Array = new Uint16Array(0);
  /** The instrument's scores of the curve and of the Ct, in thousandths + 1; 0: none. Empty where no export has any. */
  ampScore = new Uint16Array(0);
  cqConfidence = new Uint16Array(0);

  /** What the Ct were read with, by card and assay. */
  readonly thresholds: Thresholds;
  readonly cards: Card[] = [];
  readonly texts: string[] = [""];

  constructor(
    readonly panel: Panel,
    readonly samples: readonly Sample[],
  ) {
    this.thresholds = new Thresholds(panel.assays.length);
  }

  /** Makes room for one more well and gives its row. Room that nothing was written to takes no memory. */
  add(): number {
    if (this.length === this.card.length) this.resize(Math.max(4096, this.length * 4));
    return this.length++;
  }

  /** Makes room for texts from NARROW on, in a column that has had none yet. */
  widen(name: "task" | "flags" | "written"): void {
    if (this[name] instanceof Uint16Array) this[name] = new Uint32Array(this[name]);
  }

  /** Sets how a Ct was written where it is no plain number: an index of `texts`. */
  wrote(row: number, text: number): void {
    if (TEXTS + text >= NARROW) this.widen("written");
    this.written[row] = TEXTS + text;
  }

  /** Sets the scores of a well, as thousandths + 1; the first of a study makes room for all. */
  scores(row: number, ampScore: number, cqConfidence: number): void {
    if (ampScore === 0 && cqConfidence === 0) return;
    if (this.ampScore.length === 0) {
      this.ampScore = new Uint16Array(this.card.length);
      this.cqConfidence = new Uint16Array(this.card.length);
    }
    this.ampScore[row] = ampScore;
    this.cqConfidence[row] = cqConfidence;
  }

  /** Puts the wells in the order of `rows`. */
  reorder(rows: Uint32Array): void {
    for (const name of this.arrays()) {
      const from = this[name];
      const to = from.slice(0, rows.length);
      for (let i = 0; i < rows.length; i++) to[i] = from[rows[i]!]!;
      Object.assign(this, { [name]: to });
    }
    this.length = rows.length;
  }

  /** The same wells under another panel of the same assays. */
  under(panel: Panel): Wells {
    return Object.assign(Object.create(Wells.prototype) as Wells, this, { panel });
  }

  /** The export that a well was read from, and where in it. */
  place(row: number): { readonly file: string; readonly part: string } {
    const { file, part } = this.cards[this.card[row]!]!;
    return { file, part };
  }

  /** The same as one text. */
  file(row: number): string {
    const { file, part } = this.place(row);
    return file + part;
  }

  /** The Ct cell as the export wrote it. */
  asWritten(row: number): string {
    const written = this.written[row]!;
    return written < TEXTS ? this.ct[row]!.toFixed(written) : this.texts[written - TEXTS]!;
  }

  /** The columns, without scores that no export has. */
  private arrays() {
    return [...wellArrays, ...scoreArrays.filter((name) => this[name].length > 0)];
  }

  private resize(room: number): void {
    for (const name of this.arrays()) {
      const from = this[name];
      const to = new (from.constructor as new (n: number) => typeof from)(room);
      to.set(from.subarray(0, this.length) as never);
      Object.assign(this, { [name]: to });
    }
  }
}

const wellArrays = [
  "card",
  "well",
  "sample",
  "assay",
  "task",
  "ct",
  "state",
  "flags",
  "omitted",
  "vendorMean",
  "line",
  "written",
] as const;

const scoreArrays = ["ampScore", "cqConfidence"] as const;

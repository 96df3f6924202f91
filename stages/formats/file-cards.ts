import { decode } from "../../data/encoding.ts";
import { stemOf } from "../../data/extract.ts";
import type { Wells } from "../../data/well.ts";
import type { Header } from "./header.ts";
import type { Cut } from "./intake.ts";
import type { Text } from "./text.ts";
import { Words } from "./words.ts";

/** Rows of a plate that have a letter of their own. */
const LETTERS = 26;

/** The cards of one export: named by a column of the table, else by the key lines, else by the file. */
export class FileCards {
  private readonly byName = new Map<string, number>();
  /** Made where a column tells the card: most exports are of one. */
  private words: Words | undefined;
  /** Columns of the plate as the first position beyond row A tells; 0 before there is one. */
  private readonly learnt = new Map<number, number>();
  /** Rows that were numbered by their order, by card. */
  private readonly counted = new Map<number, number>();
  private only: number | undefined;
  /** The row that is being read. */
  private cut: Cut | undefined;

  constructor(
    private readonly wells: Wells,
    private readonly text: Text,
    private readonly format: string,
    private readonly header: Header,
    /** Of the instrument; -1: no column tells it. */
    private readonly instrument = -1,
  ) {}

  get size(): number {
    return this.byName.size;
  }

  /** Index of the card that a row is of: the one its cell names, or the export's only one where no column tells. */
  of(cut: Cut, column: number): number {
    this.cut = cut;
    if (column < 0) {
      this.only ??= this.named("");
      return this.only;
    }
    this.words ??= new Words((text) => this.named(text.trim()));
    return this.words.of(cut.bytes, cut.start[column]!, cut.end[column]!);
  }

  /**
   * Learns how wide the plate is: C5 beside well 29 tells of 12 columns. Where a position is no row and column, or two do
   * not agree, the plate counts as of unknown shape, and its wells have no position.
   */
  learn(card: number, well: number, cut: Cut, column: number): void {
    const known = this.wells.cards[card]!;
    if (known.columns === 0) return;
    const row = (cut.bytes[cut.start[column]!] ?? 0) - LETTER_A;
    const place = digits(cut, column);
    if (!(row >= 0 && row < LETTERS && place > 0)) known.columns = 0;
    else if (row === 0) {
      if (place !== well) known.columns = 0;
    } else {
      const width = (well - place) / row;
      const before = this.learnt.get(card);
      if (before === undefined && Number.isInteger(width) && width >= place) {
        this.learnt.set(card, width);
        known.columns = width;
      } else if (width !== before) known.columns = 0;
    }
  }

  /** The plate has so many columns, whatever its wells tell; 0: no rows and columns. */
  wide(card: number, columns: number): void {
    this.wells.cards[card]!.columns = columns;
  }

  /** The number of the next row of a card. */
  next(card: number): number {
    const number = (this.counted.get(card) ?? 0) + 1;
    this.counted.set(card, number);
    return number;
  }

  private named(inTable: string): number {
    const { card: byKey, title, run, instrument, software } = this.header;
    const { file, part } = this.text;
    const [, member = ""] = /^((?:\/[^#]*)?)(?:#.*)?$/.exec(part) ?? [];
    const stem = stemOf(file + member);
    const card = inTable || byKey || title || stem;
    const known = this.byName.get(card);
    if (known !== undefined) return known;
    const index = this.wells.cards.length;
    this.wells.cards.push({
      card,
      ...{ file, part, instrument: instrument || this.instrumentOf(), software },
      format: this.format,
      run: run.get(card) ?? run.get("") ?? "",
      columns: 24,
      titled: inTable === "" && byKey === "" && title !== "" ? stem : undefined,
    });
    this.byName.set(card, index);
    return index;
  }

  private instrumentOf(): string {
    const at = this.instrument;
    if (this.cut === undefined || at < 0) return "";
    return decode(this.cut.bytes.subarray(this.cut.start[at], this.cut.end[at])).trim();
  }
}

const LETTER_A = 65;

/** The number behind the letter of a position, "05" as 5; 0 where it is none. */
function digits({ bytes, start, end }: Cut, column: number): number {
  let number = 0;
  for (let i = start[column]! + 1; i < end[column]!; i++) {
    const digit = bytes[i]! - 48;
    if (!(digit >= 0 && digit <= 9)) return 0;
    number = number * 10 + digit;
  }
  return number;
}

import { type PartialDates, readDay } from "../data/day.ts";
import type { Fact } from "../data/fact.ts";
import type { FactPlace } from "../data/fact-row.ts";
import { listing, type Problem, quote, type Troubles } from "../data/trouble.ts";
import { numberIn } from "../data/written.ts";

/** What a number may be, and how that is told. */
export interface Range {
  readonly holds: (value: number) => boolean;
  readonly expected: string;
}

/** Where a row stands, and those of its cells that came from elsewhere. */
export interface RowPlace extends FactPlace {
  readonly others?: Readonly<Partial<Record<string, FactPlace>>> | undefined;
}

/** A place as messages tell it. */
export function toldPlace({ file, line, record }: FactPlace): Pick<Problem, "file" | "line" | "record"> {
  return record === undefined ? { file, line } : { file, record };
}

/** A row of a table of clinical facts, read cell by cell: what is wrong with a cell is told with its row and column. */
export class ClinicalRow {
  constructor(
    private readonly cells: Readonly<Record<string, string | undefined>>,
    private readonly place: RowPlace,
    private readonly partial: PartialDates,
    private readonly troubles: Troubles,
  ) {}

  /** "" where the cell is blank. */
  text(column: string): string {
    return this.cells[column] ?? "";
  }

  number(column: string, { holds, expected }: Range): number | undefined {
    const text = this.text(column);
    if (text === "") return undefined;
    const value = numberIn(text);
    if (holds(value)) return value;
    return this.wrong(column, `${quote(text)} is not ${expected}.`);
  }

  word<Word extends string>(column: string, words: readonly Word[]): Word | undefined {
    const text = this.text(column);
    const word = words.find((one) => one === text);
    if (word !== undefined || text === "") return word;
    return this.wrong(column, `${quote(text)} is not one of ${listing(words, 12)}.`);
  }

  yesNo(column: string): boolean | undefined {
    const word = this.word(column, ["yes", "no"]);
    return word && word === "yes";
  }

  /** Where and when: undefined, and told, when the cell is blank or no date. */
  date(column: string): Fact | undefined {
    const text = this.text(column);
    const read = readDay(text, this.partial);
    const { file, line } = this.place;
    if (read.kind === "whole" || read.kind === "imputed")
      return { day: read.day, imputed: read.kind === "imputed", file, line };
    if (text === "") return this.wrong(column, "is blank; a date (YYYY-MM-DD) was expected.");
    return this.wrong(
      column,
      read.kind === "partial"
        ? `${quote(text)} lacks its day; a whole date (YYYY-MM-DD) was expected, or outcome.partial_dates in study.yaml that says which day to take.`
        : `${quote(text)} is not a date (YYYY-MM-DD).`,
    );
  }

  /** A cell that must not be blank; one that was told already is not told again. */
  needed<T>(column: string, value: T | undefined): T | undefined {
    if (value === undefined && this.text(column) === "") this.wrong(column, "is blank.");
    return value;
  }

  private wrong(column: string, text: string): undefined {
    this.troubles.add({
      code: "cell-not-valid",
      ...toldPlace(this.place.others?.[column] ?? this.place),
      column,
      text,
    });
    return undefined;
  }
}

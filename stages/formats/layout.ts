/** What a column of a table of wells may hold. */
export const columnKinds = [
  "well",
  "position",
  "sample",
  "assay",
  "task",
  "ct",
  "vendorMean",
  "omitted",
  "included",
  "card",
  "ampScore",
  "cqConfidence",
  "threshold",
  "automaticThreshold",
  "automaticBaseline",
  "instrument",
] as const;

export type ColumnKind = (typeof columnKinds)[number];

/** What the rows of a table that people wrote are held against. */
export interface Plain {
  /** Flags, folded, that say that no amplification was seen; */
  readonly noCqFlags: readonly string[];
  /** whether they hold against a number beside them; else the two contradict each other. */
  readonly flagsHold: boolean;
}

/** Where a format keeps what a well is: headings, folded, the first that is there counts. */
export interface Layout {
  readonly format: string;
  /** The line after which the table begins; without it, the table is found by its headings. */
  readonly section?: string;
  /**
   * `well` holds a number or a position ("B7"), `position` a position. A table with neither numbers its wells by their order
   * on each card, if `order` says so.
   */
  readonly columns: Readonly<Partial<Record<ColumnKind, readonly string[]>>>;
  readonly order?: boolean;
  /** Columns of the plate, 0 where it has no rows and columns; without it, it is the smallest plate that has all positions. */
  readonly plate?: number;
  /** Headings of flag columns, as written; a cell that begins with T, Y, X or 1 is raised. */
  readonly flags?: readonly string[];
  /** Headings of columns whose text is itself a flag, unless it is blank or one of `unflagged`, folded. */
  readonly flagTexts?: readonly string[];
  readonly unflagged?: readonly string[];
  /** Headings, folded, of tables that hold something else where a Ct stands in others, with what such a table is. */
  readonly instead?: Readonly<Record<string, string>>;
  /** Numbers by which the format says in its Ct column that no amplification was seen, and words, in lower case. */
  readonly noCq?: readonly (number | string)[];
  /** Of a table that people wrote: what no instrument's software would write is told. */
  readonly plain?: Plain;
  /** Key lines, folded, the first that is there counts: */
  readonly keys: {
    /** the card's name where no column tells it; */
    readonly card: readonly string[];
    /** what the run is called, for cards that no key names; */
    readonly title?: readonly string[];
    /** the time of the run; */
    readonly run: readonly string[];
    readonly instrument?: readonly string[];
    readonly software?: readonly string[];
    /** the plate's kind, by whose number its last well is known. */
    readonly block?: readonly string[];
    /** what of the first line names the software, where no key does. */
    readonly program?: RegExp;
  };
}

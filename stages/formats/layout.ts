/** Where a tab-delimited format keeps what a well is: headings, folded, the first that is there counts. */
export interface Layout {
  readonly format: string;
  /** The line after which the table begins; without it, the table is found by its headings. */
  readonly section?: string;
  readonly columns: {
    readonly well: readonly string[];
    readonly position?: readonly string[];
    readonly sample: readonly string[];
    readonly assay: readonly string[];
    readonly task: readonly string[];
    readonly ct: readonly string[];
    readonly vendorMean?: readonly string[];
    readonly omitted: readonly string[];
    readonly card?: readonly string[];
    /** The instrument's scores of the curve and of the Ct. */
    readonly ampScore?: readonly string[];
    readonly cqConfidence?: readonly string[];
    readonly threshold?: readonly string[];
    /** Cells that begin with A, T or Y: the software sets it by itself. */
    readonly automaticThreshold?: readonly string[];
    readonly automaticBaseline?: readonly string[];
  };
  /** Headings of flag columns; a cell that begins with T or Y is raised. */
  readonly flags: readonly string[];
  readonly header: {
    /** Key lines that name the card where no column does, the first that is there counts. */
    readonly key: string;
    /** The key line with what the run is called, for cards that no key names. */
    readonly title?: string;
    /** The key line with the time of the run. */
    readonly run: string;
    readonly pattern: RegExp;
  };
}

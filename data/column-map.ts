/** What a column may hold, as study.yaml names it. */
export const mappedColumns = [
  "well",
  "position",
  "sample",
  "assay",
  "task",
  "ct",
  "vendor_mean",
  "omitted",
  "included",
  "card",
  "flag",
  "amp_score",
  "cq_confidence",
  "threshold",
] as const;

export type MappedColumn = (typeof mappedColumns)[number];

/** What a text may part its cells by. */
export const delimiters = { tab: "\t", comma: ",", semicolon: ";", space: " " } as const;

/**
 * Which column of an export holds what, where its headings do not tell: a column by its number, from 1, or by its heading as
 * written. It is the study's, not the export's: what is read without a study, as the uploads of an inbox are, has none.
 */
export interface ColumnMap extends Readonly<Partial<Record<MappedColumn, number | string>>> {
  /** The line of the headings, or that there are none; without it, the line that holds the headings named, else the first. */
  readonly header?: number | "none" | undefined;
  readonly delimiter?: keyof typeof delimiters | undefined;
  /** The only sheet of a workbook that is read. */
  readonly sheet?: string | undefined;
  /** The table holds Ct by samples and genes: what its rows are. The first column names them, or `sample` or `assay` does. */
  readonly rows?: "samples" | "genes" | undefined;
  /** Of such a table: columns that hold no Ct, */
  readonly ignore?: readonly (number | string)[] | undefined;
  /** and the names of the samples, one for each row, where no column has them. */
  readonly samples?: readonly string[] | undefined;
  /** Numbers that mean that no amplification was seen; */
  readonly no_ct?: readonly number[] | undefined;
  /** texts of the flag that mean it whatever number stands beside them. */
  readonly no_ct_flags?: readonly string[] | undefined;
}

/** A map, and where it stands: "study.yaml line 7". */
export interface PlacedMap {
  readonly map: ColumnMap;
  readonly from: string;
}

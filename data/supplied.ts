/** A measure of outcome that a dataset brings along: it is used as given, and compared with what is derived here. */
export interface Supplied {
  readonly subject: string;
  /** As it is called here: os, pfs, best-response. */
  readonly measure: string;
  /** As the dataset calls it: PARAMCD. */
  readonly parameter: string;
  /** AVAL, a time in `unit`; or AVALC, a word. */
  readonly value: number | string;
  /** "" for a word. */
  readonly unit: TimeUnit | "";
  /** Of a time: true where CNSR is 0, false where it is censored. */
  readonly event: boolean | undefined;
  /** STARTDT and ADT: whole days since 1970-01-01; undefined where the dataset has none. */
  readonly start: number | undefined;
  readonly day: number | undefined;
  /** EVNTDESC or CNSDTDSC: "" where none is given. */
  readonly description: string;
  readonly file: string;
  /** Line, or number of the record where the file has no lines, which `record` then is too. */
  readonly line: number;
  readonly record?: number;
}

export const timeUnits = ["days", "weeks", "months", "years"] as const;
export type TimeUnit = (typeof timeUnits)[number];

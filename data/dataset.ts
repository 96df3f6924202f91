import type { Problem } from "./trouble.ts";

/** A number or a text; undefined where a number is missing, "" where a text is blank. */
export type Value = string | number | undefined;

/** A table as clinical data are handed over: CDISC's SDTM and ADaM datasets, in whichever file they came. */
export interface Dataset {
  readonly file: string;
  /** "ADSL", "DM"; "" where the file does not tell. */
  readonly name: string;
  readonly label: string;
  readonly variables: readonly Variable[];
  readonly rows: readonly DatasetRow[];
}

export interface Variable {
  readonly name: string;
  readonly label: string;
  readonly type: "text" | "number";
  /** Of a text, its characters or bytes; of a number, its bytes; 0 where the file does not tell. */
  readonly length: number;
  /** SAS's way to print it, such as "DATE9."; "" where none is given. A number with a date's format counts days. */
  readonly format: string;
}

export interface DatasetRow {
  /** Number of the record in its dataset, from 1. */
  readonly record: number;
  /** Where it begins in a file of lines, from 1. */
  readonly line?: number;
  /** In the order of the variables. SAS's special missing values, .A to .Z and ._, are missing like any other. */
  readonly values: readonly Value[];
}

/** Where a variable stands in the values of each row; -1 where there is none of that name. */
export function variableAt({ variables }: Dataset, name: string): number {
  return variables.findIndex((variable) => variable.name === name);
}

/** Where a problem is, as messages tell it. */
export function placeOf({ file, name }: Dataset, { record, line }: DatasetRow, variable?: string): Place {
  return { file, line, record, column: variable && (name === "" ? variable : `${name}.${variable}`) };
}

type Place = Pick<Problem, "file" | "line" | "record" | "column">;

import type { Column } from "../data/column.ts";
import { BLANK, count, fixed, number, probability } from "./numbers.ts";

/** How the cells of a column are printed: numbers of one column with the same decimals, so that they can be compared. */
export function printer(name: string, column: Column, values: readonly unknown[]): (value: unknown) => string {
  if (column.kind === "text") return (value) => (value === undefined ? BLANK.word : String(value));
  if (column.kind === "yes-no") return (value) => (value === undefined ? BLANK.word : value ? "yes" : "no");
  const print = numberPrinter(name, column, values.filter(Number.isFinite) as number[]);
  return (value) => (value === undefined || Number.isNaN(value) ? BLANK.word : print(value as number));
}

function numberPrinter(name: string, column: Column, numbers: readonly number[]): (value: number) => string {
  if (column.kind === "count" || numbers.every(Number.isInteger)) return count;
  if (name === "p" || name === "q") return probability;
  const sizes = numbers.map(Math.abs).filter((size) => size > 0);
  const largest = sizes.reduce((a, b) => Math.max(a, b), 0);
  const smallest = sizes.reduce((a, b) => Math.min(a, b), largest);
  // Over several decades, as 2^-dCt is, equal decimals would blot out the small ones.
  if (smallest < largest / 1e5) return (value) => number(value);
  const decimals = Math.min(Math.max(3 - Math.floor(Math.log10(largest)), 0), largest < 0.1 ? 5 : 3);
  return (value) => fixed(value, decimals);
}

/** The finite number that a cell writes in decimals; NaN where it writes none: "", "12,5", "0x10" and "1e999" are none. */
export function numberIn(cell: string): number {
  const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(cell) ? Number(cell) : Number.NaN;
  return Number.isFinite(number) ? number : Number.NaN;
}

/** What a cell says to a question; undefined where it says neither yes nor no. */
export function yesNoIn(cell: string): boolean | undefined {
  if (/^(yes|y|true|1)$/i.test(cell)) return true;
  return /^(no|n|false|0)$/i.test(cell) ? false : undefined;
}

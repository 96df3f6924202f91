/** A probability in a sentence: two digits, never rounded to 0. */
export function probability(p: number): string {
  if (p < 1e-300) return "below 1e-300";
  return p < 1e-4 ? p.toExponential(1) : String(Number(p.toPrecision(2)));
}

/** "1.09 (95 % CI 0.97 to 1.25)": an estimate in a sentence. */
export function estimate(value: number, low: number | undefined, high: number | undefined, level: number): string {
  const interval =
    low === undefined || high === undefined ? "" : ` (${100 * level} % CI ${low.toFixed(2)} to ${high.toFixed(2)})`;
  return `${value.toFixed(2)}${interval}`;
}

/** "1 sample", "2 samples". */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** "A, B, C and 12 others": names in a caption. */
export function few(names: readonly string[], most = 6): string {
  const left = names.length - most;
  return left > 0 ? `${names.slice(0, most).join(", ")} and ${counted(left, "other")}` : names.join(", ");
}

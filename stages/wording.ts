import { FDR } from "./family.ts";

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

/** "12 of 356 tests have q at most 0.05": how many of them are findings. */
export function foundOf(rows: readonly { readonly q: number | undefined }[], noun: string): string {
  const found = rows.filter(({ q }) => q !== undefined && q <= FDR).length;
  if (found === 0) return `none of ${rows.length} ${noun} has q at most ${FDR}`;
  return `${found} of ${rows.length} ${noun} ${found === 1 ? "has" : "have"} q at most ${FDR}`;
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

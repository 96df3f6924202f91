import { quantile } from "d3-array";

/** The shares of the values below the edges of a band: its outer part holds 90 % of them, its inner part half. */
const SHARES = [0.05, 0.25, 0.5, 0.75, 0.95] as const;

export const BAND_KEY =
  "Too many values for a mark each: the pale band holds the middle 90 %, the darker half, the line is the median.";

/** Values at those shares. */
export function bandOf(values: readonly number[]): [number, number, number, number, number] {
  return SHARES.map((share) => quantile(values, share)!) as [number, number, number, number, number];
}

/** Values in so many parts of equal number, in order of a key: a band along that key. */
export function partsOf<T>(items: readonly T[], key: (item: T) => number, parts: number): T[][] {
  const sorted = [...items].sort((a, b) => key(a) - key(b));
  return Array.from({ length: parts }, (_, i) =>
    sorted.slice(Math.floor((i * sorted.length) / parts), Math.floor(((i + 1) * sorted.length) / parts)),
  );
}

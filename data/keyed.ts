/** Something with its place among others: numbers that are compared one after the other. */
export interface Keyed<T> {
  readonly key: readonly number[];
  readonly row: T;
}

/** The rows in the order of their keys: what is made in one order and told in another. */
export function inOrder<T>(keyed: readonly Keyed<T>[]): T[] {
  return [...keyed].sort((a, b) => compare(a.key, b.key)).map(({ row }) => row);
}

function compare(a: readonly number[], b: readonly number[]): number {
  const first = a.findIndex((value, i) => value !== b[i]);
  return first < 0 ? 0 : a[first]! - b[first]!;
}

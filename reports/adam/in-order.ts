/**
 * Rows in the order of keys, the first key first: numbers by size, texts by their code units. Rows with equal keys stay as they
 * were.
 */
export function inOrder(rows: readonly number[], keys: readonly ((row: number) => string | number)[]): number[] {
  const ranks = keys.map((key) => ranksOf(rows.map(key)));
  const places = rows.map((_, index) => index);
  places.sort((a, b) => {
    for (const rank of ranks) if (rank[a] !== rank[b]) return rank[a]! - rank[b]!;
    return a - b;
  });
  return places.map((place) => rows[place]!);
}

function ranksOf(values: readonly (string | number)[]): Uint32Array {
  const sorted = [...new Set(values)].sort((a, b) => (a < b ? -1 : 1));
  const places = new Map(sorted.map((value, place) => [value, place]));
  return Uint32Array.from(values, (value) => places.get(value)!);
}

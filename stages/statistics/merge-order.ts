/**
 * In which order do things stand, when no branches of their tree may cross? `pairs` names each merged cluster by its first
 * thing. Of two clusters, single things stand before merged ones, and earlier ones before later ones.
 *
 * Source: Murtagh F (1985) Multidimensional Clustering Algorithms. COMPSTAT Lectures 4. Physica-Verlag.
 * Checked: through `averageLinkage` -> test/reference/average-linkage.json
 * Cost: O(n).
 *
 * @example
 * mergeOrder([[0, 2], [0, 1]], 3) // { merge: [[-1, -3], [-2, 1]], order: [1, 0, 2] }
 */
export function mergeOrder(
  pairs: readonly (readonly [number, number])[],
  n: number,
): { merge: [number, number][]; order: number[] } {
  /** The merge that a thing stands for; minus its own number until there is one. */
  const stands = Array.from({ length: n }, (_, i) => -i - 1);
  const merge = pairs.map(([first, second], step): [number, number] => {
    const [a, b] = [stands[first]!, stands[second]!];
    stands[first] = step + 1;
    if (a < 0 && b < 0) return [a, b];
    return a < b ? [a, b] : [b, a];
  });
  const order: number[] = [];
  const open = [n > 1 ? n - 1 : -1];
  while (open.length > 0) {
    const node = open.pop()!;
    if (node < 0) order.push(-node - 1);
    else open.push(merge[node - 1]![1], merge[node - 1]![0]);
  }
  return { merge, order };
}

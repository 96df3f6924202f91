/**
 * Sideways offsets that keep the marks of one group apart: each value, from the lowest up, goes as near to the middle
 * as the marks already placed allow, left and right by turns. Chance has no part in it, so equal runs draw equally.
 */
export function swarm(ys: readonly number[], diameter: number, most: number): number[] {
  const offsets = new Array<number>(ys.length).fill(0);
  const order = ys.map((_, i) => i).sort((a, b) => ys[a]! - ys[b]! || a - b);
  const step = diameter / 4;
  let first = 0;
  order.forEach((index, i) => {
    while (ys[index]! - ys[order[first]!]! >= diameter) first++;
    for (let k = 0; ; k++) {
      const offset = Math.ceil(k / 2) * step * (k % 2 === 0 ? 1 : -1);
      if (Math.abs(offset) > most) break;
      if (free(index, offset, order.slice(first, i))) {
        offsets[index] = offset;
        return;
      }
    }
    // No room left: over others, spread evenly.
    offsets[index] = ((i % 9) / 4 - 1) * most;
  });

  function free(index: number, offset: number, others: readonly number[]): boolean {
    return others.every((other) => (ys[index]! - ys[other]!) ** 2 + (offset - offsets[other]!) ** 2 >= diameter ** 2);
  }
  return offsets;
}

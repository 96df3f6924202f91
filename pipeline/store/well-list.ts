/** Numbers of wells as text: "1-96,193-288". */
export function spellWells(wells: Iterable<number>): string {
  const sorted = [...new Set(wells)].sort((a, b) => a - b);
  const parts: string[] = [];
  for (let at = 0; at < sorted.length; ) {
    let end = at;
    while (sorted[end + 1] === sorted[end]! + 1) end++;
    parts.push(end > at ? `${sorted[at]}-${sorted[end]}` : String(sorted[at]));
    at = end + 1;
  }
  return parts.join(",");
}

export function readWells(text: string): Set<number> {
  const wells = new Set<number>();
  for (const part of text.split(",")) {
    const [from, to = from] = part.split("-").map(Number) as [number, number?];
    for (let well = from; well <= to; well++) wells.add(well);
  }
  return wells;
}

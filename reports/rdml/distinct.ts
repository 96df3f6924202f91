/** Names that differ: one that was there before gets a number, as in "NTC (2)". */
export function distinct(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let own = name;
    for (let twin = 2; taken.has(own); twin++) own = `${name} (${twin})`;
    taken.add(own);
    return own;
  });
}

/** The key of a sample: its name, and the card where the samples table names one. */
export function sampleKey(sample: string, card: string): string {
  return `${sample}\u0000${card}`;
}

/** The sample's name in a key. */
export function nameOf(key: string): string {
  return key.slice(0, key.indexOf("\u0000"));
}

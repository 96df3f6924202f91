/** What bytes are that are no plain text. */
export type Container = "gzip" | "zip" | "ole";

/** Told by the first bytes, never by a name. */
export function containerOf(bytes: Uint8Array): Container | undefined {
  const [a, b, c, d] = bytes;
  if (a === 0x1f && b === 0x8b) return "gzip";
  if (a === 0x50 && b === 0x4b && (c === 3 || c === 5) && d === c + 1) return "zip";
  return a === 0xd0 && b === 0xcf && c === 0x11 && d === 0xe0 ? "ole" : undefined;
}

/** A name shorter than this says nothing: the text "1" stands for anything. */
export const LEAST = 3;

/** Whether a text, or the bytes of one, holds one of the names as a word of its own: "S-10" does not name S-1. */
export function mentions(text: string | Buffer, names: readonly string[]): boolean {
  return names.some((name) => {
    if (name.length < LEAST) return false;
    const length = typeof text === "string" ? name.length : Buffer.byteLength(name);
    for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1))
      if (!goesOn(text[at - 1]) && !goesOn(text[at + length])) return true;
    return false;
  });
}

/** Whether a character, or a byte of UTF-8, is of a word. */
function goesOn(next: string | number | undefined): boolean {
  if (next === undefined) return false;
  return typeof next === "number" ? next >= 0x80 || goesOn(String.fromCharCode(next)) : /[\p{L}\p{N}]/u.test(next);
}

/** A heading without what vendors vary: Unicode forms, the Cyrillic te of "Cт", case and spaces. */
export function fold(heading: string): string {
  let found = folded.get(heading);
  if (found === undefined) {
    found = heading.normalize("NFKC").toLowerCase().replaceAll("\u0442", "t").replace(/\s+/g, " ").trim();
    if (folded.size === MOST_HEADINGS) folded.clear();
    folded.set(heading, found);
  }
  return found;
}

/** A thousand cards repeat the same few headings; a file that is all headings must not fill the memory. */
const MOST_HEADINGS = 4096;
const folded = new Map<string, string>();

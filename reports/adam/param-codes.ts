/** What PARAMCD may hold: it must do as the name of a variable in SAS. */
const LONGEST = 8;

/**
 * A code of at most 8 capitals, digits and underscores for each name, in the order of the names. A name that is such a code, but for
 * its case and its other signs, and no other's, is its own: PTPN11, HLA-A as HLAA. The others get their beginning and a number, so that none passes
 * for another's name: TNFRSF10A as TNFRSF_1. The numbers follow the order of the keys, which must differ.
 */
export function paramCodes(named: readonly { readonly key: string; readonly name: string }[]): string[] {
  const stems = named.map(({ name }) => stemOf(name));
  const uses = new Map<string, number>();
  for (const stem of stems) uses.set(stem, (uses.get(stem) ?? 0) + 1);
  const codes = stems.map((stem) => (stem.length <= LONGEST && uses.get(stem) === 1 ? stem : ""));
  const taken = new Set(codes);
  const others = named
    .map(({ key }, index) => ({ key, index }))
    .filter(({ index }) => codes[index] === "")
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  for (const { index } of others) {
    for (let number = 1; codes[index] === ""; number++) {
      const code = `${stems[index]!.slice(0, LONGEST - 1 - String(number).length)}_${number}`;
      if (taken.has(code)) continue;
      codes[index] = code;
      taken.add(code);
    }
  }
  return codes;
}

/** Begins with a letter. */
function stemOf(name: string): string {
  const plain = name.toUpperCase().replace(/[^A-Z0-9]/g, "");
  return /^[A-Z]/.test(plain) ? plain : `X${plain}`;
}

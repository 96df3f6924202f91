const APOSTROPHE = 39;

/**
 * Makes a text safe to open in a spreadsheet, which would run what begins with = + - @ TAB or CR as a formula. A text
 * that begins with an apostrophe gets one more, so that a reader which strips exactly one reads the original.
 */
export function guard(text: string): string {
  return isGuarded(text.charCodeAt(0)) ? `'${text}` : text;
}

/** Undoes `guard`; an apostrophe before anything else is the text's own. */
export function unguard(text: string): string {
  return text.charCodeAt(0) === APOSTROPHE && isGuarded(text.charCodeAt(1)) ? text.slice(1) : text;
}

/** Whether a text that begins with this character gets an apostrophe. */
export function isGuarded(code: number): boolean {
  // = + - @ TAB CR '
  return code === 61 || code === 43 || code === 45 || code === 64 || code === 9 || code === 13 || code === APOSTROPHE;
}

/** A text as a cell of a CSV: guarded, and quoted as RFC 4180 asks. */
export function encodeCell(text: string): string {
  const safe = guard(text);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

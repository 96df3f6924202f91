/** The texts of a workbook, each once however many cells hold it. */
export class SharedTexts {
  private readonly places = new Map<string, number>();
  private cells = 0;

  /** The place of a text, from 0. */
  place(text: string): number {
    this.cells++;
    const found = this.places.get(text);
    if (found !== undefined) return found;
    this.places.set(text, this.places.size);
    return this.places.size - 1;
  }

  *xml(): Generator<string> {
    yield `<sst xmlns="${MAIN}" count="${this.cells}" uniqueCount="${this.places.size}">`;
    for (const text of this.places.keys()) yield `<si><t xml:space="preserve">${escaped(text)}</t></si>`;
    yield "</sst>";
  }
}

/** The namespace of sheets and what they share. */
export const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/**
 * What XML cannot hold, and a carriage return, which it would not keep, is told by its number; a text that looks like such
 * a number is too.
 */
function escaped(text: string): string {
  return text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_")
    .replace(/[&<>]/g, (one) => ({ "&": "&amp;", "<": "&lt;" })[one] ?? "&gt;")
    .replace(/(?![\t\n])[\p{Cc}\ufffe\uffff]/gu, (one) => {
      return `_x${one.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`;
    });
}

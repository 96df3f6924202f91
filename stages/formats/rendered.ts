import { headOf, isEnded, type Text } from "./text.ts";

/** Characters that are gathered before they become bytes. */
const PIECE = 65_536;

/** A table of wells that is written anew, for the reader of tables, from what is no such table; its lines keep their numbers. */
export class Rendered {
  private readonly pieces: Buffer[] = [];
  private waiting = "";
  private lines = new Uint32Array(512);
  private length = 0;

  /** `line`: where it stands in the file, from 1. */
  add(line: number, cells: readonly string[]): void {
    if (this.length === this.lines.length) {
      const more = new Uint32Array(2 * this.length);
      more.set(this.lines);
      this.lines = more;
    }
    this.lines[this.length++] = line;
    this.waiting += `${cells.map(inOneCell).join("\t")}\n`;
    if (this.waiting.length > PIECE) this.flush();
  }

  /** `ended`: whether the last line of the file has an end, and so of this. */
  done(ended: boolean): Pick<Text, "bytes" | "lineOf"> {
    this.flush();
    const bytes = Buffer.concat(this.pieces);
    const lineOf = this.lines.subarray(0, this.length);
    return { bytes: ended || bytes.length === 0 ? bytes : bytes.subarray(0, -1), lineOf };
  }

  /**
   * In the place of the text that it was written from, and ended as that is, so that a last line that was cut is seen to be;
   * `whole`: it is known that nothing was cut off.
   */
  text(text: Text, whole = false): Text {
    const done = this.done(whole || isEnded(text.bytes));
    return { ...text, ...done, head: headOf(done.bytes, PIECE) };
  }

  private flush(): void {
    this.pieces.push(Buffer.from(this.waiting));
    this.waiting = "";
  }
}

/** A cell's text where tabs and line ends part cells and rows. */
export function inOneCell(cell: string): string {
  return /[\t\r\n]/.test(cell) ? cell.replace(/[\t\r\n]+/g, " ") : cell;
}

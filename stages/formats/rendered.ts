import { inOneCell } from "./separated.ts";
import { headOf, type Text } from "./text.ts";

/** Characters that are gathered before they become bytes. */
const PIECE = 65_536;

/** A table of wells that is written anew, for the reader of tables, from what is no plain table; its lines keep their numbers. */
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

  /** In the place of the text that it was written from. */
  text({ file, part }: Text): Text {
    this.flush();
    const bytes = Buffer.concat(this.pieces);
    const lineOf = this.lines.subarray(0, this.length);
    return { ...{ file, part, bytes, lineOf }, head: headOf(bytes, PIECE), delimiter: "\t" };
  }

  private flush(): void {
    this.pieces.push(Buffer.from(this.waiting));
    this.waiting = "";
  }
}

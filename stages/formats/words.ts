import { decode } from "../../data/encoding.ts";

/**
 * Gives every distinct text of a column a number, looking it up by its bytes: a card repeats four sample names and 96
 * assays, and making a string of each cell would cost more than reading the file.
 */
export class Words {
  private slots = new Int32Array(1024).fill(-1);
  private readonly hashes: number[] = [];
  private readonly spelt: Uint8Array[] = [];
  private readonly codes: number[] = [];
  /** By word, the one that came after it last: cards of a study have the same layout. */
  private readonly after: number[] = [];
  private last = -1;

  /** `code` is asked once for each new text. */
  constructor(private readonly code: (text: string) => number) {}

  of(bytes: Uint8Array, start: number, end: number): number {
    const last = this.last;
    if (last >= 0) {
      if (same(this.spelt[last]!, bytes, start, end)) return this.codes[last]!;
      const next = this.after[last]!;
      if (same(this.spelt[next]!, bytes, start, end)) {
        this.last = next;
        return this.codes[next]!;
      }
    }
    const found = this.find(bytes, start, end);
    if (last >= 0) this.after[last] = found;
    this.last = found;
    return this.codes[found]!;
  }

  /** The word with these bytes, a new one where there is none. */
  private find(bytes: Uint8Array, start: number, end: number): number {
    let hash = 0x811c9dc5;
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193);
    hash ^= hash >>> 15;
    const mask = this.slots.length - 1;
    let slot = hash & mask;
    for (let found = this.slots[slot]!; found >= 0; found = this.slots[slot]!) {
      if (this.hashes[found] === hash && same(this.spelt[found]!, bytes, start, end)) return found;
      slot = (slot + 1) & mask;
    }
    const index = this.spelt.length;
    this.slots[slot] = index;
    this.hashes.push(hash);
    this.spelt.push(new Uint8Array(bytes.subarray(start, end)));
    this.codes.push(this.code(decode(bytes.subarray(start, end))));
    this.after.push(index);
    if (index * 2 > this.slots.length) this.widen();
    return index;
  }

  private widen(): void {
    this.slots = new Int32Array(this.slots.length * 4).fill(-1);
    const mask = this.slots.length - 1;
    this.hashes.forEach((hash, index) => {
      let slot = hash & mask;
      while (this.slots[slot]! >= 0) slot = (slot + 1) & mask;
      this.slots[slot] = index;
    });
  }
}

function same(word: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (word.length !== end - start) return false;
  for (let i = 0; i < word.length; i++) if (word[i] !== bytes[start + i]) return false;
  return true;
}

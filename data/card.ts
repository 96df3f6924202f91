/** One plate or microfluidic card, as its export tells of it. */
export interface Card {
  /** Barcode or name: the first part of every well's key. */
  readonly card: string;
  readonly file: string;
  /** The format that read it. */
  readonly format: string;
  /** When the instrument ran it, as written; blank where the export does not say. */
  readonly run: string;
  /** Columns of the plate: 24 on a card of 384 wells, 12 on a plate of 96. */
  columns: number;
}

/** "B7" for well 31 of a plate with 24 columns. Wells are numbered row by row from 1. */
export function position(well: number, columns: number): string {
  const row = Math.floor((well - 1) / columns);
  const letter = row < 26 ? String.fromCharCode(65 + row) : `A${String.fromCharCode(65 + row - 26)}`;
  return `${letter}${((well - 1) % columns) + 1}`;
}

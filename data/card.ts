/** One plate or microfluidic card, as its export tells of it. */
export interface Card {
  /** Barcode or name: the first part of every well's key. */
  card: string;
  readonly file: string;
  /** Where in the file it stands: "/cards/1.txt" in an archive, "#Results" on a sheet; blank where the file is all of it. */
  readonly part: string;
  /** The format that read it. */
  readonly format: string;
  /** The instrument, and its software, as written; blank where the export does not say. */
  readonly instrument: string;
  readonly software: string;
  /** When the instrument ran it, as written; blank where the export does not say. */
  readonly run: string;
  /** Columns of the plate: 24 on a card of 384 wells, 12 on a plate of 96; 0 where its shape is not known. */
  columns: number;
  /** The file's own name, where the card is named only by what its run is called. */
  readonly titled?: string | undefined;
}

/**
 * Names by their files the cards that nothing but one and the same run's title names. A barcode that two files share is
 * left as it is: that is one card, exported twice.
 */
export function tellApart(cards: readonly Card[]): void {
  const files = new Map<string, Set<string>>();
  for (const { card, file, part } of cards) files.set(card, (files.get(card) ?? new Set()).add(file + part));
  for (const card of cards)
    if (card.titled !== undefined && files.get(card.card)!.size > 1) card.card = `${card.card} (${card.titled})`;
}

/** "B7" for well 31 of a plate with 24 columns. Wells are numbered row by row from 1. */
export function position(well: number, columns: number): string {
  const row = Math.floor((well - 1) / columns);
  const letter = row < 26 ? String.fromCharCode(65 + row) : `A${String.fromCharCode(65 + row - 26)}`;
  return `${letter}${((well - 1) % columns) + 1}`;
}

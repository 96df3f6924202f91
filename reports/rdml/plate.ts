/** The shape of a plate, as RDML's pcrFormat tells it. */
export interface Plate {
  readonly rows: number;
  readonly columns: number;
  readonly rowLabel: "ABC" | "123";
  readonly columnLabel: "123";
}

/** Reactions in a list, without a place on a plate. */
const FREE: Plate = { rows: -1, columns: 1, rowLabel: "123", columnLabel: "123" };

/** Rows of the plates that are made with so many columns. */
const MADE: Readonly<Record<number, number>> = { 8: 6, 12: 8, 24: 16 };

/**
 * The plate that wells of these numbers and positions lie on: its columns are told by any well beyond the first row. Where none is,
 * or a well has no position, the reactions are a list.
 */
export function plateOf(wells: readonly { readonly well: number; readonly position: string }[]): Plate {
  let columns = 0;
  let last = 0;
  for (const { well, position } of wells) {
    const found = /^([A-Z]{1,2})(\d+)$/.exec(position);
    if (!found) return FREE;
    const row = rowOf(found[1]!);
    if (row > 0) columns = (well - Number(found[2])) / row;
    last = Math.max(last, well);
  }
  if (columns < 1) return FREE;
  const rows = Math.ceil(last / columns);
  return { rows: Math.max(rows, MADE[columns] ?? 0), columns, rowLabel: "ABC", columnLabel: "123" };
}

/** 0 for A, 26 for AA. */
function rowOf(letters: string): number {
  return [...letters].reduce((row, letter) => (row + 1) * 26 + letter.charCodeAt(0) - 65, -1);
}

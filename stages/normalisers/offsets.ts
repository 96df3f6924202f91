/** Least change, in cycles, at which the fit still goes on. */
const SETTLED = 1e-12;

/**
 * Fills the missing Ct (NaN) of a table of samples by reference genes with the least-squares fit of one offset a sample and
 * one a gene. Only rows with more than half of their genes measured take part, so that any two share a gene and the offsets
 * hang together; the other rows, and rows that lack a gene which nobody has, stay as they are.
 *
 * Unit: cycles. Cost: rows x genes x a few dozen rounds, only where something is missing.
 */
export function completeByOffsets(rows: readonly Float64Array[]): readonly Float64Array[] {
  const holes = (row: Float64Array) => row.filter((value) => Number.isNaN(value)).length;
  const taking = rows.filter((row) => holes(row) * 2 < row.length);
  if (taking.every((row) => holes(row) === 0)) return rows;
  const genes = rows[0]!.map((_, gene) => gene).filter((gene) => taking.some((row) => !Number.isNaN(row[gene]!)));
  const filled = taking.map((row) => row.slice());
  for (const row of filled) {
    const mean = meanOf([...genes].map((gene) => row[gene]!).filter((value) => !Number.isNaN(value)));
    for (const gene of genes) if (Number.isNaN(row[gene]!)) row[gene] = mean;
  }
  // Each round fits the full table, whose fit is row mean + column mean - grand mean, and puts it into the holes.
  for (let moved = Number.POSITIVE_INFINITY; moved > SETTLED; ) {
    moved = 0;
    const rowMeans = filled.map((row) => meanOf([...genes].map((gene) => row[gene]!)));
    const geneMeans = new Map([...genes].map((gene) => [gene, meanOf(filled.map((row) => row[gene]!))]));
    const grand = meanOf(rowMeans);
    taking.forEach((row, at) => {
      for (const gene of genes) {
        if (!Number.isNaN(row[gene]!)) continue;
        const fit = rowMeans[at]! + geneMeans.get(gene)! - grand;
        moved = Math.max(moved, Math.abs(fit - filled[at]![gene]!));
        filled[at]![gene] = fit;
      }
    });
  }
  return rows.map((row) => (taking.includes(row) ? filled[taking.indexOf(row)]! : row));
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** What the numbers of a matrix are. Ct up is expression down: the scale is in the type, so that the two cannot be mixed. */
export type Scale = "delta-ct" | "log2-change";

/** Rows by columns in one array, row by row; NaN where there is no number, for a reason that is kept beside it. */
export interface Matrix<S extends Scale> {
  readonly scale: S;
  readonly rows: number;
  readonly columns: number;
  readonly values: Float64Array;
}

export function matrix<S extends Scale>(scale: S, rows: number, columns: number): Matrix<S> {
  return { scale, rows, columns, values: new Float64Array(rows * columns).fill(Number.NaN) };
}

import type { ComponentChildren } from "preact";
import type { Columns, Row } from "../../data/column.ts";
import type { Figure } from "../../data/figure.ts";

/** A kind of figure: how its data are drawn, and the table behind them. The frame around both is everyone's. */
export interface FigureKind<F extends Figure = Figure> {
  readonly kind: F["kind"];
  /** How many points, lines or wells there are; nothing is drawn of 0. */
  readonly count: (figure: F) => number;
  readonly draw: (figure: F) => Drawing;
  /** The table behind the figure: what a reader who cannot see it reads. */
  readonly rows: (figure: F) => { readonly columns: Columns; readonly rows: readonly Row<Columns>[] };
}

export interface Drawing {
  readonly width: number;
  readonly height: number;
  /** What the drawing shows, for those who cannot see it. */
  readonly description: string;
  /** What the marks mean and how many of each there are: printed under the drawing, before the figure's caption. */
  readonly key: string;
  /** SVG elements, in a box from 0, 0 to width, height. */
  readonly marks: ComponentChildren;
}

/** Up to here each value has its mark and its name; above, small and faint marks without names. */
export const MANY = 400;
/** Above, bands of quantiles stand for the values. */
export const CROWD = 2000;
/** Most rows of the table behind a figure; the files of the run hold them all. */
export const ROWS = 2000;

/** A coordinate, to a tenth of a pixel: more would only make the page larger. */
export function at(value: number): number {
  if (!Number.isFinite(value)) throw new RangeError(`${value} cannot be drawn: missing numbers must be left out.`);
  return Math.round(value * 10) / 10;
}

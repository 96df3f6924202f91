/**
 * What a figure shows, as data: stages fill it in, reports draw it. Numbers that are missing are left out and counted
 * in the caption, never drawn as a number.
 */
export interface Frame {
  readonly title: string;
  /** What is drawn, of whom, and how to read it. */
  readonly caption: string;
}

/** Each gene's estimate against its p. */
export interface Volcano extends Frame {
  readonly kind: "volcano";
  /** Quantity, unit and direction of the estimate. */
  readonly x: string;
  readonly points: readonly {
    readonly label: string;
    readonly estimate: number;
    readonly p: number;
    readonly q: number;
  }[];
  /** Points with q up to here are named and filled. */
  readonly q: number;
}

/** Each subject's value before and after. */
export interface Pairs extends Frame {
  readonly kind: "pairs";
  /** Quantity and unit of the values. */
  readonly y: string;
  readonly from: string;
  readonly to: string;
  readonly lines: readonly { readonly label: string; readonly from: number; readonly to: number }[];
}

/** Each subject's value, by group. `open`: not detected, drawn as an open mark at the sample's limit. */
export interface Strip extends Frame {
  readonly kind: "strip";
  readonly y: string;
  readonly groups: readonly {
    readonly label: string;
    readonly points: readonly { readonly label: string; readonly value: number; readonly open: boolean }[];
  }[];
}

/** Estimates with their intervals, one line a gene. */
export interface Forest extends Frame {
  readonly kind: "forest";
  readonly x: string;
  readonly lines: readonly {
    readonly label: string;
    /** The gene that the line is about, where it is about one. */
    readonly gene?: string;
    readonly estimate: number;
    readonly low: number;
    readonly high: number;
    readonly n: number;
  }[];
}

/** A card as it lies on the bench: rows by columns, one cell a well. */
export interface CardMap extends Frame {
  readonly kind: "card";
  readonly rows: number;
  readonly columns: number;
  readonly wells: readonly {
    readonly position: string;
    /** Row and column from 0. */
    readonly row: number;
    readonly column: number;
    readonly label: string;
    /** undefined: undetermined, or no result. */
    readonly ct: number | undefined;
    readonly flagged: boolean;
  }[];
}

export type Figure = Volcano | Pairs | Strip | Forest | CardMap;

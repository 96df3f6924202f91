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
  /** What a mark is; a subject where it is not said. */
  readonly mark?: string;
  readonly y: string;
  readonly groups: readonly {
    readonly label: string;
    readonly points: readonly { readonly label: string; readonly value: number; readonly open: boolean }[];
  }[];
}

/** Estimates with their intervals, one line a gene, or a measure. */
export interface Forest extends Frame {
  readonly kind: "forest";
  readonly x: string;
  /** What the axis reaches from and to, where it has ends of its own, as shares have. */
  readonly ends?: readonly [number, number];
  readonly lines: readonly {
    readonly label: string;
    /** The gene that the line is about, where it is about one. */
    readonly gene?: string;
    readonly estimate: number;
    readonly low: number;
    readonly high: number;
    readonly n: number;
    /** Of a share: how many there are of these n. */
    readonly part?: number;
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
    /** Left out of every mean. */
    readonly out?: boolean;
    /** What is said of it: why it is flagged, or left out. */
    readonly said?: string;
  }[];
  /** Rows that hold one sample, from `row` on, where the samples lie so. */
  readonly ports?: readonly { readonly label: string; readonly row: number; readonly rows: number }[];
}

/** What a cell of a heat map holds: a number, a non-detect, or nothing. */
export type HeatCell = number | "not detected" | undefined;

/** Genes by subjects, coloured by how far each value is from the middle of its gene. Rows and columns are drawn in order. */
export interface Heat extends Frame {
  readonly kind: "heat";
  /** Quantity and unit of the cells. */
  readonly z: string;
  /** Quantity and unit of `middle`. */
  readonly from: string;
  /** Columns of one group stand together. */
  readonly columns: readonly { readonly label: string; readonly group: string }[];
  /** Rows of one group stand together. */
  readonly rows: readonly {
    readonly label: string;
    readonly group: string;
    /** What 0 stands for in this row; undefined where there is no number. */
    readonly middle: number | undefined;
    readonly cells: readonly HeatCell[];
  }[];
}

/** Which share of each group is still free of an event as time goes on, by Kaplan and Meier. */
export interface Survival extends Frame {
  readonly kind: "survival";
  /** What the times count from, and their unit. */
  readonly x: string;
  readonly y: string;
  readonly unit: string;
  /** Confidence level of the limits, as a share, and the scale on which they are symmetric. */
  readonly level: number;
  readonly scale: string;
  /** Times at which those at risk are counted. */
  readonly ticks: readonly number[];
  readonly groups: readonly {
    readonly label: string;
    readonly n: number;
    readonly events: number;
    /** The first time at which anybody is followed. */
    readonly from: number;
    /** undefined: the curve, or its limit, does not fall to a half. */
    readonly median: {
      readonly estimate: number | undefined;
      readonly low: number | undefined;
      readonly high: number | undefined;
    };
    /** Every time at which somebody left, with the event or without; limits are undefined where the share is 1 or 0. */
    readonly steps: readonly {
      readonly time: number;
      readonly atRisk: number;
      readonly events: number;
      readonly censored: number;
      readonly survival: number;
      readonly low: number | undefined;
      readonly high: number | undefined;
    }[];
    /** At each of the ticks: who is at risk then, how many have left up to then, and the share. */
    readonly life: readonly {
      readonly atRisk: number;
      readonly events: number;
      readonly censored: number;
      readonly survival: number;
      readonly low: number | undefined;
      readonly high: number | undefined;
    }[];
  }[];
}

/** Sensitivity against 1 - specificity at every cut. */
export interface Roc extends Frame {
  readonly kind: "roc";
  /** Which values count as a yes. */
  readonly direction: string;
  /** Confidence level of the areas' intervals, as a share. */
  readonly level: number;
  readonly curves: readonly {
    readonly label: string;
    readonly yes: number;
    readonly no: number;
    /** Limits are undefined where none could be given. */
    readonly area: { readonly estimate: number; readonly low: number | undefined; readonly high: number | undefined };
    /** From nobody to everybody. `cut`: values from here up count as yes; undefined where it is no number. */
    readonly points: readonly {
      readonly cut: number | undefined;
      readonly sensitivity: number;
      readonly specificity: number;
    }[];
  }[];
}

/** Each subject's values at all moments. `open`: not detected, drawn as an open mark at the sample's limit. */
export interface Profile extends Frame {
  readonly kind: "profile";
  readonly y: string;
  readonly moments: readonly string[];
  readonly lines: readonly {
    readonly label: string;
    /** One a moment; undefined where there is no value. */
    readonly points: readonly ({ readonly value: number; readonly open: boolean } | undefined)[];
  }[];
}

export type Figure = Volcano | Pairs | Strip | Forest | CardMap | Survival | Roc | Heat | Profile;

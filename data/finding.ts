/** A sentence that a reviewer must read: what was seen, and how much it may matter. */
export interface Finding {
  /** note: worth knowing; caution: may move a result; warning: may overturn one. */
  readonly level: "note" | "caution" | "warning";
  readonly text: string;
}

/** Whether software set a threshold or a baseline by itself: the export does not say, no, or yes. */
export const Automatic = { unsaid: 0, no: 1, yes: 2 } as const;

/** Set where an assay's threshold on a card was looked for at all, whatever was found. */
const KNOWN = 16;

/** What an export says of threshold and baseline of an assay on a card, as one number that is never 0. */
export function saidOf(threshold: number, baseline: number): number {
  return KNOWN | (baseline << 2) | threshold;
}

/** One of `Automatic`, from what was said. */
export function automaticThreshold(said: number): number {
  return said & 3;
}

/** One of `Automatic`, from what was said. */
export function automaticBaseline(said: number): number {
  return (said >> 2) & 3;
}

/**
 * Thresholds and baselines by card and assay: the first well of an assay on a card tells them for all of its wells, so that
 * ten thousand cards of 96 assays need 5 MB.
 */
export class Thresholds {
  /** Room for assays. */
  private stride = 0;
  private readonly fluorescence: Float32Array[] = [];
  private readonly saids: Uint8Array[] = [];

  /** What the export says, by `saidOf`; 0: nothing was learnt. */
  said(card: number, assay: number): number {
    return this.saids[card]?.[assay] ?? 0;
  }

  /** In units of fluorescence; NaN: none. */
  of(card: number, assay: number): number {
    return this.said(card, assay) === 0 ? Number.NaN : this.fluorescence[card]![assay]!;
  }

  learn(card: number, assay: number, threshold: number, said: number): void {
    this.stride = Math.max(this.stride, assay + 1);
    if (assay >= (this.saids[card]?.length ?? 0)) this.widen(card, Math.max(this.stride, 2 * assay));
    this.fluorescence[card]![assay] = threshold;
    this.saids[card]![assay] = said;
  }

  private widen(card: number, room: number): void {
    const { [card]: fluorescence = [] } = this.fluorescence;
    const { [card]: saids = [] } = this.saids;
    this.fluorescence[card] = new Float32Array(room);
    this.fluorescence[card].set(fluorescence);
    this.saids[card] = new Uint8Array(room);
    this.saids[card].set(saids);
  }
}

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
  private fluorescence = new Float32Array(0);
  private saids = new Uint8Array(0);

  /** `stride`: the panel's assays; where these are not known yet, more make room for themselves. */
  constructor(private stride: number) {}

  /** What the export says, by `saidOf`; 0: nothing was learnt. */
  said(card: number, assay: number): number {
    return assay < this.stride ? (this.saids[card * this.stride + assay] ?? 0) : 0;
  }

  /** In units of fluorescence; NaN: none. */
  of(card: number, assay: number): number {
    return this.said(card, assay) === 0 ? Number.NaN : this.fluorescence[card * this.stride + assay]!;
  }

  learn(card: number, assay: number, threshold: number, said: number): void {
    const { length } = this.saids;
    if (assay >= this.stride) this.move(Math.max(2 * this.stride, assay + 1), length);
    const at = card * this.stride + assay;
    if (at >= this.saids.length) this.move(this.stride, Math.max(at + this.stride, Math.ceil(1.25 * length)));
    this.fluorescence[at] = threshold;
    this.saids[at] = said;
  }

  /** Moves what is known to where there is room for so many assays a card, and so many cards. */
  private move(stride: number, length: number): void {
    const { fluorescence, saids, stride: before } = this;
    const cards = before > 0 ? Math.ceil(saids.length / before) : 0;
    const room = Math.max(length, cards * stride);
    this.stride = stride;
    this.fluorescence = new Float32Array(room);
    this.saids = new Uint8Array(room);
    for (let card = 0; card < cards; card++) {
      this.fluorescence.set(fluorescence.subarray(card * before, (card + 1) * before), card * stride);
      this.saids.set(saids.subarray(card * before, (card + 1) * before), card * stride);
    }
  }
}

/** A visit and a time at it: one of the moments at which samples are taken. */
export interface Moment {
  readonly visit: string;
  readonly time: string;
}

/** "C1D1 pre": how tables and figures name a moment. */
export function momentName({ visit, time }: Moment): string {
  return `${visit} ${time}`;
}

/** A change that is looked at: later minus earlier, within each subject. */
export interface Contrast {
  readonly name: string;
  readonly from: Moment;
  readonly to: Moment;
}

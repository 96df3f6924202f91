/** Up to this p, not corrected for the number of tests, a direction is concluded. */
export const LEVEL = 0.05;

export interface Concluded {
  readonly estimate: number | undefined;
  readonly p: number | undefined;
  readonly concordance?: number | undefined;
}

/** The direction that a test finds, by C where its estimate cannot be told. */
export function conclusion({ estimate, p, concordance }: Concluded): "none" | "up" | "down" {
  if (p === undefined || p > LEVEL) return "none";
  return (estimate ?? (concordance ?? 0.5) - 0.5) > 0 ? "up" : "down";
}

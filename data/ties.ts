/**
 * dCt of Ct with three decimals tie mathematically but not in the last bit, and the order of a sum would then decide ranks
 * and p-values. Whatever is ranked is first rounded to so many decimals, a million times finer than any instrument.
 */
export const TIE_DECIMALS = 9;

const unit = 10 ** TIE_DECIMALS;

export function tie(value: number): number {
  return Math.round(value * unit) / unit;
}

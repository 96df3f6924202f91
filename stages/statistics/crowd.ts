/** Some subjects with weights exp(linear): their weighted mean and covariance. */
export interface Crowd {
  /** The sum of the weights in units of exp(top), where top is the greatest linear among them; nobody: 0 and -Infinity. */
  readonly weight: number;
  readonly top: number;
  readonly mean: Float64Array;
  /** Row by row, the lower triangle alone. */
  readonly spread: Float64Array;
  clear(): void;
  /** Takes in another crowd, or one subject by its row of values, which starts at `from`. */
  add(weight: number, top: number, mean: Float64Array, from: number, spread?: Float64Array): void;
}

/**
 * What are weighted mean and covariance of some subjects, to which others are added one by one?
 *
 * Formula: of two crowds with shares a and 1 - a of their weight together, and with means m apart: mean = the first + a m;
 * spread = the shares of both + a (1 - a) m m'. Shares only, never sums of squares, so that no digits are lost; weights
 * as multiples of the greatest, so that nothing overflows.
 * Unit: as the values.
 * Source: West DHD (1979) Updating mean and variance estimates: an improved method. Comm. ACM 22:532-535; Chan TF, Golub
 * GH, LeVeque RJ (1983) Algorithms for computing the sample variance. Am. Stat. 37:242-247.
 * Checked: through `cox` -> test/reference/cox.json
 * Cost: O(size^2) for each addition.
 *
 * @example
 * crowd(2).mean // [0, 0]
 */
export function crowd(size: number): Crowd {
  return new Sums(size);
}

class Sums implements Crowd {
  weight = 0;
  top = Number.NEGATIVE_INFINITY;
  readonly mean: Float64Array;
  readonly spread: Float64Array;

  constructor(size: number) {
    this.mean = new Float64Array(size);
    this.spread = new Float64Array(size * size);
  }

  clear(): void {
    this.weight = 0;
    this.top = Number.NEGATIVE_INFINITY;
    const { mean, spread } = this;
    for (let j = 0; j < mean.length; j++) mean[j] = 0;
    for (let m = 0; m < spread.length; m++) spread[m] = 0;
  }

  add(weight: number, top: number, values: Float64Array, from: number, within?: Float64Array): void {
    const { mean, spread } = this;
    const size = mean.length;
    const higher = top > this.top;
    const lower = Math.exp(higher ? this.top - top : top - this.top);
    const before = higher ? this.weight * lower : this.weight;
    const added = higher ? weight : weight * lower;
    if (higher) this.top = top;
    this.weight = before + added;
    const share = added / this.weight;
    const others = before / this.weight;
    for (let j = 0; j < size; j++) {
      const gap = share * (values[from + j]! - mean[j]!);
      for (let l = 0, m = j * size; l <= j; l++, m++) {
        const joint = others * (spread[m]! + gap * (values[from + l]! - mean[l]!));
        spread[m] = within ? joint + share * within[m]! : joint;
      }
    }
    for (let j = 0; j < size; j++) mean[j]! += share * (values[from + j]! - mean[j]!);
  }
}

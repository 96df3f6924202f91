/**
 * The score and the curvature of `firthLikelihood` for two columns, an intercept and one gene, in one pass: that is what
 * nearly all regressions are. Adds to `score`, which is that without the penalty, and writes the upper half of `curvature`.
 *
 * Formula: as there, with the basis in terms of the columns u and v: q_0 = sqrt(w) u / R_00, q_1 = sqrt(w) (v - u R_01 /
 * R_00) / R_11; the score of column j is (M_00j + M_11j) / 2.
 * Source: Firth D (1993) Bias reduction of maximum likelihood estimates. Biometrika 80:27-38.
 * Checked: through `firth` -> test/reference/firth.json
 * Cost: O(n).
 */
export function firthPair(
  u: Float64Array,
  v: Float64Array,
  weights: Float64Array,
  tilts: Float64Array,
  information: Float64Array,
  score: Float64Array,
  curvature: Float64Array,
): void {
  const [one, along, two] = [information[0]!, information[1]!, information[3]!];
  const [slope, perOne, perTwo] = [along / one, 1 / one, 1 / two];
  let [a0, a1, b0, b1, c0, c1, h00, h01, h11] = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  for (let i = 0; i < u.length; i++) {
    const x = u[i]!;
    const y = v[i]!;
    const weight = weights[i]!;
    const tilt = tilts[i]!;
    const first = x * perOne;
    const second = (y - slope * x) * perTwo;
    const aa = weight * first * first;
    const ab = weight * first * second;
    const bb = weight * second * second;
    a0 += tilt * aa * x;
    a1 += tilt * aa * y;
    b0 += tilt * ab * x;
    b1 += tilt * ab * y;
    c0 += tilt * bb * x;
    c1 += tilt * bb * y;
    const heavy = (aa + bb) * (1 - 6 * weight);
    h00 += heavy * x * x;
    h01 += heavy * x * y;
    h11 += heavy * y * y;
  }
  score[0]! += (a0 + c0) / 2;
  score[1]! += (a1 + c1) / 2;
  curvature[0] = one * one + b0 * b0 + (a0 * a0 + c0 * c0 - h00) / 2;
  curvature[1] = one * along + b0 * b1 + (a0 * a1 + c0 * c1 - h01) / 2;
  curvature[3] = along * along + two * two + b1 * b1 + (a1 * a1 + c1 * c1 - h11) / 2;
}

/**
 * The mean over samples of their values rank by rank. `sorted`: the values of each sample from small to large, two or more;
 * of one that has fewer than `ranks`, its ranks are spread over all and values between are interpolated.
 *
 * Source: Bolstad et al. 2003; missing values as limma's normalizeQuantiles takes them.
 * Checked: limma `normalizeQuantiles` -> test/reference/quantile.json
 */
export function commonDistribution(sorted: readonly Float64Array[], ranks: number): Float64Array {
  const common = new Float64Array(ranks);
  for (const values of sorted)
    for (let rank = 0; rank < ranks; rank++)
      common[rank]! += at(values, (rank / (ranks - 1)) * (values.length - 1)) / sorted.length;
  return common;
}

/**
 * What a value becomes when its sample takes the common distribution: its rank's value there; equal values take their mean
 * rank. Between two values of the sample it is interpolated, and beyond its last it goes on cycle by cycle.
 */
export function toCommon(sorted: Float64Array, common: Float64Array): (value: number) => number {
  const from = [...new Set(sorted)];
  const to = from.map((value) => {
    const rank = (sorted.indexOf(value) + sorted.lastIndexOf(value)) / 2;
    return at(common, (rank / (sorted.length - 1)) * (common.length - 1));
  });
  const last = from.length - 1;
  return (value) => {
    if (value <= from[0]!) return to[0]! + (value - from[0]!);
    if (value >= from[last]!) return to[last]! + (value - from[last]!);
    const next = from.findIndex((one) => one >= value);
    if (from[next] === value) return to[next]!;
    const part = (value - from[next - 1]!) / (from[next]! - from[next - 1]!);
    return to[next - 1]! + part * (to[next]! - to[next - 1]!);
  };
}

/** The value at a place from 0, interpolated between its neighbours. */
function at(values: Float64Array, place: number): number {
  const below = Math.min(Math.floor(place), values.length - 1);
  const part = place - below;
  return part === 0 ? values[below]! : values[below]! + part * (values[below + 1]! - values[below]!);
}

import type { SetStatistic } from "./set-tests.ts";

/** The statistic of `setSelfContained`, where its formula stands: the mean of z squared over the genes that vary. */
export const setMeanSquare: SetStatistic = {
  of: (z, inside) => {
    if (inside.length === 0) return undefined;
    let sum = 0;
    for (const gene of inside) sum += z[gene]! * z[gene]!;
    return sum / inside.length;
  },
};

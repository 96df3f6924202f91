import type { SetStatistic } from "./set-tests.ts";
import { sizeRanks } from "./size-ranks.ts";

/** The statistic of `setCompetitive`, where its formula stands: C from the ranks of |z| among all genes that vary. */
export const setSuperiority: SetStatistic = {
  view: sizeRanks,
  of: (ranks, inside, others) => {
    const many = inside.length;
    if (many === 0 || others === 0) return undefined;
    let sum = 0;
    for (const gene of inside) sum += ranks[gene]!;
    return (sum - (many * (many + 1)) / 2) / (many * others);
  },
};

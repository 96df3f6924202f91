import type { Changes } from "../data/change.ts";
import { columns, type Row } from "../data/column.ts";
import type { Panel } from "../data/panel.ts";
import type { Values } from "../data/setting.ts";
import { type changeSettings, changeTestColumns } from "./change-columns.ts";
import { byRank, gather } from "./change-tests.ts";
import { correct } from "./family.ts";
import type { Moments } from "./moments.ts";
import type { Readings } from "./nondetects.ts";

const { contrast, assay, gene, category, method, exact, n, estimate, low, high, statistic, p, q, family, caveat } =
  changeTestColumns;

export const changeHoursColumns = columns({
  contrast,
  hours: { kind: "number", meaning: "Hours after the dose of the later sample, of the subjects compared", unit: "h" },
  ...{ assay, gene, category, method, exact, n, estimate, low, high, statistic, p, q, family, caveat },
});

export type ChangeAtHours = Row<typeof changeHoursColumns>;

/** The signed-rank test of each contrast whose later samples were taken at different hours, at each of them by itself. */
export function changesByHours(
  changes: Changes,
  panel: Panel,
  moments: Moments,
  readings: Readings,
  set: Values<typeof changeSettings>,
): ChangeAtHours[] {
  const rows = changes.contrasts.flatMap(({ name, from, to }, at) => {
    const pairs = changes.subjects.map((subject) => {
      const [before, after] = [moments.find(subject, from), moments.find(subject, to)];
      return before < 0 || after < 0 ? undefined : { before, after, hours: moments.samples[after]!.hours };
    });
    const all = new Set(pairs.flatMap((pair) => pair?.hours ?? []));
    if (all.size < 2) return [];
    return [...all]
      .sort((a, b) => a - b)
      .flatMap((hours) => {
        const taken = pairs.flatMap((pair) => (pair?.hours === hours ? [pair.before, pair.after] : []));
        const rates = readings.detectionRates(taken);
        return changes.assays.map((index, target) => {
          const { assay, gene, category } = panel.assays[index]!;
          const few = readings.censored && rates[index]! < set.min_detection;
          const gathered = gather(changes, at, target, (who) => pairs[who]?.hours === hours);
          return {
            contrast: name,
            hours,
            assay,
            gene,
            category,
            ...byRank({ ...gathered, low: few }, set),
            q: undefined,
          };
        });
      });
  });
  return correct(rows, ({ contrast, hours }) => `${changes.assays.length} genes in ${contrast} at ${hours} h`);
}

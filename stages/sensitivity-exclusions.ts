import { columns, type Row } from "../data/column.ts";
import { groups } from "../data/groups.ts";
import type { SummaryTable } from "../data/summary.ts";
import { type Sensitivity, sensitivityColumns } from "./sensitivity-columns.ts";

/** Exclusions, and findings of each, that the report lists. */
const MOST = 10;
const EACH = 3;

const withAndWithout = columns({
  exclusion: { kind: "text", meaning: "What was left out" },
  outcome: sensitivityColumns.outcome,
  at: sensitivityColumns.at,
  gene: sensitivityColumns.gene,
  without_n: { kind: "count", meaning: "Subjects compared, as the study has it: without what was left out" },
  without_estimate: { kind: "number", meaning: "The estimate then" },
  without_p: { kind: "number", meaning: "Its two-sided p" },
  with_n: { kind: "count", meaning: "Subjects compared with what was left out" },
  with_estimate: { kind: "number", meaning: "The estimate then" },
  with_p: { kind: "number", meaning: "Its two-sided p" },
  moves: sensitivityColumns.moves,
});

/** The findings that each exclusion moves most: the result without what was left out, and with it. */
export function exclusionEffects(
  rows: readonly Sensitivity[],
  chosen: (row: Sensitivity) => Sensitivity,
): SummaryTable {
  const taken = [
    ...groups(
      rows.filter(({ kind }) => kind === "exclusion"),
      ({ alternative }) => alternative!,
    ).values(),
  ];
  const effect = (row: Sensitivity) =>
    Math.abs((row.estimate ?? Number.NaN) - (chosen(row).estimate ?? Number.NaN)) || 0;
  const order = (a: Sensitivity, b: Sensitivity) => Number(b.moves) - Number(a.moves) || effect(b) - effect(a);
  return {
    title: "Results without and with what was left out",
    caption: `Of each exclusion the ${EACH} findings on which it tells most${taken.length > MOST ? `, of the first ${MOST} of ${taken.length} exclusions` : ""}. All are in sensitivity.csv.`,
    columns: withAndWithout,
    rows: taken.slice(0, MOST).flatMap((own) =>
      [...own]
        .sort(order)
        .slice(0, EACH)
        .map((row): Row<typeof withAndWithout> => {
          const { n, estimate, p } = chosen(row);
          return {
            ...{ exclusion: row.alternative!.replace(/^with /, ""), outcome: row.outcome, at: row.at, gene: row.gene },
            ...{ without_n: n, without_estimate: estimate, without_p: p },
            ...{ with_n: row.n, with_estimate: row.estimate, with_p: row.p, moves: row.moves },
          };
        }),
    ),
  };
}

import type { Roc, Survival } from "../data/figure.ts";
import type { Outcome } from "../data/outcome.ts";
import type { AssociationRow } from "./association-columns.ts";
import type { ChangeOutput } from "./change.ts";
import { originOf } from "./measure-columns.ts";
import type { Half } from "./methods/halves.ts";
import type { Answers } from "./methods/method.ts";
import type { Place } from "./places.ts";
import type { Level } from "./statistics/level.ts";
import { rocCurve } from "./statistics/roc-curve.ts";
import { survivalCurves } from "./survival-curves.ts";
import { probability } from "./wording.ts";

/** What the curves of one outcome are drawn from. */
interface Drawn {
  readonly change: ChangeOutput;
  readonly places: readonly Place[];
  readonly answers: ReadonlyMap<string, Answers>;
  readonly outcome: Outcome;
}

/** What Day 1, by which samples are placed, is called. */
const DAY_ONE = ["Day 1", "the first dose"];

const CHOSEN = "The gene was chosen for its p among all that were compared: in other subjects it mostly tells less.";

/** The ROC curve of a gene against yes or no, by the values that the area in the table is of. */
export function roc(
  row: AssociationRow,
  rows: readonly AssociationRow[],
  drawn: Drawn,
  { level = 0.95 }: Level,
): Roc[] {
  const { place, collected } = collect(row, drawn);
  const sides = drawn.answers.get(row.outcome!)!.sides?.(collected);
  const area = beside(row, rows, "auc");
  if (sides === undefined || area?.estimate === undefined) return [];
  const { yes, no, unseen } = sides;
  const lowest = Math.min(yes[0]!, no[0]!);
  const what = place.isChange ? "change" : "expression";
  const against =
    area.estimate < 0.5
      ? ` The curve lies below the diagonal: lower ${what} goes with a yes; read that way round its area is ${(1 - area.estimate).toFixed(2)}.`
      : ` Higher ${what} goes with a yes.`;
  const ranks =
    unseen > 0
      ? ` ${unseen} of ${yes.length + no.length} were not detected: they rank below all others and tie with each other, the last part of the curve.`
      : "";
  return [
    {
      kind: "roc",
      title: `${row.outcome} told by ${row.gene} at ${row.at}`,
      caption: `Area with DeLong's interval; rank-sum p ${probability(row.p!)}, q ${probability(row.q!)}.${against}${ranks} ${CHOSEN}`,
      direction: `higher ${what} counts as a yes`,
      level,
      curves: [
        {
          ...{ label: `${row.gene} at ${row.at}`, yes: yes.length, no: no.length },
          area: { estimate: area.estimate, low: area.low, high: area.high },
          points: rocCurve(yes, no).map(({ cut, sensitivity, specificity }) => {
            return { cut: unseen > 0 && cut === lowest ? undefined : cut, sensitivity, specificity };
          }),
        },
      ],
    },
  ];
}

/** Curves of the subjects below the median of a gene and of the others: the halves that the log-rank test compares. */
export function halves(
  row: AssociationRow,
  rows: readonly AssociationRow[],
  drawn: Drawn,
  { level = 0.95 }: Level,
): Survival[] {
  const { outcome } = drawn;
  const { place, collected } = collect(row, drawn);
  const halved = drawn.answers.get(outcome.name)!.halved?.({ ...collected, when: place.when });
  if (outcome.kind !== "time-to-event" || halved === undefined) return [];
  const { times, events, entry, from } = halved;
  const cohort = (half: Half, label: string) => {
    const who = [...times.keys()].filter((i) => halved.halves[i] === half);
    return {
      label,
      times: who.map((i) => times[i]!),
      events: who.map((i) => events[i]!),
      entry: entry && who.map((i) => entry[i]!),
    };
  };
  const test = beside(row, rows, "log-rank");
  const origin = originOf(outcome.time);
  const misplaced = entry !== undefined && outcome.start === undefined && !DAY_ONE.includes(origin);
  const strata =
    outcome.strata === undefined ? "" : ` within strata of ${outcome.strata}, which the curves leave aside`;
  const sentences = [
    `${row.gene} at ${row.at}: below the median of ${place.unit} (under ${from.toFixed(2)}) against the others.`,
    test?.p === undefined ? "No log-rank p can be told." : `Log-rank p ${probability(test.p)}${strata}.`,
    `${hazardRatio(row, place, level)}.`,
    entry &&
      "Follow-up counts from the day of each sample, before which nobody is at risk: while few are, curves are unsteady.",
    misplaced &&
      `Caution: samples are placed by their days since Day 1, the times count from ${origin}; name that day as the outcome's start.`,
    test?.caveat && `${test.caveat[0]!.toUpperCase()}${test.caveat.slice(1)}.`,
    CHOSEN,
  ];
  return survivalCurves(
    [cohort("below", "below the median"), cohort("others", "the others")],
    {
      title: `${outcome.name} by ${row.gene} at ${row.at}`,
      caption: sentences.filter((sentence) => sentence).join(" "),
      from: origin,
      unit: outcome.unit,
    },
    { level },
  );
}

/** The values of a row's gene at its place. */
function collect(row: AssociationRow, { change: { panel, changes }, places }: Drawn) {
  const assay = panel.assays.findIndex((one) => one.assay === row.assay);
  const place = places.find(({ at }) => at === row.at)!;
  return { place, collected: place.collect(assay, changes.assays.indexOf(assay)) };
}

/** The row of another method about the same. */
function beside(row: AssociationRow, rows: readonly AssociationRow[], method: string): AssociationRow | undefined {
  return rows.find(
    (one) => one.method === method && one.outcome === row.outcome && one.at === row.at && one.assay === row.assay,
  );
}

function hazardRatio({ estimate, low, high, p, q }: AssociationRow, { unit }: Place, level: number): string {
  const ps = `p ${probability(p!)}, q ${probability(q!)}`;
  if (estimate === undefined) return `Cox's regression gives no hazard ratio; ${ps}`;
  const ratio = (log: number) => (Math.abs(log) < 2.3 ? Math.exp(log).toFixed(2) : Math.exp(log).toPrecision(2));
  const known = low !== undefined && high !== undefined && Number.isFinite(low) && Number.isFinite(high);
  const limits = known ? `${100 * level} % CI ${ratio(low)} to ${ratio(high)}` : "no interval";
  return `Cox's hazard ratio, of all values as they are, per unit of ${unit}: ${ratio(estimate)} (${limits}), ${ps}`;
}

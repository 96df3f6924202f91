import { type Moment, momentName } from "../data/contrast.ts";
import type { Forest, Heat, Strip, Volcano } from "../data/figure.ts";
import type { Outcome } from "../data/outcome.ts";
import type { AssociationRow } from "./association-columns.ts";
import type { ChangeOutput } from "./change.ts";
import { FDR } from "./family.ts";
import { type HeatColumn, heatMap } from "./heat-map.ts";
import type { Answers } from "./methods/method.ts";
import type { Place } from "./places.ts";

interface Axis {
  readonly estimate: string;
  readonly x: string;
  readonly reads: string;
}

/** What lies to the right of a volcano, by the kind of outcome. */
const axes: Readonly<Record<Outcome["kind"], Axis | undefined>> = {
  binary: {
    estimate: "Hodges-Lehmann shift, yes minus no,",
    x: "log2 difference, yes minus no",
    reads:
      "Hodges-Lehmann shift, yes minus no, against the rank-sum p. To the right: higher in subjects with the outcome.",
  },
  ordered: {
    estimate: "Spearman's rho",
    x: "Spearman's rho with the outcome's order",
    reads: "Spearman's rho against its p. To the right: higher where the outcome is higher in its order.",
  },
  categories: undefined,
  continuous: {
    estimate: "Spearman's rho",
    x: "Spearman's rho with the outcome",
    reads: "Spearman's rho against its p. To the right: higher where the outcome is higher.",
  },
  "time-to-event": {
    estimate: "Log hazard ratio by Cox's regression",
    x: "log hazard ratio per log2 unit of expression",
    reads:
      "log hazard ratio by Cox's regression against its p. To the right: higher expression goes with an earlier event.",
  },
};

/** Each gene's estimate against its p at one place. */
export function volcano({ name, kind }: Outcome, at: string, ranked: readonly AssociationRow[]): Volcano[] {
  const axis = axes[kind];
  const points = ranked
    .filter((row) => row.at === at && row.estimate !== undefined)
    .map((row) => ({ label: row.gene!, estimate: row.estimate!, p: row.p!, q: row.q! }));
  if (points.length === 0 || axis === undefined) return [];
  return [
    {
      kind: "volcano",
      title: `${name} and ${at}`,
      caption: `One point a gene: ${axis.reads}`,
      x: axis.x,
      points,
      q: FDR,
    },
  ];
}

/** Lines of a forest. */
const MOST_LINES = 10;

/** The strongest associations with their intervals. */
export function forest({ name, kind }: Outcome, ranked: readonly AssociationRow[], level: number): Forest[] {
  const axis = axes[kind];
  const lines = ranked
    .slice(0, MOST_LINES)
    .filter((row) => row.estimate !== undefined && row.low !== undefined && row.high !== undefined)
    .map((row) => ({
      ...{
        label: `${row.gene}, ${row.at}`,
        gene: row.gene!,
        estimate: row.estimate!,
        low: row.low!,
        high: row.high!,
        n: row.n!,
      },
    }));
  if (lines.length === 0 || axis === undefined) return [];
  const left = Math.min(ranked.length, MOST_LINES) - lines.length;
  return [
    {
      kind: "forest",
      title: `${name}: the strongest associations`,
      caption: `${axis.estimate} with its ${100 * level} % interval (not corrected for the number of tests), ordered by p. They were chosen for their p, so that most lie nearer to none in other subjects.${left > 0 ? ` Of ${left} of the smallest p no interval can be told.` : ""}`,
      x: axis.x,
      lines,
    },
  ];
}

/** More answers than this are no groups. */
const MOST_GROUPS = 8;

/** Each subject's value, by answer. */
export function strip(
  row: AssociationRow,
  { panel, changes }: ChangeOutput,
  places: readonly Place[],
  { words, counts }: Answers,
): Strip[] {
  const assay = panel.assays.findIndex((one) => one.assay === row.assay);
  const place = places.find(({ at }) => at === row.at)!;
  const { values, open } = place.collect(assay, changes.assays.indexOf(assay));
  const labels = counts.map(({ label }) => label).filter((label) => words.includes(label));
  if (labels.length < 2 || labels.length > MOST_GROUPS) return [];
  return [
    {
      kind: "strip",
      title: `${row.gene} at ${row.at}, by ${row.outcome}`,
      caption: "A change that is only a bound is drawn open, at the value nearest 0 that it allows.",
      y: place.unit,
      groups: labels.map((label) => ({
        label,
        points: changes.subjects.flatMap((subject, who) =>
          words[who] === label && !Number.isNaN(values[who]!)
            ? [{ label: subject, value: values[who]!, open: open[who] === 1 }]
            : [],
        ),
      })),
    },
  ];
}

/** Kinds of outcome of which each answer is a group. */
const grouped: readonly Outcome["kind"][] = ["binary", "ordered", "categories"];

/** All genes in the subjects at the first moment that has two groups, by answer to the first outcome of groups. */
export function heat(
  outcomes: readonly Outcome[],
  answersOf: ReadonlyMap<string, Answers>,
  { expression, moments }: ChangeOutput,
  all: readonly Moment[],
): Heat[] {
  for (const { name, kind } of outcomes) {
    if (!grouped.includes(kind)) continue;
    const { words, counts } = answersOf.get(name)!;
    const labels = counts.map(({ label }) => label).filter((label) => words.includes(label));
    if (labels.length > MOST_GROUPS) continue;
    for (const moment of all) {
      const sampled = moments.subjects.map((subject, who) => ({ subject, who, sample: moments.find(subject, moment) }));
      const known = sampled.filter(({ sample }) => sample >= 0 && !Number.isNaN(expression.reference.ct[sample]!));
      const columns = labels.flatMap((label): HeatColumn[] =>
        known.flatMap(({ subject, who, sample }) =>
          words[who] === label ? [{ sample, label: subject, group: label }] : [],
        ),
      );
      if (new Set(columns.map(({ group }) => group)).size < 2) continue;
      const at = momentName(moment);
      const left = known.length - columns.length;
      const without = left > 0 ? ` ${left} more subjects have no answer that is compared, and are not drawn.` : "";
      return [
        heatMap(expression, columns, {
          title: `Expression of all genes at ${at}, by ${name}`,
          caption: `One column a subject with a dCt at ${at} and a known ${name} (n = ${columns.length}).${without}`,
        }),
      ];
    }
  }
  return [];
}

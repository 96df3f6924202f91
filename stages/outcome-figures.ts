import type { Facts } from "../data/facts.ts";
import type { Figure, Forest, Survival } from "../data/figure.ts";
import type { OutcomeSet } from "./endpoints/endpoint.ts";
import type { Measure } from "./measures.ts";
import { type Group, groupsOf, type OutcomeSummaryRow } from "./outcome-summary.ts";
import type { OutcomeRow } from "./outcome-table.ts";
import { type Cohort, survivalCurves } from "./survival-curves.ts";

/** Measures that are drawn by group too. */
const BY_GROUP = ["os", "pfs"];
/** So many groups of a column can be told apart as curves. */
const MOST_GROUPS = 6;

/** Shares of the measures that are yes or no, then a curve for every time to an event, and by group for the first two. */
export function outcomeFigures(
  rows: readonly OutcomeRow[],
  summary: readonly OutcomeSummaryRow[],
  facts: Facts,
  set: OutcomeSet,
): Figure[] {
  const groups = groupsOf(facts, set);
  const all = groups.filter(({ by }) => by === "all");
  const column = facts.groups.find((by) => {
    const count = groups.filter((group) => group.by === by).length;
    return count >= 2 && count <= MOST_GROUPS;
  });
  const timed = [...new Set(rows.map(({ measure }) => measure))].filter(({ kind }) => kind === "time-to-event");
  const of = (measure: Measure) => rows.filter((row) => row.measure === measure);
  return [
    ...shares(rows, summary, set),
    ...timed.flatMap((measure) => curves(of(measure), all, "", set)),
    ...timed
      .filter(({ name }) => column !== undefined && BY_GROUP.includes(name))
      .flatMap((measure) => {
        const by = groups.filter((group) => group.by === column);
        return curves(of(measure), by, `, by ${column}`, set);
      }),
  ];
}

/** The curves of one measure, a group each, of the same rows as the summary's medians. */
function curves(own: readonly OutcomeRow[], groups: readonly Group[], of: string, set: OutcomeSet): Survival[] {
  const { name, meaning, unit, curve } = own[0]!.measure;
  const cohorts = groups.map(({ group, subjects }): Cohort => {
    const told = own.filter(({ subject, derived }) => subjects.has(subject) && derived.value !== undefined);
    return {
      label: group,
      times: told.map(({ derived }) => derived.value as number),
      events: told.map(({ derived }) => derived.event === true),
    };
  });
  const { title, from } = curve ?? { title: name, from: "Day 1" };
  const compared =
    cohorts.length > 1 ? " The groups are described, not compared: who is in one may differ in much else." : "";
  const words = { title: `${title} (${name})${of}`, caption: `${meaning}.${compared}`, from, unit };
  return survivalCurves(cohorts, words, set);
}

/** A line for each measure that is yes or no. */
function shares(rows: readonly OutcomeRow[], summary: readonly OutcomeSummaryRow[], set: OutcomeSet): Forest[] {
  const binary = new Set(rows.flatMap(({ measure }) => (measure.kind === "binary" ? [measure.name] : [])));
  const lines = summary
    .filter(({ by, measure, estimate }) => by === "all" && binary.has(measure!) && estimate !== undefined)
    .map(({ measure, estimate, low, high, n, total }) => ({
      ...{ label: measure!, estimate: estimate!, low: low!, high: high!, part: n!, n: total! },
    }));
  if (lines.length === 0) return [];
  return [
    {
      kind: "forest",
      title: "Shares of the subjects with each outcome",
      caption: `Yes of all subjects who have the measure, with exact (Clopper-Pearson) ${100 * set.level} % intervals.`,
      x: "subjects with a yes (%)",
      ends: [0, 100],
      lines,
    },
  ];
}

import { max, median, min } from "simple-statistics";
import { responses } from "../data/assessment.ts";
import { columns, type Row } from "../data/column.ts";
import type { Facts } from "../data/facts.ts";
import { caveats, some } from "./caveats.ts";
import type { OutcomeSet } from "./endpoints/endpoint.ts";
import type { Measure } from "./measures.ts";
import type { OutcomeRow } from "./outcome-table.ts";
import { clopperPearson } from "./statistics/clopper-pearson.ts";
import { kaplanMeier } from "./statistics/kaplan-meier.ts";

export const outcomeSummaryColumns = columns({
  measure: { kind: "text", meaning: "Measure of outcome" },
  by: { kind: "text", meaning: "Column of the subjects by which they are grouped; all is everybody" },
  group: { kind: "text", meaning: "Value of that column; (blank) is who has none" },
  word: { kind: "text", meaning: "The word whose share is told: yes, or a response" },
  n: { kind: "count", meaning: "Subjects with the word, or with the event, or with a value" },
  total: { kind: "count", meaning: "Subjects who have the measure: the denominator" },
  estimate: { kind: "number", meaning: "Share in %, or median in the unit; blank where it is not reached" },
  low: { kind: "number", meaning: "Lower confidence limit, or least value" },
  high: { kind: "number", meaning: "Upper confidence limit, or greatest value" },
  unit: { kind: "text", meaning: "Unit of estimate, low and high" },
  method: { kind: "text", meaning: "Clopper-Pearson, Kaplan-Meier log-log, or median and range" },
  caveat: { kind: "text", meaning: "What a reader of this row must know" },
});

export type OutcomeSummaryRow = Row<typeof outcomeSummaryColumns>;

/** Who has no value in the column of a group. */
const BLANK = "(blank)";

/** Every measure, among all subjects and in each group of each grouping column. */
export function summariseOutcomes(
  measures: readonly Measure[],
  rows: readonly OutcomeRow[],
  facts: Facts,
  set: OutcomeSet,
): OutcomeSummaryRow[] {
  const groups = groupsOf(facts, set);
  return measures.flatMap((measure) => {
    const of = rows.filter((row) => row.measure === measure);
    return groups.flatMap(({ by, group, subjects }) => {
      const own = of.filter(({ subject, derived }) => subjects.has(subject) && derived.value !== undefined);
      const marked = own.filter(({ derived }) => derived.caveat !== undefined).length;
      return summary(measure, own, set).map((row) => ({
        ...{ measure: measure.name, by, group },
        ...row,
        caveat: caveats(
          own.length === 0 && "nobody has it",
          row.caveat,
          some(marked, own.length, "with a caveat of their own"),
        ),
      }));
    });
  });
}

type Told = Omit<OutcomeSummaryRow, "measure" | "by" | "group">;

function summary({ kind, unit }: Measure, own: readonly OutcomeRow[], set: OutcomeSet): Told[] {
  if (kind === "binary") return [share(own, "yes", set)];
  if (kind === "ordered") return responses.map((word) => share(own, word, set));
  const values = own.map(({ derived }) => derived.value as number);
  const total = own.length;
  if (kind === "continuous") {
    const of = (statistic: (values: number[]) => number) => (total === 0 ? undefined : statistic(values));
    const told = { estimate: of(median), low: of(min), high: of(max) };
    return [{ word: undefined, n: total, total, ...told, unit, method: "median and range", caveat: undefined }];
  }
  const events = own.map(({ derived }) => derived.event === true);
  const middle = total === 0 ? undefined : kaplanMeier(values, events, { level: set.level }).median;
  return [
    {
      ...{ word: undefined, n: events.filter((event) => event).length, total },
      ...{ estimate: middle?.estimate, low: middle?.low, high: middle?.high },
      ...{ unit, method: "Kaplan-Meier log-log" },
      caveat: caveats(
        middle && middle.estimate === undefined && "the median is not reached",
        middle?.estimate !== undefined && middle.low === undefined && "no limits: the curve falls at once",
        middle?.low !== undefined && middle.high === undefined && "the upper limit is not reached",
      ),
    },
  ];
}

function share(own: readonly OutcomeRow[], word: string, set: OutcomeSet): Told {
  const n = own.filter(({ derived }) => derived.value === word).length;
  const told = own.length === 0 ? undefined : clopperPearson(n, own.length, { level: set.level });
  const percent = (part: number | undefined) => (part === undefined ? undefined : 100 * part);
  return {
    ...{ word, n, total: own.length },
    ...{ estimate: percent(told?.estimate), low: percent(told?.low), high: percent(told?.high) },
    ...{ unit: "%", method: "Clopper-Pearson", caveat: undefined },
  };
}

/** Subjects who are told of together. */
export interface Group {
  readonly by: string;
  readonly group: string;
  readonly subjects: ReadonlySet<string>;
}

/** All, and each group of each grouping column. */
export function groupsOf({ subjects, groups }: Facts, set: OutcomeSet): Group[] {
  const all = { by: "all", group: "all", subjects: new Set(subjects.map(({ subject }) => subject)) };
  return [
    all,
    ...groups.flatMap((by) => {
      const members = new Map<string, Set<string>>();
      for (const { subject, groups: own } of subjects) {
        const group = own.get(by) || BLANK;
        if (group === BLANK && set.missing_group === "leave-out") continue;
        members.set(group, (members.get(group) ?? new Set()).add(subject));
      }
      return [...members].sort(([a], [b]) => (a < b ? -1 : 1)).map(([group, of]) => ({ by, group, subjects: of }));
    }),
  ];
}

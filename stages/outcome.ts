import { pick } from "../data/column.ts";
import type { Facts, SubjectFacts } from "../data/facts.ts";
import { tableOf } from "../data/table.ts";
import { caveats } from "./caveats.ts";
import { citations } from "./citations.ts";
import { upTo } from "./cut-off.ts";
import { type Course, courseOf } from "./endpoints/course.ts";
import { type Derived, none, type OutcomeSet } from "./endpoints/endpoint.ts";
import { outcomeSettings } from "./endpoints/settings.ts";
import { type Measure, measuresOf } from "./measures.ts";
import { type OutcomeDifference, outcomeDifferenceColumns, outcomeDifferences } from "./outcome-differences.ts";
import { outcomeFigures } from "./outcome-figures.ts";
import { findings, headline } from "./outcome-findings.ts";
import { outcomeMethods } from "./outcome-methods.ts";
import { type OutcomeSummaryRow, outcomeSummaryColumns, summariseOutcomes } from "./outcome-summary.ts";
import { type OutcomeRow, outcomeColumns, outcomeTable } from "./outcome-table.ts";
import { stage } from "./stage.ts";
import { suppliedFindings, withSupplied } from "./supplied-measures.ts";

export interface OutcomeInput {
  /** Of the subjects who may be used. */
  readonly facts: Facts;
}

/** What a measure is for a subject who has it. */
export interface MeasureValue {
  /** Months, %, or a word. */
  readonly value: number | string;
  /** Time to event: whether it happened. Binary: whether it is yes. */
  readonly event?: boolean | undefined;
  /** Day of the record that decided: of the event, or of the censoring; undefined where none did. */
  readonly day: number | undefined;
}

export interface OutcomeOutput {
  readonly rows: readonly OutcomeRow[];
  readonly summary: readonly OutcomeSummaryRow[];
  /** By the name of the measure and the subject; a subject without a value is not in it. */
  readonly measures: ReadonlyMap<string, ReadonlyMap<string, MeasureValue>>;
  /** Where measures that a dataset supplies differ from those derived: `measures` has the supplied, `rows` the derived. */
  readonly differences: readonly OutcomeDifference[];
}

/** Every measure of clinical outcome, derived from dated facts: each value with its reason and the record it came from. */
export const outcome = stage({
  name: "outcome",
  title: "Clinical outcome",
  about:
    "What became of the subjects, derived from dated facts; each value, with its reason and the record that decided, is in outcome.csv.",
  settings: outcomeSettings,
  tables: [
    {
      name: "outcome",
      columns: outcomeColumns,
      key: ["subject", "measure"],
      rows: (output: OutcomeOutput) => outcomeTable(output.rows),
    },
    {
      name: "outcome-summary",
      columns: outcomeSummaryColumns,
      key: ["measure", "by", "group", "word"],
      rows: (output: OutcomeOutput) => tableOf(outcomeSummaryColumns, output.summary),
    },
    {
      name: "outcome-differences",
      columns: outcomeDifferenceColumns,
      key: ["subject", "measure", "what"],
      rows: (output: OutcomeOutput) => tableOf(outcomeDifferenceColumns, output.differences),
    },
  ],
  run({ facts }: OutcomeInput, set: OutcomeSet): OutcomeOutput {
    const measures = measuresOf(facts);
    const courses = facts.subjects.map((one) => ({
      subject: one.subject,
      course: courseFor(one, facts.cutoff, set),
      imputed: isImputed(one) && IMPUTED,
    }));
    const rows = measures.flatMap(({ measure, derive }) =>
      courses.map(({ subject, course, imputed }): OutcomeRow => {
        const derived = typeof course === "string" ? untold(course) : derive(course, set);
        return { subject, measure, derived: { ...derived, caveat: caveats(derived.caveat, imputed) } };
      }),
    );
    const derived = new Map(measures.map(({ measure }) => [measure.name, valuesOf(rows, measure)]));
    return {
      rows,
      summary: summariseOutcomes(
        measures.map(({ measure }) => measure),
        rows,
        facts,
        set,
      ),
      measures: withSupplied(derived, facts.supplied, set.month),
      differences: outcomeDifferences(facts.supplied, derived, { ...set, within: WITHIN }),
    };
  },
  summarise({ rows, summary, differences }, { facts }, set) {
    const all = summary.filter(({ by }) => by === "all");
    const treated = all.find(({ measure }) => measure === "cr-cri")!.total!;
    return {
      headline: headline(all, set),
      counts: [
        { label: "Subjects", value: facts.subjects.length },
        { label: "With outcomes", value: treated },
      ],
      findings: [...suppliedFindings(facts.supplied, differences), ...findings(rows, facts)],
      tables: [
        {
          title: "Outcomes of all subjects",
          caption:
            "Shares in % with Clopper-Pearson intervals, medians of times by Kaplan-Meier with log-log intervals, else median and range. Each subject's values, with reason and record, are in outcome.csv.",
          columns: pick(outcomeSummaryColumns, [...SHOWN]),
          rows: all,
        },
        {
          title: "CR or CRi by group",
          caption: "All measures by group are in outcome-summary.csv.",
          columns: pick(outcomeSummaryColumns, [
            "by",
            "group",
            "n",
            "total",
            "estimate",
            "low",
            "high",
            "unit",
            "caveat",
          ]),
          rows: summary.filter(({ measure, by }) => measure === "cr-cri" && by !== "all"),
        },
      ].filter((table) => table.rows.length > 0),
      figures: outcomeFigures(rows, summary, facts, set),
      methods: outcomeMethods(facts, set),
      citations: [citations.clopperPearson, citations.kaplanMeier],
    };
  },
});

/** Days: time is derived in whole days, and what is nearer than half of one is how the supplied was rounded. */
const WITHIN = 0.5;

const SHOWN = ["measure", "word", "n", "total", "estimate", "low", "high", "unit", "method", "caveat"] as const;

/** The course of a subject who was treated, or why there is none to tell. */
function courseFor(subject: SubjectFacts, cutoff: number | undefined, set: OutcomeSet): Course | string {
  const { start, assessments, events, toxicities } = subject;
  if (start === undefined) return "not treated: no first dose";
  if (cutoff !== undefined && start.day > cutoff) return "first dose after the data cut-off";
  if (![...assessments, ...events, ...toxicities].some(({ day }) => day >= start.day))
    return "no record from the first dose on: nothing is known";
  return courseOf(upTo(subject, cutoff), start, set);
}

const IMPUTED = "a partial date of the subject was imputed";

/** Any date of a subject may bear on any measure: where one was imputed, all are marked. */
function isImputed({ start, assessments, events, toxicities }: SubjectFacts): boolean {
  const ends = toxicities.map(({ resolved }) => resolved);
  return [start, ...assessments, ...events, ...toxicities, ...ends].some((fact) => fact?.imputed);
}

function untold(reason: string): Derived {
  return { ...none(reason), caveat: reason };
}

function valuesOf(rows: readonly OutcomeRow[], measure: Measure): ReadonlyMap<string, MeasureValue> {
  const own = rows.filter((row) => row.measure === measure && row.derived.value !== undefined);
  return new Map(
    own.map(({ subject, derived: { value, event, fact } }) => [subject, { value: value!, event, day: fact?.day }]),
  );
}

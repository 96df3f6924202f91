import * as z from "zod/mini";
import type { Outcome } from "../data/outcome.ts";
import { listing, quote, type Troubles } from "../data/trouble.ts";

const name = z.string().check(z.minLength(1));
const words = z.array(z.coerce.string().check(z.minLength(1))).check(z.minLength(1));

/** What every outcome may have beside its own keys. */
const any = { covariates: z._default(z.array(name), []), among: z.optional(name) };

/** The keys of each kind of outcome. */
const kinds = {
  binary: z.strictObject({ kind: z.literal("binary"), column: name, yes: words, no: words, ...any }),
  ordered: z.strictObject({ kind: z.literal("ordered"), column: name, order: words, ...any }),
  categories: z.strictObject({ kind: z.literal("categories"), column: name, ...any }),
  continuous: z.strictObject({ kind: z.literal("continuous"), column: name, ...any }),
  "time-to-event": z.strictObject({
    kind: z.literal("time-to-event"),
    time: name,
    event: name,
    unit: z._default(z.enum(["days", "weeks", "months", "years"]), "months"),
    start: z.optional(name),
    strata: z.optional(name),
    ...any,
  }),
};
const { binary, ordered, categories, continuous, "time-to-event": timed } = kinds;

/** What study.yaml says of one outcome. */
export const outcomeSection = z.discriminatedUnion("kind", [binary, ordered, categories, continuous, timed]);

export type OutcomeSection = z.infer<typeof outcomeSection>;

/** The keys of an outcome of this kind. */
export function keysOfOutcome(kind: string): readonly string[] {
  return Object.keys(kinds[kind as keyof typeof kinds].shape);
}

/** What was expected at a path under `outcomes`; undefined: as anywhere. */
export function expectedOfOutcome(path: readonly string[]): string | undefined {
  const last = path.at(-1)!;
  if (last === "kind") return `one of ${listing(Object.keys(kinds))}`;
  if (last === "unit") return `one of "days", "weeks", "months" and "years"`;
  if (["yes", "no", "order"].includes(last)) return "a list of the words of the column";
  if (path.length === 2) return "an outcome such as { kind: binary, column: response, yes: [CR], no: [PD] }";
  return undefined;
}

/** What one key alone cannot tell: that words overlap, or that an event is asked of a censoring. */
export function wordsThatClash(outcome: OutcomeSection): string | undefined {
  if (outcome.kind === "binary") {
    const both = outcome.yes.filter((word) => outcome.no.includes(word));
    if (both.length > 0) return `${listing(both)} is both a yes and a no.`;
  }
  if (outcome.kind === "time-to-event" && /^CNSR$/i.test(outcome.event))
    return "CNSR is 0 where the event was seen; an event is 1 there: derive a column, such as died: CNSR == 0.";
  if (outcome.kind === "ordered") {
    const twice = outcome.order.filter((word, at) => outcome.order.indexOf(word) < at);
    if (twice.length > 0) return `${listing(twice)} is in the order twice.`;
  }
  return undefined;
}

/** Where columns are looked for, and what the files are called. */
export interface KnownColumns {
  readonly ofSubjects: ReadonlySet<string>;
  readonly ofSamples: ReadonlySet<string>;
  readonly subjects: string;
  readonly samples: string;
}

/** Trouble for every column that an outcome names and no table has. */
export function demandOutcomeColumns(outcome: Outcome, known: KnownColumns, troubles: Troubles): void {
  const { ofSubjects, ofSamples, subjects, samples } = known;
  const tell = (column: string, file: string, what: string, columns: Iterable<string>) => {
    const text = `has no column ${quote(column)} for ${what} ${quote(outcome.name)}; its columns are ${listing([...columns])}.`;
    troubles.add({ code: "column-missing", file, line: 1, text });
  };
  for (const column of columnsRead(outcome))
    if (!ofSubjects.has(column)) tell(column, subjects, "the outcome", ofSubjects);
  const both = new Set([...ofSubjects, ...ofSamples]);
  for (const column of outcome.covariates)
    if (!both.has(column)) tell(column, `${subjects} or ${samples}`, "the covariates of the outcome", both);
}

/** The columns of the subjects that an outcome reads. */
function columnsRead(outcome: Outcome): string[] {
  const read: readonly (string | undefined)[] =
    outcome.kind === "time-to-event"
      ? [outcome.time, outcome.event, outcome.start, outcome.strata, outcome.among]
      : [outcome.column, outcome.among];
  return read.filter((column) => column !== undefined);
}

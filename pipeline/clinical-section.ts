import * as z from "zod/mini";

const name = z.string().check(z.minLength(1));
const word = z.coerce.string().check(z.minLength(1));
/** A column of the subjects and the words in it that mean yes. */
const rule = z.strictObject({ column: name, words: z.array(word).check(z.minLength(1)) });

/** What study.yaml says of the dated clinical facts; without it no outcome is derived. */
export const clinicalSection = z.strictObject({
  /** The column of the subjects that holds the date of the first dose. */
  start: name,
  cutoff: z.optional(name),
  /** Columns by whose values the summary is also told. */
  groups: z._default(z.array(name), []),
  /** Who was in dose finding; without it nobody was. */
  dose_finding: z.optional(rule),
  /** Who is evaluable for dose-limiting toxicity; of whom the cell is blank it is not said. */
  evaluable: z.optional(rule),
  assessments: z._default(name, "assessments.csv"),
  events: z._default(name, "events.csv"),
  toxicities: z.optional(name),
});

export type ClinicalSection = z.infer<typeof clinicalSection>;

/** What was expected at a path under `clinical`; undefined: as anywhere. */
export function expectedOfClinical(path: readonly string[]): string | undefined {
  if (path[1] === "groups") return "a list of columns of the subjects, such as [phase, dose]";
  if (path[1] === "dose_finding" || path[1] === "evaluable") return "{ column: phase, words: [dose finding] }";
  return undefined;
}

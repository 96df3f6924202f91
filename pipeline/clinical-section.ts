import * as z from "zod/mini";
import { listing } from "../data/trouble.ts";
import { cdiscSection, expectedOfCdisc, keysOfCdisc, telling } from "./cdisc-section.ts";
import { clinicalTables } from "./clinical-rows.ts";

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
  /** Without a name: from the datasets that tell of it, else assessments.csv and events.csv. */
  assessments: z.optional(name),
  events: z.optional(name),
  toxicities: z.optional(name),
  cdisc: z.optional(cdiscSection),
});

export type ClinicalSection = z.infer<typeof clinicalSection>;

/** The file of a table; undefined where CDISC datasets tell it. */
export function fileOf(section: ClinicalSection, table: "assessments" | "events"): string | undefined {
  return section[table] ?? (telling(section.cdisc, table).length > 0 ? undefined : `${table}.csv`);
}

/** Every file that the section names, each once. */
export function filesOf(section: ClinicalSection): string[] {
  const { toxicities, cdisc } = section;
  const tables = [fileOf(section, "assessments"), fileOf(section, "events"), toxicities];
  const all = [...tables, ...Object.values(cdisc?.datasets ?? {})];
  return [...new Set(all.filter((file) => file !== undefined))];
}

/** What one key alone cannot tell: a table has one source, and the tests of datasets fill what it cannot be without. */
export function clinicalClashes(
  section: ClinicalSection,
): { readonly path: readonly string[]; readonly text: string }[] {
  const { cdisc } = section;
  const both = (["assessments", "events"] as const).flatMap((table) => {
    const kinds = telling(cdisc, table);
    if (section[table] === undefined || kinds.length === 0) return [];
    const text = `is told by ${listing(kinds)} of clinical.cdisc too: one source was expected.`;
    return [{ path: ["clinical", table], text }];
  });
  if (telling(cdisc, "assessments").length === 0) return both;
  const filled: readonly string[] = cdisc?.codes.tests?.map(({ column }) => column) ?? [];
  const needed = clinicalTables.assessments.required.filter((column) => column !== "subject" && column !== "date");
  const missing = needed.filter((column) => !filled.includes(column));
  if (missing.length === 0) return both;
  const text = `name no test that tells ${listing(missing)}, without which no response is told.`;
  return [...both, { path: ["clinical", "cdisc", "codes", "tests"], text }];
}

/** The keys at a path under `clinical`. */
export function keysOfClinical(path: readonly string[]): readonly string[] {
  if (path[1] === "cdisc") return keysOfCdisc(path.slice(2));
  return path.length === 1 ? Object.keys(clinicalSection.shape) : Object.keys(rule.shape);
}

/** What was expected at a path under `clinical`; undefined: as anywhere. */
export function expectedOfClinical(path: readonly string[]): string | undefined {
  if (path[1] === "groups") return "a list of columns of the subjects, such as [phase, dose]";
  if (path[1] === "dose_finding" || path[1] === "evaluable") return "{ column: phase, words: [dose finding] }";
  return path[1] === "cdisc" ? expectedOfCdisc(path.slice(2)) : undefined;
}

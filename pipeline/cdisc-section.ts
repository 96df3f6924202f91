import * as z from "zod/mini";
import { type CdiscCodes, commonCodes, resultColumns } from "../data/cdisc-codes.ts";
import { eventWords } from "../data/clinical-event.ts";
import { listing } from "../data/trouble.ts";

const name = z.string().check(z.minLength(1));
const word = z.coerce.string().check(z.minLength(1));
const events = z.record(z.string(), z.enum([...eventWords, "nothing"]));
const file = z.optional(name);

const test = z.strictObject({
  test: word,
  specimen: z.optional(word),
  column: z.enum(resultColumns),
  laboratory: z.optional(z.enum(["central", "local"])),
});

const datasets = z.strictObject({
  ...{ RS: file, LB: file, DM: file, EX: file, DS: file, PR: file },
  ...{ ADSL: file, ADRS: file, ADTTE: file },
});

const codes = z.strictObject({
  tests: z.optional(z.array(test)),
  words: z.optional(z.record(z.string(), word)),
  evaluator: z.optional(word),
  disposition: z.optional(events),
  procedures: z.optional(events),
  cycle: z.optional(name),
  supplied: z.optional(z.record(z.string(), name)),
});

/** What study.yaml says of CDISC datasets: the file of each, and what the sponsor's codes mean. */
export const cdiscSection = z.strictObject({ datasets, codes: z._default(codes, {}) });

export type CdiscSection = z.infer<typeof cdiscSection>;
export type CdiscKind = keyof CdiscSection["datasets"];

/** The codes of the study over those that CDISC fixes: a code that both name is the study's. */
export function codesOf({ codes }: CdiscSection): CdiscCodes {
  const { tests, words, evaluator, disposition, procedures, cycle, supplied } = codes;
  return {
    tests: tests ?? commonCodes.tests,
    words: { ...commonCodes.words, ...words },
    evaluator: evaluator ?? commonCodes.evaluator,
    disposition: { ...commonCodes.disposition, ...disposition },
    procedures: { ...commonCodes.procedures, ...procedures },
    cycle: cycle ?? commonCodes.cycle,
    supplied: { ...commonCodes.supplied, ...supplied },
  };
}

/** The datasets of a study that tell of a table. ADRS tells of assessments only where tests are named: else of words alone. */
export function telling(section: CdiscSection | undefined, table: "assessments" | "events"): CdiscKind[] {
  if (section === undefined) return [];
  const { datasets, codes } = section;
  const results: CdiscKind[] = codes.tests?.length ? ["RS", "LB", "ADRS"] : ["RS", "LB"];
  const kinds: CdiscKind[] = table === "assessments" ? results : ["DM", "ADSL", "DS", "PR", "EX"];
  return kinds.filter((kind) => datasets[kind] !== undefined);
}

/** The keys at a path under `clinical.cdisc`. */
export function keysOfCdisc([section, key]: readonly string[]): readonly string[] {
  if (section === undefined) return Object.keys(cdiscSection.shape);
  if (section === "datasets") return Object.keys(datasets.shape);
  return Object.keys(key === "tests" ? test.shape : codes.shape);
}

/** What was expected at a path under `clinical.cdisc`; undefined: as anywhere. */
export function expectedOfCdisc(path: readonly string[]): string | undefined {
  const [section, key, , inner] = path;
  if (path.length === 1 && section === "datasets") return "the files of datasets, such as { RS: rs.xpt, LB: lb.json }";
  if (key === "tests" && inner === "column") return `one of ${listing(resultColumns, 12)}`;
  if (key === "tests" && inner === "laboratory") return `one of "central" and "local"`;
  if (key === "tests" && inner === undefined) return "{ test: BLAST, specimen: BONE MARROW, column: marrow_blasts }";
  if (key === "disposition" || key === "procedures")
    return path.length === 2
      ? "what codes mean, such as { TRANSPLANT: transplant }"
      : `one of ${listing([...eventWords, "nothing"], 12)}`;
  return undefined;
}

import * as z from "zod/mini";
import type { Settings } from "../data/setting.ts";
import { listing, type Problem, quote, Trouble } from "../data/trouble.ts";
import { clinicalClashes, clinicalSection, expectedOfClinical, keysOfClinical } from "./clinical-section.ts";
import { columnsSection, columnsThatClash, expectedOfColumns, keysOfColumns } from "./columns-section.ts";
import { expectedOfOutcome, keysOfOutcome, outcomeSection, wordsThatClash } from "./outcome-section.ts";
import { stages } from "./settings.ts";
import { sectionKeys, settingsSection, within } from "./settings-section.ts";
import { subjectIds } from "./subjects.ts";
import { suggestion } from "./suggestion.ts";
import { parseYaml, type YamlFile } from "./yaml-file.ts";

const name = z.string().check(z.minLength(1));
/** A text that YAML may have taken for a number or a truth: the study 001, a visit 15. */
const word = z.coerce.string().check(z.minLength(1));
const moment = z.tuple([word, word]);
const contrast = z.strictObject({ from: moment, to: moment });
const words = z.array(word).check(z.minLength(1));
const consent = z.union([
  z.literal("none"),
  z.strictObject({ column: name, withdrawn: z.optional(name), date: z.optional(name) }),
]);

/** What study.yaml holds; each stage adds a section of its own settings. */
const schema = z.strictObject({
  study: word,
  exports: z.array(name).check(z.minLength(1)),
  /** By a glob of exports: which column holds what. */
  columns: z._default(columnsSection, {}),
  panel: z._default(name, "panel.csv"),
  samples: z._default(name, "samples.csv"),
  subjects: z._default(name, "subjects.csv"),
  /** The laboratory's own exclusions. */
  exclusions: z.optional(name),
  /** Where the subjects are a dataset of CDISC's: the variable that samples name them by. */
  subject_id: z._default(z.enum(subjectIds), "USUBJID"),
  visits: words,
  times: words,
  contrasts: z._default(z.record(z.string(), contrast), {}),
  derive: z._default(z.record(z.string(), word), {}),
  outcomes: z._default(z.record(z.string(), outcomeSection), {}),
  consent: z.optional(consent),
  clinical: z.optional(clinicalSection),
  pseudonyms: z.optional(z.strictObject({ key: name })),
  ...Object.fromEntries(Object.entries(stages).map(([stage, { settings }]) => [stage, settingsSection(settings)])),
  /** The file with the laboratory's part of the checklist; the stage of that name has no settings. */
  miqe: z.optional(name),
});

export type StudyFile = z.infer<typeof schema>;

/**
 * Reads and checks the text of a study.yaml.
 *
 * @throws {Trouble} with the line of every key that is not known (and the right one), and of every value that is not allowed.
 */
export function parseStudyFile(
  file: string,
  text: string,
): {
  readonly study: StudyFile;
  readonly given: Partial<Record<string, Record<string, unknown>>>;
  /** The line of the key at the end of a path. */
  readonly lineOf: YamlFile["lineOf"];
} {
  const { value, lineOf } = parseYaml(file, text);
  const parsed = schema.safeParse(value);
  if (!parsed.success)
    throw new Trouble(parsed.error.issues.flatMap((issue) => problemsOf(issue, file, lineOf, value)));
  const problems = crossCheck(parsed.data, (path, text) => ({
    code: "study-value",
    file,
    line: lineOf(path),
    column: path.join("."),
    text,
  }));
  if (problems.length > 0) throw new Trouble(problems);
  return {
    study: parsed.data,
    given: value as Record<string, Record<string, unknown>>,
    lineOf,
  };
}

/** What one key alone cannot tell: contrasts name visits and times that exist, an outcome's words do not overlap. */
function crossCheck(study: StudyFile, problem: (path: readonly string[], text: string) => Problem): Problem[] {
  const problems: Problem[] = [];
  for (const [key, { from, to }] of Object.entries(study.contrasts)) {
    for (const [end, [visit, time]] of Object.entries({ from, to })) {
      if (!study.visits.includes(visit))
        problems.push(
          problem(["contrasts", key, end], `${quote(visit)} is not one of the visits ${listing(study.visits)}.`),
        );
      if (!study.times.includes(time))
        problems.push(
          problem(["contrasts", key, end], `${quote(time)} is not one of the times ${listing(study.times)}.`),
        );
    }
  }
  for (const [key, outcome] of Object.entries(study.outcomes)) {
    const clash = wordsThatClash(outcome);
    if (clash !== undefined) problems.push(problem(["outcomes", key], clash));
  }
  for (const [glob, map] of Object.entries(study.columns)) {
    const clash = columnsThatClash(map);
    if (clash !== undefined) problems.push(problem(["columns", glob], clash));
  }
  if (study.clinical) for (const { path, text } of clinicalClashes(study.clinical)) problems.push(problem(path, text));
  return problems;
}

function problemsOf(issue: z.core.$ZodIssue, file: string, lineOf: YamlFile["lineOf"], value: unknown): Problem[] {
  const path = issue.path.map(String);
  if (issue.code === "unrecognized_keys") {
    const keys = keysAt(path, value);
    return issue.keys.map((key) => ({
      code: "study-key",
      file,
      line: lineOf([...path, key]),
      column: [...path, key].join("."),
      text: `is not a key that study.yaml knows${suggestion(key, keys)}`,
    }));
  }
  const came = path.reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], value);
  const text =
    came === undefined
      ? `is missing; ${expected(issue, path)} was expected`
      : `${quote(typeof came === "string" ? came : JSON.stringify(came))} is not ${expected(issue, path)}`;
  return [{ code: "study-value", file, line: lineOf(path), column: path.join("."), text: `${text}.` }];
}

function keysAt(path: readonly string[], value: unknown): readonly string[] {
  if (path.length === 0) return Object.keys(schema.shape);
  if (path[0]! in stages) {
    const { settings } = stages[path[0] as keyof typeof stages];
    return path.length === 1 ? sectionKeys(settings) : within(settings, path[1]!);
  }
  if (path[0] === "outcomes") {
    const { outcomes } = value as { outcomes: Record<string, { kind: string }> };
    return keysOfOutcome(outcomes[path[1]!]!.kind);
  }
  if (path[0] === "clinical") return keysOfClinical(path);
  if (path[0] === "columns") return keysOfColumns;
  const known: Record<string, readonly string[]> = {
    contrasts: ["from", "to"],
    consent: ["column", "withdrawn", "date"],
    pseudonyms: ["key"],
  };
  return known[path[0]!] ?? [];
}

const expectedOfSection: Readonly<Record<string, (path: readonly string[]) => string | undefined>> = {
  outcomes: expectedOfOutcome,
  clinical: expectedOfClinical,
  columns: expectedOfColumns,
};

function expected(issue: z.core.$ZodIssue, path: readonly string[]): string {
  const settings: Settings = path[0]! in stages ? stages[path[0] as keyof typeof stages].settings : {};
  const setting = settings[path.slice(1).join(".")];
  if (setting?.choices) return `one of ${listing(setting.choices)}`;
  if (setting?.bounds) return `a number from ${setting.bounds[0]} to ${setting.bounds[1]} ${setting.unit ?? ""}`.trim();
  if (path.length === 2 && within(settings, path[1]!).length > 0)
    return `a section with ${listing(within(settings, path[1]!))}`;
  if (path[0] === "contrasts" && path.length > 2) return "a visit and a time, such as [C1D1, pre]";
  if (path[0] === "contrasts") return "{ from: [visit, time], to: [visit, time] }";
  const ofSection = expectedOfSection[path[0]!]?.(path);
  if (ofSection !== undefined) return ofSection;
  if (path[0] === "subject_id") return `one of ${listing(subjectIds)}`;
  if (path[0] === "pseudonyms") return "{ key: FILE }";
  if (path[0] === "consent") return `"none", or { column: ..., withdrawn: ... }`;
  if (issue.code === "invalid_type")
    return (
      { array: "a list", string: "a text", nonoptional: "a text", object: "a section of keys", number: "a number" }[
        issue.expected as string
      ] ?? issue.expected
    );
  if (issue.code === "too_small") return "that short: at least one was expected";
  return issue.message;
}

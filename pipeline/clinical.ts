import type { Assessment } from "../data/assessment.ts";
import { type PartialDates, readDay } from "../data/day.ts";
import type { Fact } from "../data/fact.ts";
import type { Facts, SubjectFacts } from "../data/facts.ts";
import type { Subject } from "../data/subject.ts";
import { listing, quote, type Troubles } from "../data/trouble.ts";
import { contradictions } from "../stages/contradictions.ts";
import { peopleOf } from "./cdisc/subjects.ts";
import type { CdiscSection } from "./cdisc-section.ts";
import { type ClinicalDatasets, readCdisc } from "./clinical-datasets.ts";
import { ClinicalRow } from "./clinical-row.ts";
import { type ClinicalSection, fileOf } from "./clinical-section.ts";
import { factsIn, separated } from "./clinical-table.ts";
import { checkSupplied } from "./supplied-check.ts";

export interface ClinicalSource {
  readonly section: ClinicalSection;
  /** Every subject of the study, and those who may be used with their columns, derived ones among them. */
  readonly all: readonly Subject[];
  readonly admitted: readonly Subject[];
  readonly subjectsFile: string;
  readonly partial: PartialDates;
  /** The text of a file of the study, and its bytes. */
  readonly text: (file: string) => string;
  readonly bytes: (file: string) => Uint8Array;
  readonly lineOf: (path: readonly string[]) => number | undefined;
}

/** Reads the dated clinical facts of the subjects who may be used. Rows of the others are skipped before they are judged. */
export function readClinical(source: ClinicalSource, troubles: Troubles): Facts {
  const { section, admitted, partial } = source;
  const cutoff = cutoffOf(source, troubles);
  const demanded = [section.start, ...section.groups, section.dose_finding?.column, section.evaluable?.column];
  for (const column of demanded) demandColumn(column, source, troubles);
  const datasets = section.cdisc && datasetsOf(section.cdisc, source, troubles);
  const rawOf = (name: "assessments" | "events") => {
    const file = fileOf(section, name);
    return file === undefined ? datasets![name]! : separated(name, file, source.text(file));
  };
  const results = rawOf("assessments");
  const assessments = factsIn("assessments", results, source, troubles);
  const events = factsIn("events", rawOf("events"), source, troubles);
  const toxicities = toxicitiesOf(source, troubles);
  demandUnits(assessments, results.file, troubles);
  const inOrderOfName = [...admitted].sort((a, b) => (a.subject < b.subject ? -1 : 1));
  const subjects = inOrderOfName.map((subject): SubjectFacts => {
    const facts = {
      subject: subject.subject,
      start: startOf(subject, source, partial, troubles),
      groups: new Map(section.groups.map((column) => [column, subject.columns[column] ?? ""])),
      doseFinding: fulfils(subject, section.dose_finding) ?? false,
      evaluable: fulfils(subject, section.evaluable),
      assessments: inOrder(assessments.get(subject.subject)),
      events: inOrder(events.get(subject.subject)),
      toxicities: inOrder(toxicities?.get(subject.subject)),
    };
    contradictions(facts, troubles);
    return facts;
  });
  const has = (column: string) => results.headings.includes(column);
  const facts: Facts = {
    subjects,
    cutoff,
    groups: section.groups,
    supplied: datasets?.supplied ?? [],
    has: {
      mrd: has("mrd"),
      cd22Blood: has("cd22_blood"),
      cd22Marrow: has("cd22_marrow"),
      toxicities: toxicities !== undefined,
    },
  };
  checkSupplied(facts, troubles);
  return facts;
}

function datasetsOf(cdisc: CdiscSection, source: ClinicalSource, troubles: Troubles): ClinicalDatasets {
  const { all, admitted, subjectsFile, bytes } = source;
  return readCdisc(cdisc, peopleOf(all, admitted, subjectsFile, troubles), bytes, troubles);
}

function toxicitiesOf(source: ClinicalSource, troubles: Troubles) {
  const { toxicities: file } = source.section;
  return file === undefined
    ? undefined
    : factsIn("toxicities", separated("toxicities", file, source.text(file)), source, troubles);
}

function inOrder<F extends Fact>(facts: readonly F[] = []): F[] {
  return [...facts].sort((a, b) => a.day - b.day || a.line - b.line);
}

function startOf(
  { columns, line }: Subject,
  { section, subjectsFile: file }: ClinicalSource,
  partial: PartialDates,
  troubles: Troubles,
): Fact | undefined {
  const row = new ClinicalRow(columns, { file, line }, partial, troubles);
  return row.text(section.start) === "" ? undefined : row.date(section.start);
}

/** Whether a subject's cell is one of a rule's words; undefined where it is blank, or there is no rule. */
function fulfils({ columns }: Subject, rule: ClinicalSection["evaluable"]): boolean | undefined {
  const word = rule && columns[rule.column];
  return word ? rule.words.includes(word) : undefined;
}

function cutoffOf({ section, lineOf }: ClinicalSource, troubles: Troubles): number | undefined {
  if (section.cutoff === undefined) return undefined;
  const read = readDay(section.cutoff, "refuse");
  if (read.kind === "whole") return read.day;
  const at = { file: "study.yaml", line: lineOf(["clinical", "cutoff"]), column: "clinical.cutoff" };
  troubles.add({ code: "study-value", ...at, text: `${quote(section.cutoff)} is not a date (YYYY-MM-DD).` });
  return undefined;
}

function demandColumn(
  column: string | undefined,
  { admitted, subjectsFile }: ClinicalSource,
  troubles: Troubles,
): void {
  const known = Object.keys(admitted[0]?.columns ?? {});
  if (column === undefined || admitted.length === 0 || known.includes(column)) return;
  troubles.add({
    code: "column-missing",
    file: subjectsFile,
    line: 1,
    text: `has no column ${quote(column)}, which clinical in study.yaml names; its columns are ${listing(known)}.`,
  });
}

/** Fewest counts that can tell a unit: of so many neutrophil counts, one at least is above 100 per uL. */
const FEWEST = 5;

/** Neutrophils that are all below 100 per uL are given in thousands: no single row could tell, and every CR would be a CRi. */
function demandUnits(facts: ReadonlyMap<string, readonly Assessment[]>, file: string, troubles: Troubles): void {
  const counts = [...facts.values()].flat().flatMap(({ anc }) => (anc === undefined || anc === 0 ? [] : [anc]));
  if (counts.length < FEWEST || counts.some((count) => count >= 100)) return;
  troubles.add({
    code: "cell-not-valid",
    file,
    column: "anc",
    text: `none of its ${counts.length} counts is 100 per uL or more: they seem to be in thousands per uL.`,
  });
}

import { join } from "node:path";
import type { Contrast, Moment } from "../data/contrast.ts";
import { readCsv } from "../data/csv.ts";
import { decode, plain } from "../data/encoding.ts";
import type { Exclusion } from "../data/exclusion.ts";
import type { Export, ReadExport } from "../data/export.ts";
import type { Facts } from "../data/facts.ts";
import type { Outcome } from "../data/outcome.ts";
import { type Panel, panelColumns, panelOf } from "../data/panel.ts";
import type { Input, SettingUsed } from "../data/provenance.ts";
import { sampleColumns } from "../data/sample.ts";
import type { Subject } from "../data/subject.ts";
import { Trouble, Troubles } from "../data/trouble.ts";
import { admit, type Consent } from "../stages/consent.ts";
import { measureColumns } from "../stages/measure-columns.ts";
import { Aliases } from "./aliases.ts";
import { readClinical } from "./clinical.ts";
import { filesOf } from "./clinical-section.ts";
import { columnMaps } from "./column-maps.ts";
import { consentRule } from "./consent-rule.ts";
import { loadOpener } from "./containers/open.ts";
import { withDerived } from "./derived.ts";
import { EXCLUSIONS, pseudonymiseExclusion, readExclusions } from "./exclusions.ts";
import { demand, exists, findExports, holdContainer, inputOf, readInput } from "./files.ts";
import { MIQE, readMiqe } from "./miqe-file.ts";
import { demandOutcomeColumns } from "./outcome-section.ts";
import { pseudonymise } from "./pseudonymise.ts";
import { type Pseudonyms, readPseudonyms } from "./pseudonyms.ts";
import { inOrder, type Roster, rosterOf } from "./roster.ts";
import { demandSettingColumns } from "./setting-columns.ts";
import { type AllSettings, complete, settingsUsed } from "./settings.ts";
import { type Beside, exportsOf } from "./study-exports.ts";
import { parseStudyFile } from "./study-file.ts";
import { readSubjects } from "./subjects.ts";

/** All that a run needs, read from a study folder; the exports themselves are read when they are asked for. */
export interface Study {
  readonly name: string;
  readonly panel: Panel;
  readonly roster: Roster;
  readonly consent: Consent;
  /** The dates of consent of the subjects who may be used, as `subjects` names them. */
  readonly consented: Consent["admitted"];
  /** Subjects who may be used. */
  readonly subjects: readonly Subject[];
  readonly subjectsFile: string;
  /** The laboratory's own. */
  readonly exclusions: readonly Exclusion[];
  /** Every visit and time, in the study file's order. */
  readonly moments: readonly Moment[];
  readonly contrasts: readonly Contrast[];
  readonly outcomes: readonly Outcome[];
  /** Dated clinical facts; undefined where study.yaml has no section clinical, and where they were not wanted. */
  readonly facts: Facts | undefined;
  /** What the laboratory says of the items of the MIQE checklist. */
  readonly miqe: ReadonlyMap<string, string>;
  readonly set: AllSettings;
  readonly settingsUsed: readonly SettingUsed[];
  /** Reads the export files that are not kept one by one, in the order of their names; each is added to `inputs`. */
  readonly exports: () => Iterable<Export | ReadExport>;
  readonly inputs: Input[];
  /** The names that are told in the place of true ones; undefined: all are told by their own. */
  readonly pseudonyms: Pseudonyms | undefined;
  readonly aliases: Aliases;
}

/** What is read of a study beside its panel, samples and subjects. */
export interface Wanted extends Beside {
  readonly clinical: boolean;
}

/**
 * Reads a study folder: study.yaml, the panel, the samples and the subjects.
 *
 * @throws {Trouble} with every problem of these files.
 */
export async function readStudy(folder: string, wanted: Wanted): Promise<Study> {
  const inputs: Input[] = [];
  const bytes = (file: string) => {
    const content = readInput(folder, file);
    inputs.push(inputOf(file, content));
    return content;
  };
  const text = (file: string) => decode(plain(bytes(file)));
  if (!exists(join(folder, "study.yaml"))) {
    throw new Trouble([
      { code: "no-study", file: folder, text: exists(folder) ? "holds no study.yaml." : "is not there." },
    ]);
  }
  const { study, given, lineOf } = parseStudyFile("study.yaml", text("study.yaml"));
  const clinical = wanted.clinical ? study.clinical : undefined;
  demand(folder, [study.panel, study.samples, study.subjects, ...(clinical ? filesOf(clinical) : [])]);
  const panel = panelOf(readCsv(study.panel, text(study.panel), panelColumns, ["gene", "role"]));
  const troubles = new Troubles();
  const subjectTable = readSubjects(study.subjects, bytes(study.subjects), study.subject_id, troubles);
  const { all } = subjectTable;
  const consent = admit(all, consentRule(study, subjectTable.headings, troubles), study.subjects, troubles);
  const admitted = all.filter(({ subject }) => consent.admitted.has(subject));
  const sampleTable = readCsv(study.samples, text(study.samples), sampleColumns, [
    "sample",
    "subject",
    "visit",
    "time",
  ]);
  const roster = rosterOf(sampleTable, all, consent, study, troubles);
  const listed = study.exclusions ?? (exists(join(folder, EXCLUSIONS)) ? EXCLUSIONS : undefined);
  const exclusions = listed === undefined ? [] : readExclusions(listed, text(listed), roster, troubles);
  const headings = { subjects: subjectTable.headings, samples: sampleTable.headings };
  const people = { subjects: admitted, samples: roster.samples };
  const { subjects, samples } = await withDerived(study.derive, headings, people, (name, text) => {
    const line = lineOf(["derive", name]);
    troubles.add({ code: "formula-wrong", file: "study.yaml", line, column: `derive.${name}`, text });
  });
  const outcomes = Object.entries(study.outcomes).map(([name, outcome]): Outcome => ({ name, ...outcome }));
  const set = complete(given);
  const facts =
    clinical &&
    readClinical(
      {
        ...{ section: clinical, all, admitted: subjects, subjectsFile: study.subjects, text, bytes, lineOf },
        partial: set.outcome.partial_dates,
      },
      troubles,
    );
  const ofSubjects = [...headings.subjects, ...Object.keys(subjects[0]?.columns ?? {})];
  const known = {
    ofSubjects: new Set([...ofSubjects, ...(facts ? measureColumns(facts) : [])]),
    ofSamples: new Set([
      ...[...headings.samples, ...Object.keys(samples.find(({ subject }) => subject !== "")?.columns ?? {})],
    ]),
    ...{ subjects: study.subjects, samples: study.samples },
  };
  if (wanted.clinical) for (const outcome of outcomes) demandOutcomeColumns(outcome, known, troubles);
  demandSettingColumns(set, study.subjects, ofSubjects, troubles);
  const miqeFile = study.miqe ?? (exists(join(folder, MIQE)) ? MIQE : undefined);
  const miqe = miqeFile === undefined ? new Map<string, string>() : readMiqe(miqeFile, text(miqeFile));
  troubles.stop();
  if (!roster.samples.some((sample) => sample.subject !== "")) {
    const left = `${consent.notConsented} subjects have not consented, ${consent.withdrawn} have withdrawn, ${consent.admitted.size} remain, and none of these has a sample`;
    throw new Trouble([
      { code: "nothing-left", file: study.samples, text: `no sample is left that may be used: ${left}.` },
    ]);
  }
  const pseudonyms = study.pseudonyms && readPseudonyms(folder, study.pseudonyms.key, study.study);
  const aliases = new Aliases();
  const took = (input: Input) => {
    inputs.push(input);
    if (pseudonyms) aliases.add(input);
  };
  const told = pseudonyms ? pseudonymise({ subjects, samples, facts }, pseudonyms) : { subjects, samples, facts };
  const { more } = wanted;
  const files = findExports(folder, study.exports, more === undefined);
  const maps = columnMaps({ folder, columns: study.columns }, files, lineOf, troubles);
  troubles.stop();
  if (holdContainer(folder, files) || (more?.length ?? 0) > 0) await loadOpener();
  return {
    name: study.study,
    panel,
    roster: { ...roster, samples: pseudonyms ? inOrder(told.samples, study) : told.samples },
    consent,
    consented: pseudonyms
      ? new Map([...consent.admitted].map(([id, date]) => [pseudonyms.subject(id), date]))
      : consent.admitted,
    subjects: told.subjects,
    subjectsFile: study.subjects,
    exclusions: pseudonyms ? exclusions.flatMap(pseudonymiseExclusion(told.samples, pseudonyms)) : exclusions,
    moments: study.visits.flatMap((visit) => study.times.map((time) => ({ visit, time }))),
    contrasts: Object.entries(study.contrasts).map(([name, { from, to }]) => ({
      name,
      from: { visit: from[0], time: from[1] },
      to: { visit: to[0], time: to[1] },
    })),
    outcomes,
    facts: told.facts,
    miqe,
    set,
    settingsUsed: settingsUsed(set, given),
    exports: () => exportsOf({ folder, files, maps }, wanted, took),
    inputs,
    ...{ pseudonyms, aliases },
  };
}

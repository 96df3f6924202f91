import { createHash } from "node:crypto";
import { closeSync, fstatSync, openSync, readSync, statSync } from "node:fs";
import { join } from "node:path";
import { globSync } from "tinyglobby";
import type { Contrast, Moment } from "../data/contrast.ts";
import { readCsv } from "../data/csv.ts";
import type { Export } from "../data/export.ts";
import type { Outcome } from "../data/outcome.ts";
import { type Panel, panelColumns, panelOf } from "../data/panel.ts";
import type { Input, SettingUsed } from "../data/provenance.ts";
import { sampleColumns } from "../data/sample.ts";
import type { Subject } from "../data/subject.ts";
import { listing, quote, Trouble, Troubles } from "../data/trouble.ts";
import { admit, type Consent, type ConsentRule } from "../stages/consent.ts";
import { type Roster, rosterOf, subjectColumns, subjectsOf } from "./roster.ts";
import { type AllSettings, complete, settingsUsed } from "./settings.ts";
import { parseStudyFile, type StudyFile } from "./study-file.ts";

/** All that a run needs, read from a study folder; the exports themselves are read when they are asked for. */
export interface Study {
  readonly name: string;
  readonly panel: Panel;
  readonly roster: Roster;
  readonly consent: Consent;
  /** Subjects who may be used. */
  readonly subjects: readonly Subject[];
  readonly subjectsFile: string;
  /** Every visit and time, in the study file's order. */
  readonly moments: readonly Moment[];
  readonly contrasts: readonly Contrast[];
  readonly outcomes: readonly Outcome[];
  readonly set: AllSettings;
  readonly settingsUsed: readonly SettingUsed[];
  /** Reads the export files one by one, in the order of their names; each is added to `inputs`. */
  readonly exports: () => Iterable<Export>;
  readonly inputs: Input[];
}

/**
 * Reads a study folder: study.yaml, the panel, the samples and the subjects.
 *
 * @throws {Trouble} with every problem of these files.
 */
export async function readStudy(folder: string): Promise<Study> {
  const inputs: Input[] = [];
  const text = (file: string) => {
    const bytes = readInput(folder, file);
    inputs.push(inputOf(file, bytes));
    return new TextDecoder().decode(bytes);
  };
  if (!exists(join(folder, "study.yaml"))) {
    throw new Trouble([
      { code: "no-study", file: folder, text: exists(folder) ? "holds no study.yaml." : "is not there." },
    ]);
  }
  const { study, given } = parseStudyFile("study.yaml", text("study.yaml"));
  const panel = panelOf(readCsv(study.panel, text(study.panel), panelColumns, ["gene", "role"]));
  const troubles = new Troubles();
  const subjectTable = readCsv(study.subjects, text(study.subjects), subjectColumns, ["subject"]);
  const all = subjectsOf(subjectTable, troubles);
  const consent = admit(all, consentRule(study, subjectTable.headings, troubles), study.subjects, troubles);
  troubles.stop();
  const admitted = all.filter(({ subject }) => consent.admitted.has(subject));
  const subjects = await withDerived(study, admitted, troubles);
  const sampleTable = readCsv(study.samples, text(study.samples), sampleColumns, [
    "sample",
    "subject",
    "visit",
    "time",
  ]);
  const roster = rosterOf(sampleTable, all, consent, study, troubles);
  const outcomes = Object.entries(study.outcomes).map(([name, outcome]): Outcome => ({ name, ...outcome }));
  for (const { name, column } of outcomes) {
    if (!subjectTable.headings.includes(column) && !(column in study.derive)) {
      troubles.add({
        code: "column-missing",
        file: study.subjects,
        line: 1,
        text: `has no column ${quote(column)} for the outcome ${quote(name)}; its columns are ${listing(subjectTable.headings)}.`,
      });
    }
  }
  troubles.stop();
  if (!roster.samples.some((sample) => sample.subject !== "")) {
    const left = `${consent.notConsented} subjects have not consented, ${consent.withdrawn} have withdrawn, ${consent.admitted.size} remain, and none of these has a sample`;
    throw new Trouble([
      { code: "nothing-left", file: study.samples, text: `no sample is left that may be used: ${left}.` },
    ]);
  }
  const files = findExports(folder, study);
  const set = complete(given);
  return {
    name: study.study,
    panel,
    roster,
    consent,
    subjects,
    subjectsFile: study.subjects,
    moments: study.visits.flatMap((visit) => study.times.map((time) => ({ visit, time }))),
    contrasts: Object.entries(study.contrasts).map(([name, { from, to }]) => ({
      name,
      from: { visit: from[0], time: from[1] },
      to: { visit: to[0], time: to[1] },
    })),
    outcomes,
    set,
    settingsUsed: settingsUsed(set, given),
    *exports() {
      const reader = new FileReader();
      for (const file of files) {
        const bytes = reader.read(folder, file);
        inputs.push(inputOf(file, bytes));
        yield { file, bytes };
      }
    },
    inputs,
  };
}

/** Formulas are rare and their machinery is large: it is loaded only where there is one. */
async function withDerived(
  { derive }: StudyFile,
  subjects: readonly Subject[],
  troubles: Troubles,
): Promise<readonly Subject[]> {
  if (Object.keys(derive).length === 0) return subjects;
  const formulas = await import("./derive.ts");
  return formulas.derive(derive, subjects, troubles);
}

function consentRule(
  { consent, subjects }: StudyFile,
  headings: readonly string[],
  troubles: Troubles,
): ConsentRule | "none" {
  if (consent === "none") return "none";
  const rule = consent ?? {
    column: "consent",
    withdrawn: headings.includes("consent_withdrawn") ? "consent_withdrawn" : undefined,
  };
  for (const column of [rule.column, rule.withdrawn, "date" in rule ? rule.date : undefined]) {
    if (column === undefined || headings.includes(column)) continue;
    troubles.add({
      code: "consent-unclear",
      file: subjects,
      line: 1,
      text: `has no column ${quote(column)} that would tell of consent; its columns are ${listing(headings)}.`,
    });
  }
  return rule;
}

/** @throws {Trouble} when no file fits the globs, and for every one that cannot be read. */
function findExports(folder: string, { exports }: StudyFile): string[] {
  const files = globSync(exports, { cwd: folder, onlyFiles: true, expandDirectories: false }).sort();
  if (files.length === 0)
    throw new Trouble([
      {
        code: "no-exports",
        file: "study.yaml",
        column: "exports",
        text: `no file fits ${listing(exports)} in ${folder}.`,
      },
    ]);
  return files;
}

function readInput(folder: string, file: string): Buffer {
  return new FileReader().read(folder, file);
}

/** Reads files one after the other into the same memory: what was read is valid until the next file is. */
class FileReader {
  private room = Buffer.alloc(0);

  /** @throws {Trouble} when the file cannot be read. */
  read(folder: string, file: string): Buffer {
    let open: number | undefined;
    try {
      open = openSync(join(folder, file), "r");
      const { size } = fstatSync(open);
      if (this.room.length <= size) this.room = Buffer.allocUnsafeSlow(size + (size >> 1) + 1);
      let length = 0;
      for (let more = -1; more !== 0; length += more) {
        if (length === this.room.length) this.room = Buffer.concat([this.room], 2 * length);
        more = readSync(open, this.room, length, this.room.length - length, null);
      }
      return this.room.subarray(0, length);
    } catch (error) {
      throw new Trouble([{ code: "file-unreadable", file, text: `cannot be read: ${(error as Error).message}.` }]);
    } finally {
      if (open !== undefined) closeSync(open);
    }
  }
}

function inputOf(path: string, bytes: Uint8Array): Input {
  return { path, bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

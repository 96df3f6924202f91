import type { KeptExport } from "../data/export.ts";
import { type Input, type Provenance, type RunRecord, WITHHELD } from "../data/provenance.ts";
import type { Table } from "../data/table.ts";
import { Trouble } from "../data/trouble.ts";
import type { WellsOutput } from "../stages/wells.ts";
import { analyse, type Done } from "./analyse.ts";
import { folderName, PROVENANCE, REPORT, RunFolder } from "./run-folder.ts";
import { runId } from "./run-id.ts";
import type { StageName } from "./settings.ts";
import { readStudy, type Study, type Wanted } from "./study.ts";
import { tell } from "./tell.ts";
import { version } from "./version.ts";

export interface RunOptions {
  /** Folder for the run's folder, and for the index over all that are there; without it nothing is written. */
  readonly out?: string | undefined;
  /** Exports beside those of the study folder. */
  readonly more?: Wanted["more"];
  /** What else a reader must know of an export: it stands in the section of the wells, unless the export is withheld. */
  readonly notes?: readonly { readonly file: string; readonly text: string }[] | undefined;
  /** Stop after this stage. */
  readonly until?: StageName | undefined;
  /**
   * Asked before each export is read: what `extractOf` gave of it before stands for it, and the file is not opened. Whoever
   * answers vouches that the file still holds those bytes; provenance names their size and SHA-256.
   */
  readonly kept?: ((file: string) => KeptExport | undefined) | undefined;
  /** Told of the study when its exports were read; what it throws stops the run, and nothing is written. */
  readonly onRead?: ((study: Study) => void) | undefined;
  /** One of many that are made at once: the index over the runs in `out`, and what killed ones left there, stay as they are. */
  readonly oneOfMany?: boolean | undefined;
  /** Told of each stage as it is done, and waited for. */
  readonly onStage?: (done: {
    readonly name: string;
    readonly headline: string;
    readonly seconds: number;
  }) => void | Promise<void>;
}

type Outputs = ReturnType<typeof analyse> extends Generator<Done, infer Result> ? Result : never;

export interface Run {
  readonly study: Study;
  /** Hash of inputs, settings and version. */
  readonly id: string;
  /**
   * The run's folder, whether the same run was there before, and why the index beside it could not be written, where it
   * could not; undefined when nothing was to be written.
   */
  readonly folder:
    | { readonly path: string; readonly before: boolean; readonly unlisted?: string | undefined }
    | undefined;
  /** A table by its name, without `.csv`; `rowsOf` gives its rows. Throws where the run made none of that name. */
  readonly table: (name: string) => Table;
  /** What each stage made; undefined when the run was stopped before the last. */
  readonly outputs: Outputs | undefined;
}

/** The stages that outcomes are needed for: what is stopped before them does not read the clinical tables. */
const clinical: ReadonlySet<StageName> = new Set(["outcome", "association", "sensitivity", "miqe"]);

/** A run of all stages. */
export type WholeRun = Run & { readonly outputs: Outputs };

/**
 * Runs a study folder through the stages, and writes tables, report and provenance to a folder of its own under `out`.
 *
 * @throws {Trouble} when something in the study must be mended first; then nothing was written.
 */
export function run(folder: string, options?: RunOptions & { readonly until?: undefined }): Promise<WholeRun>;
export function run(folder: string, options: RunOptions): Promise<Run>;
export async function run(
  folder: string,
  { out, until, more, kept, notes = [], onRead, oneOfMany = false, onStage }: RunOptions = {},
): Promise<Run> {
  const started = new Date();
  const study = await readStudy(folder, { clinical: until === undefined || clinical.has(until), more, kept });
  if (until === "outcome" && study.facts === undefined) {
    const text = "has no section clinical, and so there is no outcome to derive.";
    throw new Trouble([{ code: "no-clinical", file: "study.yaml", text }]);
  }
  const target = out === undefined ? undefined : new RunFolder(out, { sweep: !oneOfMany });
  try {
    const done: Done[] = [];
    const tables = new Map<string, () => Table>();
    const table = (name: string) => {
      const found = tables.get(name);
      if (found === undefined) throw new RangeError(`no table ${name}; there are ${[...tables.keys()].join(", ")}`);
      return found();
    };
    const written: Provenance["tables"][number][] = [];
    let rdes: Provenance["rdes"];
    const stages = analyse(study);
    let outputs: Outputs | undefined;
    for (let clock = performance.now(); ; ) {
      const next = stages.next();
      if (next.done) {
        outputs = next.value;
        break;
      }
      if (done.push(next.value) === 1) onRead?.(study);
      for (const { name, table } of next.value.tables) {
        tables.set(name, table);
        if (target) written.push(target.table(name, table()));
      }
      if (target && next.value.name === "wells") rdes = target.rdes((next.value.output as WellsOutput).wells);
      await onStage?.({
        name: next.value.name,
        headline: next.value.summary().headline,
        seconds: (performance.now() - clock) / 1000,
      });
      clock = performance.now();
      if (next.value.name === until) break;
    }
    const withheld = (done[0]!.output as WellsOutput).withheld.files;
    const told = notes.filter(({ file }) => !withheld.has(file)).map(({ text }) => text);
    const provenance = provenanceOf(study, withheld, { tables: written, rdes }, until, told);
    if (target === undefined) return { study, id: provenance.run, folder: undefined, table, outputs };
    let report: RunRecord["report"];
    if (outputs !== undefined) {
      const clock = performance.now();
      const { reportHtml } = await import("../reports/report.tsx");
      report = target.text(REPORT, reportHtml(tell(study, outputs, done, provenance, told)));
      await onStage?.({
        name: "report",
        headline: "report.html was written.",
        seconds: (performance.now() - clock) / 1000,
      });
    }
    const headlines = done.map(({ name, summary }) => ({ stage: name, text: summary().headline }));
    const times = { started: started.toISOString(), ended: new Date().toISOString(), node: process.version };
    target.text(PROVENANCE, `${JSON.stringify({ ...provenance, report, headlines, ...times }, undefined, 2)}\n`);
    const published = target.publish(folderName(study.name, provenance.run));
    const index = oneOfMany ? undefined : (await import("./run-index.ts")).refreshIndex(out!);
    return { study, id: provenance.run, folder: { ...published, unlisted: index }, table, outputs };
  } catch (error) {
    target?.discard();
    throw study.aliases.untold(error);
  }
}

/** `withheld`: exports that hold nothing but samples without consent; their names are not told. */
function provenanceOf(
  study: Study,
  withheld: ReadonlySet<string>,
  files: Pick<Provenance, "tables" | "rdes">,
  until: StageName | undefined,
  notes: readonly string[],
): Provenance {
  const inputs = inputsTold(study, withheld);
  const { settingsUsed: settings, pseudonyms } = study;
  const told = {
    ...(notes.length > 0 ? { notes } : {}),
    ...(pseudonyms ? { pseudonyms: { key: pseudonyms.fingerprint } } : {}),
  };
  const run = runId({ version, inputs, settings, ...told }, until);
  const { moments, contrasts } = study;
  const design = { moments, contrasts };
  return { program: "deltact", version, run, study: study.name, inputs, settings, design, ...files, ...told };
}

/** Where exports are told by other names, their order is that of these. */
function inputsTold({ inputs, aliases }: Study, withheld: ReadonlySet<string>): Provenance["inputs"] {
  const own = inputs.filter(({ path }) => !aliases.has(path) && !withheld.has(path));
  const exports = inputs.filter(({ path }) => aliases.has(path));
  const told = (input: Input) => ({ ...input, path: withheld.has(input.path) ? WITHHELD : aliases.of(input.path) });
  if (exports.length === 0) return inputs.map(told);
  const key = ({ path, sha256 }: Input) => `${path} ${sha256}`;
  return [...own, ...exports.map(told).sort((a, b) => (key(a) < key(b) ? -1 : 1))];
}

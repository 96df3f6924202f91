import { join } from "node:path";
import { recordsOf } from "../data/csv.ts";
import type { Input, RunRecord } from "../data/provenance.ts";
import { type Problem, printable, Trouble } from "../data/trouble.ts";
import type { Difference, Verification, VerifiedFile } from "../data/verification.ts";
import { firstDifference } from "../stages/first-difference.ts";
import { fileProblems } from "../stages/verification-files.ts";
import { reasonsToDiffer, recordProblems } from "../stages/verification-record.ts";
import { verificationSummary, verificationVerdict } from "../stages/verification-summary.ts";
import { exists } from "./files.ts";
import { recompute } from "./recompute.ts";
import { filesOfRun, hashesOf } from "./run-files.ts";
import { PROVENANCE, REPORT } from "./run-folder.ts";
import { untilOf } from "./run-id.ts";
import { readRecord, runFolderOf } from "./run-record.ts";
import type { StageName } from "./settings.ts";
import { fromStore } from "./store/stored-inputs.ts";
import { changedInputs } from "./study-inputs.ts";
import { textsOf } from "./table-file.ts";
import { version } from "./version.ts";

export interface VerifyOptions {
  /** Folder of the study that was run; without it the run's files are held against its record alone. */
  readonly study?: string | undefined;
  /** Folder of the store that the uploads among the inputs are kept in. */
  readonly store?: string | undefined;
  /** Recompute also what another version wrote. */
  readonly anyVersion?: boolean | undefined;
  /** Told of each stage as it is recomputed. */
  readonly onStage?: ((name: string) => void) | undefined;
}

/**
 * Whether the files of a run are as it wrote them, and whether its inputs give them again to the byte. The run's folder and
 * the study's are read, and never written to.
 *
 * @throws {Trouble} when the folder is no run.
 */
export async function verifyRun(path: string, options: VerifyOptions = {}): Promise<Verification> {
  const folder = runFolderOf(path);
  const record = readRecord(folder);
  const { until, proven } = untilOf(record, record.report !== undefined || exists(join(folder, REPORT)));
  const found = filesOfRun(folder, record, until === undefined);
  const made =
    record.version === version && !proven
      ? { findings: [{ code: "record-altered" as const, file: PROVENANCE, text: ALTERED }] }
      : await recomputed({ folder, record, until, found }, options);
  const files = made.files ?? found;
  const verified = {
    ...{ run: record.run, study: record.study, version: { wrote: record.version, verified: version }, files },
    findings: [...files.flatMap(fileProblems), ...made.findings],
    recomputed: made.files !== undefined,
  };
  const named = options.study !== undefined;
  const verdict = verificationVerdict(verified, named);
  return { ...verified, verdict, summary: verificationSummary(verified, verdict, named) };
}

const ALTERED = "the run's id is not that of the inputs, settings and version in it: it was changed since.";

interface Found {
  readonly folder: string;
  readonly record: RunRecord;
  readonly until: StageName | undefined;
  readonly found: readonly VerifiedFile[];
}

/** `files`: undefined where nothing was recomputed. */
interface Recomputed {
  readonly files?: readonly VerifiedFile[] | undefined;
  readonly findings: readonly Problem[];
}

async function recomputed(run: Found, { study, store, anyVersion, onStage }: VerifyOptions): Promise<Recomputed> {
  if (study === undefined) return { findings: [] };
  try {
    const { inputs, version: wrote } = run.record;
    const { own, more } = store === undefined ? { own: inputs, more: undefined } : fromStore(inputs, store);
    const findings = [...changedInputs(study, own)];
    if (wrote !== version && !anyVersion) findings.push(otherVersion(wrote));
    if (findings.length > 0) return { findings };
    const notes = run.record.notes?.map((text) => ({ file: "", text }));
    const what = { until: run.until, more, notes };
    return await recompute(study, what, onStage ?? (() => {}), (folder) => compared(run, folder));
  } catch (error) {
    if (error instanceof Trouble) return { findings: error.problems };
    throw error;
  }
}

function otherVersion(wrote: string): Problem {
  const text = `deltact ${printable(wrote)} wrote the run, and this is ${version}; --any-version recomputes it nevertheless.`;
  return { code: "run-version", file: PROVENANCE, text };
}

/** The files of a run beside those of its recomputation in another folder. */
function compared({ folder, record, found }: Found, again: string): Recomputed {
  const made = readRecord(again);
  const keys = [record, made].map(({ pseudonyms }) => pseudonyms?.key ?? "none");
  if (keys[0] !== keys[1]) {
    const text = `the pseudonyms are by the key with the fingerprint ${keys[1]}; those of the run are by ${printable(keys[0]!)}.`;
    return { findings: [{ code: "pseudonym-key", file: "study.yaml", column: "pseudonyms.key", text }] };
  }
  if (!sameInputs(record.inputs, made.inputs)) {
    const text =
      "the inputs that were recomputed from are not those of the run: they changed meanwhile, or one is twice.";
    return { findings: [{ code: "input-changed", text }] };
  }
  const hashes = new Map(hashesOf(made));
  // The report tells the run's id, which hangs on the version, and on the order that withheld exports have by their names.
  const ofReport = record.version === made.version && record.run === made.run;
  if (ofReport && made.report) hashes.set(REPORT, made.report.sha256);
  const files = found.map((one): VerifiedFile => {
    const hash = hashes.get(one.file) ?? null;
    hashes.delete(one.file);
    if (one.told === undefined && hash === null) return one;
    if (one.file === REPORT) return ofReport ? { ...one, made: hash } : one;
    return { ...one, made: hash, difference: differenceOf(one, hash, folder, again) };
  });
  for (const [file, hash] of hashes) files.push({ file, told: undefined, found: undefined, made: hash });
  const differs = files.some(({ told, found, made }) => made !== undefined && made !== (told ?? found));
  const told = record.version === made.version ? recordProblems(record, made) : [];
  return { files, findings: [...told, ...(differs ? reasonsToDiffer(record, made) : [])] };
}

function sameInputs(a: readonly Input[], b: readonly Input[]): boolean {
  const spelt = (inputs: readonly Input[]) => JSON.stringify(inputs.map(({ path, sha256 }) => [path, sha256]).sort());
  return spelt(a) === spelt(b);
}

function differenceOf(one: VerifiedFile, made: string | null, folder: string, again: string): Difference | undefined {
  if (made === null || one.found === undefined || one.found === made) return undefined;
  const records = [folder, again].map((where) => recordsOf(textsOf(join(where, one.file))));
  const difference = firstDifference(records[0]!, records[1]!);
  for (const record of records) record.return(undefined);
  return difference;
}

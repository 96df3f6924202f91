import { createHash } from "node:crypto";
import { basename, join } from "node:path";
import { decode, plain } from "../../data/encoding.ts";
import type { Task } from "../../data/portfolio.ts";
import type { Input, SettingUsed } from "../../data/provenance.ts";
import { Trouble } from "../../data/trouble.ts";
import { filesOf } from "../clinical-section.ts";
import { EXCLUSIONS } from "../exclusions.ts";
import { exists, exportFiles, readInput } from "../files.ts";
import { MIQE } from "../miqe-file.ts";
import { readPseudonyms } from "../pseudonyms.ts";
import { complete, settingsUsed } from "../settings.ts";
import { parseStudyFile } from "../study-file.ts";
import { weighed } from "../table-file.ts";
import { version } from "../version.ts";

const STUDY = "study.yaml";

/**
 * What a run of a study will read, hashed and not looked into: a study that cannot be run is a task too, and fails by
 * itself. Where study.yaml cannot be read, nobody can say what it names.
 */
export function planned(folder: string): Task {
  const inputs: Input[] = [];
  const take = (path: string) => {
    try {
      inputs.push({ path, ...weighed(join(folder, path)) });
    } catch (error) {
      // Whoever runs the study says what is wrong with the file.
      if (!(error instanceof Error && "syscall" in error)) throw error;
      inputs.push({ path, bytes: 0, sha256: "" });
    }
  };
  take(STUDY);
  let [name, key] = [basename(folder), ""];
  let settings: readonly SettingUsed[] | undefined;
  try {
    const { study, given } = parseStudyFile(STUDY, decode(plain(readInput(folder, STUDY))));
    name = study.study;
    settings = settingsUsed(complete(given), given);
    const perhaps = [study.exclusions ?? EXCLUSIONS, study.miqe ?? MIQE].filter((file) => exists(join(folder, file)));
    const named = [study.panel, study.samples, study.subjects, ...(study.clinical ? filesOf(study.clinical) : [])];
    for (const file of new Set([...named, ...perhaps, ...exportFiles(folder, study.exports)])) take(file);
    if (study.pseudonyms) key = readPseudonyms(folder, study.pseudonyms.key, name).fingerprint;
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
  }
  const bytes = inputs.reduce((sum, input) => sum + input.bytes, 0);
  return { ...identityOf(name, inputs, key, settings), folder, files: inputs.length, bytes };
}

/** What tells a study of these files and settings from any other: the same of what is planned and of what a run read. */
export function identityOf(
  study: string,
  inputs: readonly Input[],
  pseudonymKey: string,
  settings: readonly SettingUsed[] | undefined,
): Pick<Task, "study" | "inputs" | "settings" | "key"> {
  const files = new Map(inputs.map(({ path, sha256 }) => [path, sha256]));
  const read = hash([pseudonymKey, ...[...files].sort(([a], [b]) => (a < b ? -1 : 1))]);
  const told = { study, inputs: read, settings: settings ? hash(settings) : "" };
  return { ...told, key: hash({ version, ...told }) };
}

function hash(what: unknown): string {
  return createHash("sha256").update(JSON.stringify(what)).digest("hex");
}

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { mentions } from "../../data/mention.ts";
import { isFile } from "../files.ts";
import { PROVENANCE } from "../run-folder.ts";
import { readRecord } from "../run-record.ts";
import type { Person } from "./person.ts";

export interface RunPlaces {
  /** Folder of runs, and those that are known elsewhere. */
  readonly out: string;
  readonly runs: readonly string[];
  /** Of the study. */
  readonly name: string;
}

/** Folders of a study's runs that name a subject or its samples. */
export function runsNaming({ names }: Person, { out, runs, name }: RunPlaces): string[] {
  const beside = existsSync(out) ? readdirSync(out).map((name) => resolve(out, name)) : [];
  const folders = [...new Set([...runs, ...beside])].filter((folder) => isFile(join(folder, PROVENANCE))).sort();
  return folders
    .filter((folder) => readRecord(folder).study === name)
    .filter((folder) => readdirSync(folder).some((file) => mentions(readFileSync(join(folder, file)), names)));
}

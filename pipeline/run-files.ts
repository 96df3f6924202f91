import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { RunRecord } from "../data/provenance.ts";
import { Trouble } from "../data/trouble.ts";
import type { VerifiedFile } from "../data/verification.ts";
import { isFile, unreadable } from "./files.ts";
import { REPORT } from "./run-folder.ts";
import { chunksOf } from "./table-file.ts";

/** The tables, the spreadsheets of the cards and the report of a run as provenance.json tells them and as they are; then those that it does not tell. */
export function filesOfRun(folder: string, record: RunRecord, hasReport: boolean): VerifiedFile[] {
  const told = new Map(hashesOf(record));
  const files: VerifiedFile[] = [...told].map(([file, told]) => ({ file, told, found: hashOf(folder, file) }));
  if (hasReport) {
    files.push({ file: REPORT, told: record.report?.sha256 ?? null, found: hashOf(folder, REPORT) });
  }
  const foreign = readdirSync(folder)
    .filter((file) => /\.(csv|tsv)$/.test(file) || file === REPORT)
    .filter((file) => !files.some((one) => one.file === file))
    .sort();
  return [...files, ...foreign.map((file) => ({ file, told: undefined, found: hashOf(folder, file) }))];
}

/** The tables and the spreadsheets of the cards that a run wrote, with their hashes. */
export function hashesOf({ tables, rdes = [] }: RunRecord): (readonly [file: string, sha256: string])[] {
  return [
    ...tables.map(({ name, sha256 }) => [`${name}.csv`, sha256] as const),
    ...rdes.map(({ file, sha256 }) => [file, sha256] as const),
  ];
}

/** undefined where there is no such file. */
function hashOf(folder: string, file: string): string | undefined {
  const path = join(folder, file);
  if (!isFile(path)) return undefined;
  const hash = createHash("sha256");
  try {
    for (const chunk of chunksOf(path)) hash.update(chunk);
  } catch (error) {
    throw new Trouble([unreadable(path, error)]);
  }
  return hash.digest("hex");
}

import { basename, dirname, join, resolve } from "node:path";
import * as z from "zod/mini";
import { parseJson } from "../data/json.ts";
import type { RunRecord } from "../data/provenance.ts";
import { Trouble } from "../data/trouble.ts";
import { exists, readInput } from "./files.ts";
import { PROVENANCE } from "./run-folder.ts";

const moment = z.object({ visit: z.string(), time: z.string() });

const record = z.object({
  program: z.literal("deltact"),
  version: z.string(),
  run: z.string().check(z.minLength(1)),
  study: z.string(),
  inputs: z.array(z.object({ path: z.string(), bytes: z.number(), sha256: z.string() })),
  settings: z.array(
    z.object({
      name: z.string(),
      value: z.string(),
      from: z.enum(["study.yaml", "default"]),
      unit: z.string(),
      meaning: z.string(),
    }),
  ),
  tables: z.array(z.object({ name: z.string().check(z.regex(/^[a-z-]+$/)), rows: z.number(), sha256: z.string() })),
  rdes: z.optional(
    z.array(
      z.object({ file: z.string().check(z.regex(/^rdes-[A-Za-z0-9-]+\.tsv$/)), rows: z.number(), sha256: z.string() }),
    ),
  ),
  pseudonyms: z.optional(z.object({ key: z.string() })),
  design: z.optional(
    z.object({
      moments: z.array(moment),
      contrasts: z.array(z.object({ name: z.string(), from: moment, to: moment })),
    }),
  ),
  notes: z.optional(z.array(z.string())),
  report: z.optional(z.object({ sha256: z.string() })),
  node: z.optional(z.string()),
  headlines: z._default(z.array(z.object({ stage: z.string(), text: z.string() })), []),
  ended: z.string().check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)),
});

/** The folder of a run that is named by itself, or by its report or its provenance. */
export function runFolderOf(path: string): string {
  const name = basename(path);
  return name === "report.html" || name === PROVENANCE ? dirname(resolve(path)) : path;
}

/**
 * What a run's folder says of the run.
 *
 * @throws {Trouble} when the folder holds no run, or its provenance cannot be read.
 */
export function readRecord(folder: string): RunRecord {
  if (!exists(join(folder, PROVENANCE))) {
    const text = exists(folder) ? `holds no ${PROVENANCE}, and so no run.` : "is not there.";
    throw new Trouble([{ code: "no-run", file: folder, text }]);
  }
  const json = parseJson(readInput(folder, PROVENANCE).toString("utf8"));
  if ("fault" in json) throw broken(folder, `is not JSON: ${json.fault}.`);
  const read = record.safeParse(json.value);
  if (read.success) return read.data;
  const at = read.error.issues[0]!.path.join(".");
  throw broken(folder, `is not what a run writes${at && `: ${at} is not there, or of another kind`}.`);
}

function broken(folder: string, text: string): Trouble {
  return new Trouble([{ code: "run-broken", file: join(folder, PROVENANCE), text }]);
}

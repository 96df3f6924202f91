import { createHash } from "node:crypto";
import { hostname } from "node:os";
import { dirname, resolve } from "node:path";
import { type Made, type Manifest, type PortfolioTable, portfolioTables, type Sentinel } from "../../data/portfolio.ts";
import { Trouble } from "../../data/trouble.ts";
import { type Run, run } from "../run.ts";
import { REPORT } from "../run-folder.ts";
import { readRecord } from "../run-record.ts";
import { Disk } from "../store/disk.ts";
import type { Study } from "../study.ts";
import { version } from "../version.ts";
import { jobOf } from "./engine.ts";
import { isDone } from "./is-done.ts";
import { ownName } from "./own-name.ts";
import { partOf } from "./part.ts";
import { places } from "./places.ts";
import { identityOf } from "./planned.ts";
import { leaveSentinel, readSentinel } from "./sentinel.ts";

/** The folder of a portfolio whose plan lies in it. */
export function outOf(manifest: string): string {
  return dirname(dirname(resolve(manifest)));
}

/**
 * Does one task of a portfolio, unless it is done, and leaves behind what came of it. It may be called again, by any
 * machine, at any time, and while another does the same: each gives the same bytes.
 */
export async function runTask(out: string, { tasks }: Manifest, index: number): Promise<Sentinel> {
  const task = tasks[index]!;
  if (isDone(out, task.key)) return readSentinel(out, task.key)!;
  const started = new Date().toISOString();
  const of = { key: task.key, study: task.study };
  const by = () => ({
    ...{ host: process.env.SLURMD_NODENAME ?? hostname(), job: jobOf(process.env), version },
    ...{ node: process.version, started, ended: new Date().toISOString() },
  });
  try {
    const onRead = ({ name, inputs, pseudonyms, settingsUsed }: Study) => {
      if (identityOf(name, inputs, pseudonyms?.fingerprint ?? "", settingsUsed).key === task.key) return;
      const text = "its files are no longer those of the plan.";
      throw new Trouble([{ code: "plan-outdated", file: task.folder, text }]);
    };
    const made = await run(task.folder, { out: places.runs(out), onRead, oneOfMany: true });
    return leaveSentinel(out, { ...of, status: "done", message: "", made: await leave(out, task.key, made), by: by() });
  } catch (error) {
    const message = error instanceof Trouble ? error.message : ((error as Error).stack ?? String(error));
    return leaveSentinel(out, { ...of, status: "failed", message, by: by() });
  }
}

/** Writes the study's rows of the portfolio's tables, and tells all that was made. */
async function leave(out: string, key: string, made: Run): Promise<Made> {
  const { path } = made.folder!;
  const { tables, rdes = [], report, headlines } = readRecord(path);
  const parts: Partial<Record<PortfolioTable, { rows: number; sha256: string }>> = {};
  for (const name of portfolioTables) {
    if (!tables.some((table) => table.name === name)) continue;
    const bytes = await partOf(made, name);
    const place = places.part(out, key, name);
    new Disk().write(place, bytes, ownName(place));
    parts[name] = { rows: made.table(name).length, sha256: createHash("sha256").update(bytes).digest("hex") };
  }
  const files = {
    ...Object.fromEntries(tables.map(({ name, sha256 }) => [`${name}.csv`, sha256])),
    ...Object.fromEntries(rdes.map(({ file, sha256 }) => [file, sha256])),
    ...(report && { [REPORT]: report.sha256 }),
  };
  return { run: made.id, folder: path.slice(dirname(path).length + 1), files, parts, headlines };
}

import { createHash } from "node:crypto";
import { mkdirSync, realpathSync } from "node:fs";
import { basename, join } from "node:path";
import type { Manifest } from "../../../data/portfolio.ts";
import { listing } from "../../../data/trouble.ts";
import { writeManifest } from "../manifest.ts";
import { places } from "../places.ts";
import type { SlurmSettings } from "../portfolio-file.ts";
import { configured, refused, resources, slurm } from "./commands.ts";

/** How an array is asked for. */
export interface Request {
  readonly out: string;
  readonly program: readonly string[];
  readonly settings: SlurmSettings;
  /** Tasks at once; undefined: as many as Slurm gives. */
  readonly jobs: number | undefined;
  /** The array that must have ended before; only where tasks at once are bounded, for the bound is of an array. */
  readonly after?: string | undefined;
}

/** The name of all arrays of a portfolio's folder. */
export function nameOf(out: string): string {
  return `deltact-${createHash("sha256").update(realpathSync(out)).digest("hex").slice(0, 12)}`;
}

/** How many elements an array may have here. */
export async function mostOf(): Promise<number> {
  const most = Number(await configured("MaxArraySize"));
  if (!(most > 1)) throw refused("Slurm takes no arrays here: its MaxArraySize is below 2");
  return most - 1;
}

/**
 * Submits the tasks of a manifest as one array, and gives its id; or what sbatch said where it has no room now.
 *
 * @throws {Trouble} where Slurm will never take it as it is asked for.
 */
export async function submit(
  chunk: Manifest,
  request: Request,
): Promise<{ readonly job: string } | { readonly full: string }> {
  const { out, program, settings, jobs, after } = request;
  const manifest = writeManifest(out, chunk);
  mkdirSync(places.logs(out), { recursive: true });
  const log = join(places.logs(out).replaceAll("%", "%%"), "%A_%a.log");
  const bound = jobs === undefined ? "" : `%${jobs}`;
  const { each } = settings;
  const words = [
    "--parsable",
    `--array=0-${Math.ceil(chunk.tasks.length / each) - 1}${bound}`,
    `--job-name=${nameOf(out)}`,
    `--comment=${basename(manifest, ".jsonl")}x${each}`,
    `--output=${log}`,
    "--open-mode=append",
    "--requeue",
    "--ntasks=1",
    `--chdir=${out}`,
    ...(["partition", "account", "qos", "time", "mem"] as const).flatMap((key) =>
      settings[key] === undefined ? [] : [`--${key}=${settings[key]}`],
    ),
    ...(after === undefined ? [] : [`--dependency=afterany:${after}`]),
    ...settings.options,
  ];
  const task = [...program, "run-task", "--manifest", manifest, "--each", String(each)];
  const script = `#!/bin/sh\nexec ${task.map(inShell).join(" ")}\n`;
  const { code, stdout, complaint } = await slurm("sbatch", words, script);
  if (code === 0) return { job: stdout.trim().split(";")[0]! };
  if (/limit|temporarily|timed out|contact/i.test(complaint)) return { full: complaint };
  const { partitions, memory } = await resources();
  throw refused(
    `sbatch says: ${complaint}. Here are the partitions ${listing(partitions)}, and the largest node has ${memory} MB`,
  );
}

/** A word that a shell takes as it is. */
function inShell(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}

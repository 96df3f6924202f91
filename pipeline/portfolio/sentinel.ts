import { readFileSync, rmSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import * as z from "zod/mini";
import { parseJson } from "../../data/json.ts";
import { portfolioTables, type Sentinel } from "../../data/portfolio.ts";
import { exists } from "../files.ts";
import { Disk } from "../store/disk.ts";
import { ownName } from "./own-name.ts";
import { places } from "./places.ts";

const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/));
/** A name within a folder, and no way out of it. */
const fileName = z.string().check(z.regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/));

const part = z.optional(z.object({ rows: z.int(), sha256 }));

const sentinel = z.object({
  key: sha256,
  study: z.string(),
  status: z.enum(["done", "failed", "differs"]),
  message: z.string(),
  made: z.optional(
    z.object({
      run: sha256,
      folder: fileName,
      files: z.record(fileName, sha256),
      parts: z.object(Object.fromEntries(portfolioTables.map((name) => [name, part]))),
      headlines: z.array(z.object({ stage: z.string(), text: z.string() })),
    }),
  ),
  by: z.object({
    ...{ host: z.string(), job: z.string(), version: z.string(), node: z.string() },
    ...{ started: z.string(), ended: z.string() },
  }),
});

/** What a task left behind; undefined where it has not ended, or what is there cannot be read. */
export function readSentinel(out: string, key: string): Sentinel | undefined {
  const path = places.sentinel(out, key);
  if (!exists(path)) return undefined;
  const json = parseJson(readFileSync(path, "utf8"));
  const read = "fault" in json ? undefined : sentinel.safeParse(json.value).data;
  return read?.key === key && (read.status === "done") === (read.made !== undefined) ? read : undefined;
}

/**
 * Writes down what came of a task. A task may be done twice, where a machine that seemed lost comes back: then both must
 * have given the same, and what is done stays done though it fails the second time.
 */
export function leaveSentinel(out: string, left: Sentinel): Sentinel {
  const before = readSentinel(out, left.key);
  const kept = before?.status === "differs" || (before?.status === "done" && left.status === "failed");
  const told = kept ? before : before?.status === "done" ? besides(before, left) : left;
  if (told !== before) write(out, told);
  return told;
}

/** What was done does not stand: the next call with --resume does it again. */
export function spoil(out: string, { made: _, ...sentinel }: Sentinel, message: string): void {
  write(out, { ...sentinel, status: "failed", message });
}

/** Forgets what came of a task, before it is done anew. */
export function forget(out: string, key: string): void {
  rmSync(places.sentinel(out, key), { force: true });
}

function write(out: string, sentinel: Sentinel): void {
  const path = places.sentinel(out, sentinel.key);
  new Disk().write(path, Buffer.from(`${JSON.stringify(sentinel, undefined, 1)}\n`), ownName(path));
}

function besides(before: Sentinel, again: Sentinel): Sentinel {
  if (isDeepStrictEqual(before.made, again.made)) return before;
  const where = `${before.by.host} at ${before.by.ended} and ${again.by.host} at ${again.by.ended}`;
  const message = `It was done twice, by ${where}, and what they gave differs: rely on neither, and report it.`;
  return { ...again, status: "differs", message, made: undefined };
}

import { createHash } from "node:crypto";
import { basename, dirname } from "node:path";
import * as z from "zod/mini";
import { parseJson } from "../../data/json.ts";
import type { Manifest, Task } from "../../data/portfolio.ts";
import { Trouble } from "../../data/trouble.ts";
import { exists, readInput } from "../files.ts";
import { Disk } from "../store/disk.ts";
import { version } from "../version.ts";
import { ownName } from "./own-name.ts";
import { places } from "./places.ts";

const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/));

const head = z.object({
  deltact: z.literal("portfolio"),
  version: z.string(),
  portfolio: z.string(),
  ledger: z.string(),
  tasks: z.int(),
});

const task = z.object({
  study: z.string(),
  folder: z.string(),
  files: z.int(),
  bytes: z.int(),
  inputs: sha256,
  settings: z.string(),
  key: sha256,
});

/** Writes a manifest under the hash of what it holds, one line a task behind a head, and gives its path. */
export function writeManifest(out: string, { version, portfolio, ledger, tasks }: Manifest): string {
  const lines = [{ deltact: "portfolio", version, portfolio, ledger, tasks: tasks.length }, ...tasks];
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join("");
  const path = places.plan(out, createHash("sha256").update(text).digest("hex").slice(0, 12));
  if (!exists(path)) {
    try {
      new Disk().write(path, Buffer.from(text), ownName(path));
    } catch (error) {
      const told = `cannot be written to: ${(error as Error).message}.`;
      throw new Trouble([{ code: "out-unwritable", file: out, text: told }]);
    }
  }
  return path;
}

/**
 * Reads a manifest that this version planned.
 *
 * @throws {Trouble} when it is not what was written, or another version planned it.
 */
export function readManifest(path: string): Manifest {
  const bytes = readInput(dirname(path), basename(path));
  const broken = (text: string, line?: number) =>
    new Trouble([{ code: "manifest-broken", file: path, line, text: `${text}.` }]);
  const id = createHash("sha256").update(bytes).digest("hex").slice(0, 12);
  const lines = bytes.toString("utf8").split("\n");
  const first = head.safeParse(valueIn(lines[0]!));
  if (!first.success) throw broken("is no manifest of a portfolio", 1);
  if (!path.endsWith(`${id}.jsonl`)) throw broken("is not what was planned: the hash in its name is another");
  if (first.data.version !== version) {
    const text = `deltact ${first.data.version} planned it, and this is ${version}.`;
    throw new Trouble([{ code: "manifest-version", file: path, text }]);
  }
  const tasks = lines.slice(1, -1).map((line, at): Task => {
    const read = task.safeParse(valueIn(line));
    if (read.success) return read.data;
    throw broken("is no task", at + 2);
  });
  const { portfolio, ledger } = first.data;
  return { version, portfolio, ledger, tasks };
}

function valueIn(line: string): unknown {
  const json = parseJson(line);
  return "fault" in json ? undefined : json.value;
}

import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import * as z from "zod/mini";
import { parseJson } from "../../data/json.ts";
import { Trouble } from "../../data/trouble.ts";
import { exists } from "../files.ts";

/** The file that names the call which has a portfolio's studies done. */
const NAME = "at-work.json";

const call = z.object({ host: z.string(), process: z.int(), since: z.string() });

/** A call that is at work, or why it must not be: another is. */
export type AtWork = { readonly leave: () => void } | { readonly busy: string };

/**
 * Says that this call has the studies done: of two at once each would forget what came of the other's. A call that was
 * killed on this machine is no longer at work; of one on another machine nobody here can tell.
 *
 * @throws {Trouble} where nothing can be written.
 */
export function goToWork(out: string): AtWork {
  const path = join(out, NAME);
  if (isLeft(path)) rmSync(path, { force: true });
  try {
    const mine = { host: hostname(), process: process.pid, since: new Date().toISOString() };
    writeFileSync(path, `${JSON.stringify(mine)}\n`, { flag: "wx" });
    return { leave: () => rmSync(path, { force: true }) };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== "EEXIST")
      throw new Trouble([{ code: "out-unwritable", file: out, text: `cannot be written to: ${message}.` }]);
    const { host, process, since } = named(path) ?? {};
    const who = host === undefined ? "" : `: process ${process} on ${host}, since ${since}`;
    return { busy: `Another call is at work on this portfolio${who}. If it is not, take ${path} away.` };
  }
}

/** Who is named; undefined where the file is being written, or was broken off. */
function named(path: string) {
  const json = parseJson(exists(path) ? readFileSync(path, "utf8") : "");
  return "fault" in json ? undefined : call.safeParse(json.value).data;
}

/** Whether the call that is named has ended without taking its name away. */
function isLeft(path: string): boolean {
  const there = named(path);
  return there !== undefined && there.host === hostname() && !isAlive(there.process);
}

function isAlive(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch (error) {
    // It is there, and another user's.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

import { appendFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { Argv } from "yargs";
import type { ProcessOptions, Tell } from "./inbox/options.ts";
import { say } from "./say.ts";

/** The words that process and watch have in common. */
export interface InboxWords {
  readonly studies: readonly string[];
  readonly inbox: string;
  readonly store?: string | undefined;
  readonly out: string;
  readonly quiet: number;
  readonly grace: number;
  readonly marker?: string | undefined;
  readonly move?: string | undefined;
  readonly retry?: readonly string[] | undefined;
  readonly log?: string | undefined;
  readonly hook?: string | undefined;
}

export function inboxWords(y: Argv) {
  return y
    .positional("studies", {
      type: "string",
      array: true,
      demandOption: true,
      describe: "Folders with a study.yaml each",
    })
    .option("inbox", { type: "string", demandOption: true, describe: "Folder where uploads arrive; its folders too" })
    .option("store", { type: "string", describe: "Folder for the store, on a local disk (default: STUDY/store)" })
    .option("out", { type: "string", default: "runs", describe: "Folder for the runs' folders" })
    .option("quiet", { type: "number", default: 30, describe: "Seconds for which a file must not change" })
    .option("grace", {
      type: "number",
      default: 3600,
      describe: "Seconds to wait for the rest of a file that breaks off",
    })
    .option("marker", {
      type: "string",
      describe:
        "Take a file only when the one of its name and this ending is there, such as .done; it may hold the SHA-256",
    })
    .option("move", { type: "string", describe: "Move files that were processed to this folder" })
    .option("retry", { type: "string", array: true, describe: "Take quarantined uploads up again: hashes, or all" })
    .option("log", { type: "string", describe: "Append what was done to this file, a JSON object a line" })
    .option("hook", {
      type: "string",
      describe: "Command to run when something was done; its input is the result as JSON",
    })
    .check(({ quiet, grace, inbox, studies, store, out, move, marker }) => {
      if (marker !== undefined && !/^\.[A-Za-z0-9._-]*[A-Za-z0-9]$/.test(marker))
        throw new Error("--marker is the ending of names, such as .done.");
      if (!(quiet >= 0 && grace >= 0)) throw new Error("--quiet and --grace are seconds, from 0.");
      const places = { store: store ?? join(String(studies?.[0]), "store"), out, move };
      for (const [name, place] of Object.entries(places))
        if (place !== undefined && isWithin(inbox, place))
          throw new Error(`--${name} (${place}) lies in the inbox, where its files would be taken for uploads.`);
      return true;
    });
}

function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== ".." && !way.startsWith("../") && !way.startsWith("/");
}

export function optionsOf(words: InboxWords): ProcessOptions {
  const { studies, inbox, store = join(studies[0]!, "store"), out, quiet, grace, marker, move, retry } = words;
  const tell = teller(words.log);
  const times = { quiet: 1000 * quiet, grace: 1000 * grace, now: () => new Date() };
  return { studies, inbox, store, out, marker, move, retry, tell, ...times };
}

/** Tells people a line, and the log an object. That a log cannot be written stops nothing. */
function teller(log: string | undefined): Tell {
  let broken = false;
  return (line, data) => {
    say(line);
    if (log === undefined) return;
    try {
      appendFileSync(log, `${JSON.stringify({ at: new Date().toISOString(), ...data })}\n`);
      broken = false;
    } catch (error) {
      if (!broken) say(`The log cannot be written: ${(error as Error).message}.`);
      broken = true;
    }
  };
}

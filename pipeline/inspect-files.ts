import { statSync } from "node:fs";
import { join } from "node:path";
import { globSync } from "tinyglobby";
import { type Inspection, refusal } from "../data/inspection.ts";
import { type Problem, Trouble } from "../data/trouble.ts";
import { inspect } from "../stages/inspect.ts";
import { loadOpener, open } from "./containers/open.ts";
import { FileReader, unreadable } from "./files.ts";

/** Inspects files one by one, and all files in folders, in the order of their names. What cannot be read is refused. */
export async function* inspectFiles(paths: readonly string[]): AsyncGenerator<Inspection, void> {
  await loadOpener();
  const reader = new FileReader();
  for (const path of paths) {
    const files = filesOf(path);
    if ("code" in files) yield unread(path, [files]);
    else for (const file of files) yield inspected(file, reader);
  }
}

/** A file, those in a folder, or why there is none. */
function filesOf(path: string): readonly string[] | Problem {
  try {
    if (!statSync(path).isDirectory()) return [path];
  } catch (error) {
    return unreadable(path, error);
  }
  const files = globSync(["**/*"], { cwd: path, onlyFiles: true, expandDirectories: false }).sort();
  if (files.length === 0) return { code: "no-exports", file: path, text: "holds no file." };
  return files.map((file) => join(path, file));
}

function inspected(file: string, reader: FileReader): Inspection {
  try {
    return inspect(open({ file, bytes: reader.read("", file) }));
  } catch (error) {
    if (error instanceof Trouble) return unread(file, error.problems);
    throw error;
  }
}

/** Of a file that was not read at all. */
function unread(file: string, problems: readonly Problem[]): Inspection {
  return {
    ...{ file, kind: "broken", texts: [], formats: [], tables: [], cards: [], samples: [], assays: [], flags: [] },
    wells: { all: 0, measured: 0, undetermined: 0, noResult: 0, omitted: 0, nameless: 0 },
    doubts: [],
    refused: problems.map(refusal),
  };
}

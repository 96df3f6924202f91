import { escapePath, globSync } from "tinyglobby";
import { PROVENANCE } from "./run-folder.ts";

/** Files of a study that are no exports, whatever they hold. */
const own = ["study.yaml", "panel.csv", "samples.csv", "subjects.csv", "exclusions.csv", "miqe.yaml"];

/** The files in a folder that may be exports: not the study's own, nor those of runs and of the store. */
export function candidates(folder: string): string[] {
  const files = globSync(["**/*"], { cwd: folder, onlyFiles: true, ignore: ["**/node_modules/**", "store/**"] });
  const runs = files.filter((file) => file.endsWith(`/${PROVENANCE}`)).map(folderOf);
  return files.filter((file) => !own.includes(file) && !runs.some((run) => file.startsWith(run))).sort();
}

/** Globs that fit the exports and none of the other files: one for each folder and ending, or else the files' names. */
export function globsOf(exports: readonly string[], files: readonly string[]): string[] {
  const others = new Set([...files, ...own].filter((file) => !exports.includes(file)).map(kindOf));
  return [...new Set(exports.map((file) => (others.has(kindOf(file)) ? escapePath(file) : kindOf(file))))];
}

/** "cards/*.txt" */
function kindOf(file: string): string {
  const [, ending = ""] = /((?:\.[^./]+)?\.gz|\.[^./]+)$/i.exec(file) ?? [];
  return ending === "" ? escapePath(file) : `${escapePath(folderOf(file))}*${escapePath(ending)}`;
}

/** With the slash behind it; blank: the topmost. */
function folderOf(file: string): string {
  return file.slice(0, file.lastIndexOf("/") + 1);
}

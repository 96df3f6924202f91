import { join } from "node:path";
import { decode, plain } from "../data/encoding.ts";
import { type Input, WITHHELD } from "../data/provenance.ts";
import type { Problem } from "../data/trouble.ts";
import { Trouble } from "../data/trouble.ts";
import { inputProblems } from "../stages/verification-inputs.ts";
import { aliasOf } from "./aliases.ts";
import { demand, exists, exportFiles, FileReader, inputOf, isFile } from "./files.ts";
import { parseStudyFile } from "./study-file.ts";

const STUDY = "study.yaml";

/**
 * How the files of a study's folder are no longer the inputs of a run: changed, gone, renamed, or more exports. Where
 * study.yaml itself was changed, nobody can say which exports it named.
 *
 * @throws {Trouble} when the folder holds no study, or a file cannot be read.
 */
export function changedInputs(folder: string, inputs: readonly Input[]): Problem[] {
  if (!exists(join(folder, STUDY))) {
    const text = exists(folder) ? "holds no study.yaml." : "is not there.";
    throw new Trouble([{ code: "no-study", file: folder, text }]);
  }
  const reader = new FileReader();
  const read = (path: string): Input => inputOf(path, reader.read(folder, path));
  const named = new Set(inputs.map(({ path }) => path).filter((path) => path !== WITHHELD));
  const there = [...named].filter((path) => isFile(join(folder, path))).map(read);
  const study = there.find(({ path }) => path === STUDY);
  if (!inputs.some(({ path, sha256 }) => path === STUDY && sha256 === study?.sha256)) {
    const told = inputs.filter(({ path }) => path !== WITHHELD);
    return inputProblems(told, there).map((problem) =>
      problem.file === STUDY
        ? { ...problem, text: `${problem.text} Which other exports there are was not looked for.` }
        : problem,
    );
  }
  const globs = parseStudyFile(STUDY, decode(plain(reader.read(folder, STUDY)))).study.exports;
  const others = exportFiles(folder, globs).filter((file) => !named.has(file));
  demand(folder, others);
  const withheld = new Set(inputs.filter(({ path }) => path === WITHHELD).map(({ sha256 }) => sha256));
  const aliased = new Set(inputs.filter((input) => input.path === aliasOf(input)).map(({ path }) => path));
  const told = (one: Input) => (aliased.has(aliasOf(one)) ? aliasOf(one) : one.path);
  const exports = others.map(read).map((one) => ({ ...one, path: withheld.has(one.sha256) ? WITHHELD : told(one) }));
  return inputProblems(inputs, [...there, ...exports]);
}

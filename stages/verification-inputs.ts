import type { InputChange } from "../data/comparison.ts";
import { type Input, WITHHELD } from "../data/provenance.ts";
import { type Problem, printable } from "../data/trouble.ts";
import { compareInputs } from "./comparison-inputs.ts";

/** How the inputs of a run are no longer those of its study. Of exports that may be withheld no name is told. */
export function inputProblems(read: readonly Input[], now: readonly Input[]): Problem[] {
  const changes = compareInputs([read, now]);
  const withheldGone = changes.some(({ change, path }) => change === "removed" && path === WITHHELD);
  const added = changes.filter(({ change }) => change === "added");
  const told = changes.filter(({ change }) => change !== "added" || !withheldGone).map(problemOf);
  if (!withheldGone || added.length === 0) return told;
  const exports = added.length === 1 ? "1 export" : `${added.length} exports`;
  const text = `${exports} that the run did not read; without a name, as a withheld one that was changed may be among them.`;
  return [...told, { code: "input-added", text }];
}

function problemOf({ change, path: file, before }: InputChange): Problem {
  if (change === "changed")
    return { code: "input-changed", file, text: "is not what the run read: it was changed since." };
  if (change === "added") return { code: "input-added", file, text: "is an export that the run did not read." };
  if (change === "renamed")
    return { code: "input-renamed", file, text: `was ${printable(before ?? "")} when the run read it.` };
  if (file === WITHHELD)
    return {
      code: "input-missing",
      file,
      text: "an export that holds withheld samples alone is not there, or was changed.",
    };
  return { code: "input-missing", file, text: "is not there, and the run read it." };
}

import { type Problem, quote } from "../data/trouble.ts";
import type { Difference, VerifiedFile } from "../data/verification.ts";

/** What is wrong with a file of a run: against what the run wrote, and against what was recomputed. */
export function fileProblems({ file, told: hash, found, made, difference }: VerifiedFile): Problem[] {
  // Where no hash is told, what was found is held against the recomputation alone.
  const told = hash === null ? (found ?? "") : hash;
  const recomputed = made !== undefined && made !== null;
  const place = { file, line: difference?.line, column: difference?.column };
  const where = difference ? `: ${spell(difference)}` : "";
  if (told === undefined)
    return recomputed
      ? [{ code: "table-differs", file, text: "is not in provenance.json, and recomputing makes it." }]
      : [{ code: "table-foreign", file, text: "is not in provenance.json: the run did not write it." }];
  const problems: Problem[] = [];
  if (found === undefined) problems.push({ code: "table-missing", file, text: "is not there, and the run wrote it." });
  else if (found !== told && found === made)
    problems.push({
      code: "table-changed",
      file,
      text: "is what recomputing makes, but not what provenance.json tells.",
    });
  else if (found !== told)
    problems.push({
      code: "table-changed",
      ...place,
      text: recomputed
        ? `is not what the run wrote: it was changed since${where || "; it holds the same cells in other bytes"}.`
        : "is not what the run wrote: it was changed since.",
    });
  if (made === null) problems.push({ code: "table-differs", file, text: "is not made when recomputed." });
  else if (recomputed && made !== told && found !== made)
    problems.push(
      found === told
        ? { code: "table-differs", ...place, text: `is not what recomputing makes${where}.` }
        : { code: "table-differs", file, text: "recomputed, it is not what provenance.json tells either." },
    );
  return problems;
}

function spell({ found, made }: Difference): string {
  const word = (text: string | undefined) => (text === undefined ? "nothing" : quote(text));
  return `${word(found)} here, ${word(made)} recomputed`;
}

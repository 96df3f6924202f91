import { miqeItems } from "../data/miqe.ts";
import { type Problem, quote, Trouble } from "../data/trouble.ts";
import { suggestion } from "./suggestion.ts";
import { parseYaml } from "./yaml-file.ts";

/** Where the laboratory's part of the checklist is, unless study.yaml names another file. */
export const MIQE = "miqe.yaml";

/**
 * Reads what the laboratory says of the items of the checklist: a text by item. Items without one are blank.
 *
 * @throws {Trouble} with the line of every item that is not known (and the right one), and of every value that is no text.
 */
export function readMiqe(file: string, text: string): ReadonlyMap<string, string> {
  const { value, lineOf } = parseYaml(file, text);
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Trouble([{ code: "miqe-item", file, text: "is not a list of items, each with a text." }]);
  const problems: Problem[] = [];
  const said = new Map<string, string>();
  const ids = miqeItems.map(({ id }) => id);
  for (const [id, given] of Object.entries(value)) {
    const at = { code: "miqe-item", file, line: lineOf([id]), column: id } as const;
    if (!ids.includes(id))
      problems.push({ ...at, text: `is not an item of the checklist${suggestion(id, ids, "its items")}` });
    else if (given !== null && typeof given === "object")
      problems.push({ ...at, text: `${quote(JSON.stringify(given))} is not a text.` });
    else if (given !== null) said.set(id, String(given).trim());
  }
  if (problems.length > 0) throw new Trouble(problems);
  return said;
}

/** A file in which every item that the data do not fill waits for its text. */
export function miqeYaml(): string {
  const asked = miqeItems.filter(({ data }) => !data);
  const sections = [...new Set(asked.map(({ section }) => section))].flatMap((section) => [
    `\n# ${section}`,
    ...asked
      .filter((item) => item.section === section)
      .map(({ id, importance, meaning }) => `# ${id}: ""  # ${importance}: ${meaning}`),
  ]);
  return `# What the data cannot tell of the laboratory's work: the items of the MIQE checklist (Bustin et al. 2009, Clin. Chem.
# 55:611-622). Take off the # in front of an item and put your text between the quotes; what stays is told as blank. An item that the data fill may be
# named too (see miqe.csv): its text then stands behind theirs.
${sections.join("\n")}
`;
}

import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Export } from "../data/export.ts";
import { encodeCell } from "../data/guard.ts";
import type { Setting, Settings } from "../data/setting.ts";
import { listing, Trouble } from "../data/trouble.ts";
import { type Survey, survey } from "../stages/survey.ts";
import { limits } from "./containers/limits.ts";
import { loadOpener, open } from "./containers/open.ts";
import { candidates, globsOf } from "./export-globs.ts";
import { readInput } from "./files.ts";
import { miqeYaml } from "./miqe-file.ts";
import { stages } from "./settings.ts";

/**
 * Writes study.yaml, panel.csv, samples.csv, subjects.csv and miqe.yaml for the exports in a folder, filled as far as the exports tell.
 * Files that are there are left as they are. Gives a line for each.
 *
 * @throws {Trouble} when the folder holds no export that can be read.
 */
export async function init(folder: string): Promise<string[]> {
  const files = candidates(folder);
  if (files.length === 0) throw new Trouble([{ code: "no-exports", file: folder, text: "holds no file." }]);
  await loadOpener();
  const found = survey(opened(folder, files));
  if (found.files.length === 0) throw new Trouble(found.others);
  const texts: readonly (readonly [string, string])[] = [
    ["study.yaml", studyYaml(globsOf(found.files, files))],
    [
      "panel.csv",
      csv([
        ["assay_id", "gene", "category", "role"],
        ...found.assays.map(({ id, gene, control }) => [
          id,
          gene,
          control ? "reference" : "",
          control ? "reference" : "target",
        ]),
      ]),
    ],
    [
      "samples.csv",
      csv([
        ["sample", "subject", "visit", "time", "hours", "card"],
        ...found.samples.map(({ sample, card, twice }) => [sample, "", "", "", "", twice ? card : ""]),
      ]),
    ],
    ["miqe.yaml", miqeYaml()],
    ["subjects.csv", csv([["subject", "consent", "consent_withdrawn", "response"]])],
  ];
  const written = texts.map(([name, text]) => {
    if (existsSync(join(folder, name))) return `${name} is there already, and was left as it is.`;
    writeFileSync(join(folder, name), text, { flag: "wx" });
    return `${name} was written.`;
  });
  return [...recognised(found), ...written];
}

function* opened(folder: string, files: readonly string[]): Generator<Export> {
  for (const file of files) yield open({ file, bytes: readInput(folder, file, limits.bytes) });
}

/** What was found, in lines. */
function recognised({ layouts, others }: Survey): string[] {
  const cards = [...layouts].map(
    ([layout, cards]) => `${cards.length === 1 ? "The card" : "The cards"} ${listing(cards)}: ${layout}.`,
  );
  const left = others.map(({ file = "", part = "" }) => file + part);
  return left.length === 0 ? cards : [...cards, `No exports that are known, and left: ${listing(left)}.`];
}

function csv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(encodeCell).join(",")}\n`).join("");
}

function studyYaml(exports: readonly string[]): string {
  const sections = Object.entries(stages).flatMap(([name, { settings }]) => {
    const lines = Object.entries(settings as Settings).map(([key, setting]) => settingLine(key, setting));
    return lines.length > 0 ? [`# ${name}:`, ...lines] : [];
  });
  return `# A study of deltact. Fill in samples.csv and subjects.csv, check panel.csv, then: deltact run .
study: my-study
exports: ${JSON.stringify(exports)}
panel: panel.csv        # assay_id,gene,category,role (target | reference | control)
samples: samples.csv    # sample,subject,visit,time,hours; a control such as NTC has a blank subject
subjects: subjects.csv  # subject,consent,consent_withdrawn,response and any other clinical columns
visits: [C1D1, C1D15]
times: [pre, post]
contrasts:              # change is the later sample (to) less the earlier (from), within each subject
  acute-d1:  { from: [C1D1, pre],  to: [C1D1, post] }
  acute-d15: { from: [C1D15, pre], to: [C1D15, post] }
  sustained: { from: [C1D1, pre],  to: [C1D15, pre] }
  total:     { from: [C1D1, pre],  to: [C1D15, post] }
# Outcomes are derived from dated facts by a line such as (see the README for the tables):
# \`clinical: { start: first_dose, assessments: assessments.csv, events: events.csv }\`
outcomes:
  response: { kind: binary, column: response, yes: [CR, CRi], no: [PR, RD, PD] }
consent: { column: consent, withdrawn: consent_withdrawn }  # or: none, if every subject may be used
# pseudonyms: { key: ../keys/my-study.key }  # no id of anybody in what is written; \`head -c 32 /dev/urandom > FILE\` makes a key

# Every setting below stands at its default; take off the # to change one.
${sections.join("\n")}
`;
}

function settingLine(key: string, { default: value, unit, bounds, choices, meaning }: Setting): string {
  const allowed = choices ? choices.join(" | ") : bounds ? `${bounds[0]} to ${bounds[1]}` : "";
  const about = [unit, allowed].filter(Boolean).join(", ");
  return `#   ${key}: ${value === "" ? '""' : value}  # ${about === "" ? "" : `${about}: `}${meaning}`;
}

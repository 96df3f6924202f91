import { type Moment, momentName } from "../data/contrast.ts";
import { controlTypes } from "../data/control.ts";
import type { Outcome } from "../data/outcome.ts";
import { MEASURED, type Wells } from "../data/well.ts";
import type { AssociationOutput } from "./association-output.ts";
import type { ChangeOutput } from "./change.ts";
import { formats } from "./formats/index.ts";
import type { QualityOutput } from "./quality.ts";
import { usedCards } from "./used-cards.ts";
import { counted } from "./wording.ts";

/** What a run knows when all else is done. */
export interface MiqeInput {
  readonly quality: QualityOutput;
  readonly change: ChangeOutput;
  readonly association: AssociationOutput;
  readonly moments: readonly Moment[];
  readonly outcomes: readonly Outcome[];
  /** How a stage says that it computed. */
  readonly methods: (stage: "quality" | "expression" | "change" | "association") => string;
  /** What the laboratory says, by item. */
  readonly said: ReadonlyMap<string, string>;
  /** The version of this program. */
  readonly version: string;
}

/** What the data say of the items that they know of; "" where these data do not. */
export function miqeOfData(input: MiqeInput): ReadonlyMap<string, string> {
  const { quality, change, methods, version } = input;
  const { wells } = change.expression;
  return new Map([
    ["design-groups", groupsOf(input)],
    ["design-numbers", numbersOf(input)],
    ["oligo-database", assayIds(wells)],
    ["pcr-instrument", tally(usedCards(wells).map(({ instrument }) => instrument)).join(", ")],
    ["analysis-program", programs(wells)],
    ["analysis-outliers", `${methods("quality")} ${leftOut(wells, quality)}`],
    ["analysis-ntc", withoutTemplate(wells)],
    ["analysis-references", references(wells)],
    ["analysis-normalisation", methods("expression")],
    ["analysis-biological", `${counted(change.moments.subjects.length, "subject")}, each compared with itself`],
    ["analysis-technical", technical(input)],
    ["analysis-repeatability", repeatability(input)],
    ["analysis-power", power(input)],
    ["analysis-statistics", `${methods("change")} ${methods("association")}`],
    ["analysis-software", `deltact ${version}`],
    ["analysis-rdml", "RDES 1.0 beside the tables, a file a card: the Ct of every well, without fluorescence"],
  ]);
}

function groupsOf({ change, outcomes }: MiqeInput): string {
  const contrasts = change.changes.contrasts.map(
    ({ name, from, to }) => `${name} (${momentName(from)} to ${momentName(to)})`,
  );
  const parts = [
    ...(contrasts.length > 0 ? [`within subjects: ${contrasts.join(", ")}`] : []),
    ...(outcomes.length > 0 ? [`between subjects: ${outcomes.map(({ name }) => name).join(", ")}`] : []),
  ];
  return parts.join("; ");
}

function numbersOf({ change, association, moments }: MiqeInput): string {
  const { subjects } = change.moments;
  const at = moments.map((moment) => {
    const there = subjects.filter((subject) => change.moments.find(subject, moment) >= 0);
    return `${momentName(moment)} ${there.length}`;
  });
  const answers = [...association.answers].map(
    ([name, { counts }]) => `${name}: ${counts.map(({ label, value }) => `${label} ${value}`).join(", ")}`,
  );
  const samples = counted(change.expression.samples.length, "sample");
  return [`${counted(subjects.length, "subject")}, ${samples}: ${at.join(", ")}`, ...answers].join("; ");
}

function assayIds({ panel }: Wells): string {
  const known = panel.assays.filter(({ assay, gene }) => assay !== gene);
  if (known.length === 0) return "";
  const ids = known
    .map(({ assay, gene }) => `${gene} ${assay}`)
    .sort()
    .join(", ");
  return `the vendor's assay ids of ${known.length} of ${panel.assays.length} assays: ${ids}`;
}

/** The programs that the exports name, and in which forms they wrote. */
function programs(wells: Wells): string {
  const cards = usedCards(wells);
  const used = new Set(cards.map(({ format }) => format));
  const titles = formats.filter(({ name }) => used.has(name)).map(({ title }) => title);
  return [...new Set([...tally(cards.map(({ software }) => software)), ...titles])].join(", ");
}

/** Each text that is there, with how many cards have it where they are not all. */
function tally(texts: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const text of texts) if (text !== "") counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts]
    .map(([text, many]) => (many === texts.length ? text : `${text} (${counted(many, "card")})`))
    .sort();
}

function leftOut(wells: Wells, { excluded }: QualityOutput): string {
  const out = excluded.reduce((sum, one) => sum + one, 0);
  return `${out} of ${wells.length} wells are in no mean; none was left out for its distance from its replicates.`;
}

function withoutTemplate(wells: Wells): string {
  const types = controlTypes(wells);
  let all = 0;
  const seen: number[] = [];
  for (let row = 0; row < wells.length; row++) {
    if (types[wells.sample[row]!] !== "ntc") continue;
    all++;
    if (wells.state[row] === MEASURED) seen.push(wells.ct[row]!);
  }
  if (all === 0) return "";
  const first = seen.reduce((least, ct) => Math.min(least, ct), Number.POSITIVE_INFINITY);
  const told = seen.length > 0 ? `in ${seen.length}, at Ct ${first.toFixed(1)} at the earliest` : "in none";
  return `amplification in ${counted(all, "well")} without template: ${told}`;
}

function references({ panel }: Wells): string {
  const genes = panel.references.map((assay) => panel.assays[assay]!.gene);
  return `${counted(genes.length, "reference gene")}, by role in the panel: ${genes.join(", ")}; how steady they are is in the section Quality`;
}

/** How many wells an assay has in a sample of a subject. */
function technical({ change: { expression } }: MiqeInput): string {
  const { wells, replicates } = expression;
  const ofCell = new Uint32Array(replicates.state.length);
  for (let row = 0; row < wells.length; row++) {
    const sample = wells.sample[row]!;
    if (wells.samples[sample]!.subject === "") continue;
    const cell = sample * replicates.assays + wells.assay[row]!;
    ofCell[cell] = ofCell[cell]! + 1;
  }
  const counts = new Map<number, number>();
  for (const of of ofCell) if (of > 0) counts.set(of, (counts.get(of) ?? 0) + 1);
  const told = [...counts].sort(([a], [b]) => a - b).map(([of, times]) => `${counted(of, "well")} (${times} times)`);
  return `of the PCR, an assay in a sample: ${told.join(", ")}`;
}

/** The median standard deviation of replicates; "" where there are none. */
function repeatability({ change: { expression } }: MiqeInput): string {
  const spreads = expression.replicates.sd.filter((sd) => !Number.isNaN(sd)).sort();
  if (spreads.length === 0) return "";
  const median = (spreads[(spreads.length - 1) >> 1]! + spreads[spreads.length >> 1]!) / 2;
  return `median SD of the Ct of replicates: ${median.toFixed(3)} cycles, over ${spreads.length} assays in samples`;
}

/** The smallest concordance that could have been found, for each outcome. */
function power({ association: { rows }, outcomes }: MiqeInput): string {
  return outcomes
    .flatMap(({ name }) => {
      const least = rows.flatMap((row) =>
        row.outcome === name && row.detectable !== undefined ? [row.detectable] : [],
      );
      if (least.length === 0) return [];
      const [low, high] = [Math.min(...least).toFixed(2), Math.max(...least).toFixed(2)];
      return [`${name}: a concordance from ${low === high ? low : `${low} to ${high}`}, by the number compared`];
    })
    .join("; ");
}

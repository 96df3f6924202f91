import { quote } from "../../data/trouble.ts";
import type { Format } from "./format.ts";
import type { Intake } from "./intake.ts";
import type { Layout } from "./layout.ts";
import { type RdmlFile, type RdmlReaction, type RdmlRun, readRdml } from "./rdml-file.ts";
import { isMadeUp, namesOf, type RdmlNames } from "./rdml-names.ts";
import { Rendered } from "./rendered.ts";
import { readTabbed } from "./tabbed.ts";
import type { Text } from "./text.ts";

/**
 * RDML 1.0 to 1.4, zipped or not: XML of samples, targets and runs, in which each run is a card. A Cq that is not there is a
 * blank one; -1 and NaN say that none was found, and other numbers only of instruments that are known for it.
 */
export const rdml: Format = {
  name: "rdml",
  title: "RDML",
  tested: "real",
  recognise: ({ kind, texts }) =>
    kind === "workbook" ? [] : texts.filter(({ head }) => /^\s*</.test(head) && /<(?:[\w.-]+:)?rdml[\s>]/.test(head)),
  read(text, intake) {
    const read = readRdml(text.bytes);
    const { file, part } = text;
    if (!("runs" in read)) {
      intake.troubles.add({ code: "file-broken", file, part, line: read.line, text: `${read.text}.` });
      return;
    }
    const runs = read.runs.filter(({ reactions }) => reactions.length > 0);
    if (runs.length === 0)
      intake.troubles.add({ code: "file-truncated", file, part, text: "holds no run with a reaction." });
    const names = namesOf(read);
    for (const run of runs) readRun(run, titleOf(run, runs, read), names, text, intake);
  },
};

/** What a run is called; a file with one run is its name where a program made up the run's. */
function titleOf({ id, experiment }: RdmlRun, runs: readonly RdmlRun[], { runs: all }: RdmlFile): string {
  if (runs.length === 1 && isMadeUp(id)) return "";
  return all.filter((run) => run.id === id).length > 1 ? `${experiment} ${id}` : id;
}

function readRun(run: RdmlRun, title: string, names: RdmlNames, text: Text, intake: Intake): void {
  const plate = plateOf(run);
  const byPosition = run.reactions.some(({ well }) => /^[A-Z]/i.test(well));
  const table = new Rendered();
  const key = (name: string, value: string) => table.add(run.line, [name, value]);
  key("Run", title);
  key("Run Date", run.date);
  key("Instrument", run.instrument);
  key("Software", run.software);
  table.add(run.line, [byPosition ? "Position" : "Well", ...headings, ...(byPosition ? [] : ["Position"])]);
  const [threshold, baseline] = settings[run.method.toLowerCase()] ?? ["", ""];
  for (const reaction of run.reactions) {
    const { line, well, sample, target, cq, excluded } = reaction;
    const fault = faultOf(reaction, plate);
    if (fault) intake.troubles.add({ code: "cell-not-valid", file: text.file, part: text.part, line, text: fault });
    const cells = [well, names.sample(sample), names.target(target), names.task(sample, target), inFull(cq)];
    const left = excluded === undefined ? ["", ""] : ["TRUE", excluded];
    const position = byPosition ? [] : [positionOf(Number(well), plate)];
    table.add(line, [...cells, ...left, reaction.threshold, threshold, baseline, ...position]);
  }
  const ofMachine = noCq.filter(([machine]) => machine.test(`${run.instrument} ${run.software}`));
  readTabbed(table.text(text, true), intake, {
    ...layout,
    ...(byPosition && plate.columns > 1 ? { plate: plate.columns } : {}),
    noCq: [-1, ...ofMachine.map(([, number]) => number)],
  });
}

const headings = [
  ...["Sample", "Target", "Sample Type", "Cq", "Excluded", "Reason"],
  ...["Threshold", "Automatic Threshold", "Automatic Baseline"],
];

const layout: Layout = {
  format: "rdml",
  columns: {
    well: ["well"],
    position: ["position"],
    sample: ["sample"],
    assay: ["target"],
    task: ["sample type"],
    ct: ["cq"],
    omitted: ["excluded"],
    threshold: ["threshold"],
    automaticThreshold: ["automatic threshold"],
    automaticBaseline: ["automatic baseline"],
  },
  flagTexts: ["reason"],
  unflagged: ["true"],
  keys: { card: [], title: ["run"], run: ["run date"], instrument: ["instrument"], software: ["software"] },
};

/** Numbers by which an instrument's software says that it found no Cq. */
const noCq: readonly (readonly [RegExp, number])[] = [
  [/LightCycler\W*(&#174;|\(R\))?\W*96|\bLC ?96/i, 100],
  [/Step ?One/i, 40],
];

/** What the schema's words for the method say of threshold and baseline. */
const settings: Readonly<Record<string, readonly [string, string]>> = {
  "automated threshold and baseline settings": ["Automatic", "Automatic"],
  "manual threshold and baseline settings": ["Manual", "Manual"],
};

/** 0: not known. */
interface Plate {
  readonly rows: number;
  readonly columns: number;
}

function plateOf({ format, rows, columns }: RdmlRun): Plate {
  const old = /-well plate; A1-([A-P])(\d+)$/.exec(format);
  if (old) return { rows: old[1]!.charCodeAt(0) - 64, columns: Number(old[2]) };
  const [r, c] = [Number(rows), Number(columns)];
  return Number.isInteger(r) && Number.isInteger(c) && r > 0 && c > 0
    ? { rows: r, columns: c }
    : { rows: 0, columns: 0 };
}

/** Of a plate with letters and numbers; blank on a rotor and where the shape is not known. */
function positionOf(well: number, { rows, columns }: Plate): string {
  if (columns < 2 || rows > 26 || !(well >= 1)) return "";
  return `${String.fromCharCode(65 + Math.floor((well - 1) / columns))}${((well - 1) % columns) + 1}`;
}

function faultOf({ well, target, excluded }: RdmlReaction, { rows, columns }: Plate): string | undefined {
  if (target === "") return "the data of a reaction name no target.";
  if (/^(false|0|no)$/i.test(excluded ?? ""))
    return `${quote(excluded!)} as a reason to exclude: an element excl excludes whatever it says, and is left out where nothing is excluded.`;
  if (rows > 0 && Number(well) > rows * columns)
    return `${quote(well)} is no well of a plate of ${rows} rows and ${columns} columns.`;
  return undefined;
}

/** A number with an exponent or a sign, as XML may write it, in full; whatever else as it is. */
function inFull(cq: string): string {
  return /^\+?\d+(\.\d*)?(e[+-]?\d+)?$/i.test(cq) && /[+e]/i.test(cq) ? String(Number(cq)) : cq;
}

import { exampleAssays, panelText } from "./assays.ts";
import { barcode, card, type ExampleCard, samplesOf } from "./cards.ts";
import { clinicalFiles } from "./clinical.ts";
import { cardsOf, editWells } from "./faults/edit.ts";
import { faults } from "./faults/index.ts";
import { participants } from "./participants.ts";
import { quantstudioText } from "./quantstudio.ts";
import { readme } from "./readme.ts";
import { sds21Text } from "./sds-2.1.ts";
import { sds23Text } from "./sds-2.3.ts";
import { studyYaml } from "./study-yaml.ts";
import { samplesCsv, subjectsCsv, truthCsv } from "./tables.ts";

export { type Planted, planted } from "./effects.ts";

export interface ExampleFile {
  /** Relative to the study folder, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

export const exampleFormats = ["sds-2.1", "sds-2.3", "quantstudio"] as const;
export type ExampleFormat = (typeof exampleFormats)[number];

export interface ExampleOptions {
  /** Treated participants; of them 52 in 72 consent. Default 72. */
  readonly subjects?: number;
  /** Exactly so many cards: one consenting participant a card, and nothing missing or failed. For the bench. */
  readonly cards?: number;
  /** Default 1. */
  readonly seed?: number;
  /** Whether to plant effects; false makes a null study. Default true. */
  readonly effects?: boolean;
  /** Default all, mixed. */
  readonly formats?: readonly ExampleFormat[];
  /** Instead: cards without any fault but one, that of this name; "none" has none. 12 cards in QuantStudio's text. */
  readonly fault?: string;
}

/** The files of a synthetic study, one at a time: the same options give the same bytes. */
export function* exampleStudy({ fault, ...options }: ExampleOptions = {}): Generator<ExampleFile> {
  yield* fault === undefined ? makeStudy(options) : faultyStudy(fault, options);
}

/** @throws {RangeError} where no fault has the name. */
function* faultyStudy(name: string, options: ExampleOptions): Generator<ExampleFile> {
  const made = makeStudy({ cards: 12, ...options, formats: ["quantstudio"] });
  const files = new Map([...made].map(({ path, text }) => [path, text]));
  for (const path of cardsOf(files))
    editWells(files, path, (cells) =>
      cells.Omit === "true" ? { ...cells, Omit: "false", "Ct Mean": cells.CT! } : cells,
    );
  const fault = faults.find((one) => one.name === name);
  if (fault === undefined && name !== "none") throw new RangeError(`no fault ${name}`);
  fault?.plant(files);
  for (const [path, text] of files) yield { path, text };
}

function* makeStudy(options: ExampleOptions): Generator<ExampleFile> {
  const { cards, subjects = 72, seed = 1, effects = true, formats = exampleFormats } = options;
  const whole = cards !== undefined;
  const treated = participants(seed, cards ?? subjects, whole);
  const sampled = treated.filter((who) => who.consent);
  yield { path: "README.md", text: readme(treated.length, sampled.length, seed, effects) };
  yield { path: "study.yaml", text: studyYaml };
  yield { path: "panel.csv", text: panelText };
  yield { path: "subjects.csv", text: subjectsCsv(treated) };
  for (const [path, text] of Object.entries(clinicalFiles(treated, seed))) yield { path, text };
  yield { path: "samples.csv", text: samplesCsv(sampled, seed, whole) };
  yield { path: "truth.csv", text: truthCsv(effects) };
  const assays = exampleAssays(seed);
  const make = (number: number) => {
    const who = sampled[number]!;
    return card(who, samplesOf(who, number, whole), assays, number, seed, effects);
  };
  let number = 0;
  for (const format of turns(formats)) {
    if (number >= sampled.length) return;
    const made = [make(number++)];
    if (format === "sds-2.1" && number < sampled.length) made.push(make(number++));
    yield { path: `cards/${made.map((one) => barcode(one.number)).join("-")}.txt`, text: textOf(format, made) };
  }
}

/** Formats by turns, so that each has as many cards: a file of SDS 2.1 holds two. */
function* turns(formats: readonly ExampleFormat[]): Generator<ExampleFormat> {
  const others = formats.filter((format) => format !== "sds-2.1");
  const round = others.length === formats.length ? others : [...others, ...others, "sds-2.1" as const];
  while (round.length > 0) yield* round;
}

function textOf(format: ExampleFormat, made: readonly ExampleCard[]): string {
  if (format === "sds-2.1") return sds21Text(made);
  return format === "sds-2.3" ? sds23Text(made[0]!) : quantstudioText(made[0]!);
}

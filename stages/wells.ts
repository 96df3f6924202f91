import { position } from "../data/card.ts";
import { columns } from "../data/column.ts";
import type { Export, ReadExport } from "../data/export.ts";
import type { Panel } from "../data/panel.ts";
import type { Sample } from "../data/sample.ts";
import { settings } from "../data/setting.ts";
import type { Table } from "../data/table.ts";
import { Troubles } from "../data/trouble.ts";
import { TEXTS, UNDETERMINED, Wells, wellStates } from "../data/well.ts";
import { formats } from "./formats/index.ts";
import { Intake } from "./formats/intake.ts";
import { read } from "./formats/read.ts";
import { assign, rename, type ToldNames, type Withheld } from "./samples.ts";
import { stage } from "./stage.ts";
import { usedCards } from "./used-cards.ts";

export interface WellsInput {
  readonly exports: Iterable<Export | ReadExport>;
  readonly panel: Panel;
  /** Samples that may be used, controls among them. */
  readonly samples: readonly Sample[];
  readonly withheld: Withheld;
  /** What exports and cards are called from here on, where that is not their name. */
  readonly told?: ToldNames | undefined;
}

export interface WellsOutput {
  readonly wells: Wells;
  /** How many wells were left unread because their subject has not consented, and the files that hold nothing else. */
  readonly withheld: { readonly wells: number; readonly files: ReadonlySet<string> };
  /** Wells without a sample's name, by the file as it is told. */
  readonly nameless: readonly { readonly file: string; readonly wells: number }[];
}

const wellsColumns = columns({
  card: { kind: "text", meaning: "Card: barcode or name as the export gives it" },
  well: { kind: "count", meaning: "Number of the well on the card, row by row from 1" },
  position: { kind: "text", meaning: "The same as row letter and column; blank where the plate has none such" },
  sample: { kind: "text", meaning: "Sample, as on the card" },
  assay: { kind: "text", meaning: "Assay: the panel's assay id, or the gene symbol where it has none" },
  gene: { kind: "text", meaning: "Gene symbol" },
  task: { kind: "text", meaning: "The instrument software's task for the well, as written" },
  ct: { kind: "number", meaning: "Threshold cycle; blank unless the state is measured", unit: "cycles" },
  state: {
    kind: "text",
    meaning: `${wellStates.join(", ")}: undetermined means that no amplification was seen, no-result that the cell is blank`,
  },
  flags: { kind: "text", meaning: "The instrument's flags that were raised, joined by ;" },
  omitted: { kind: "yes-no", meaning: "Whether the well was left out in the instrument's software" },
  file: {
    kind: "text",
    meaning: "Export that the well was read from; what lay in an archive behind a /, a sheet behind a #",
  },
  line: { kind: "count", meaning: "Line in that file, from 1" },
  as_written: { kind: "text", meaning: "The Ct cell as the export has it" },
});

/** Every well of every export, with its sample and assay. */
export const wells = stage({
  name: "wells",
  title: "Wells",
  about:
    "What the instruments measured: one well is one assay in one sample on one card. A Ct is the cycle at which amplification crosses the threshold; a lower Ct means more of the gene. A well without amplification is undetermined, which is not a number.",
  settings: settings({}),
  tables: [
    { name: "wells", columns: wellsColumns, key: ["card", "well"], rows: (output: WellsOutput) => table(output.wells) },
  ],
  run({ exports, panel, samples, withheld, told }: WellsInput): WellsOutput {
    const troubles = new Troubles();
    const wells = new Wells(panel, samples);
    const intake = new Intake(wells, troubles);
    let files = 0;
    for (const source of exports) {
      files++;
      read(source, intake);
    }
    if (files === 0) troubles.add({ code: "no-exports", text: "no export file was found." });
    const left = assign(intake, withheld);
    troubles.stop();
    if (told) rename(wells, told);
    const nameless = intake.nameless.map(({ file, wells }) => ({
      file: left.files.has(file) ? "A withheld file" : (told?.file(file) ?? file),
      wells,
    }));
    return { wells, withheld: left, nameless };
  },
  summarise({ wells, withheld, nameless }) {
    let undetermined = 0;
    for (let row = 0; row < wells.length; row++) if (wells.state[row] === UNDETERMINED) undetermined++;
    const cards = usedCards(wells);
    const files = new Set(cards.map((card) => card.file)).size;
    const used = [...new Set(cards.map((card) => card.format))];
    const titles = formats.filter((format) => used.includes(format.name)).map((format) => format.title);
    return {
      headline: `${wells.length} wells were read from ${cards.length} cards in ${files} files; in ${undetermined} no amplification was seen.`,
      counts: [
        { label: "Files", value: files },
        { label: "Cards", value: cards.length },
        { label: "Wells", value: wells.length },
        { label: "Undetermined", value: undetermined },
        { label: "Withheld (no consent)", value: withheld.wells },
      ],
      findings: nameless.map(({ file, wells }) => ({
        level: "caution" as const,
        text: `${file}: ${wells} wells name an assay but no sample, and are not used.`,
      })),
      tables: [],
      figures: [],
      methods: `Ct values were read from ${titles.join(" and ")}. A well in which no amplification was seen is kept as undetermined and is not given a number.`,
    };
  },
});

function table(wells: Wells): Table {
  const { assays } = wells.panel;
  const lookUp = (codes: { readonly [row: number]: number }) => (row: number) => codes[row]!;
  const card = lookUp(wells.card);
  const assay = lookUp(wells.assay);
  const text = (code: (row: number) => number) => ({ words: wells.texts, word: code });
  return {
    columns: wellsColumns,
    length: wells.length,
    cells: {
      card: { words: wells.cards.map((one) => one.card), word: card },
      well: { number: lookUp(wells.well) },
      position: positions(wells),
      sample: { words: wells.samples.map((sample) => sample.sample), word: lookUp(wells.sample) },
      assay: { words: assays.map((one) => one.assay), word: assay },
      gene: { words: assays.map((one) => one.gene), word: assay },
      task: text(lookUp(wells.task)),
      ct: { number: lookUp(wells.ct) },
      state: { words: wellStates, word: lookUp(wells.state) },
      flags: text(lookUp(wells.flags)),
      omitted: { words: ["no", "yes"], word: lookUp(wells.omitted) },
      file: { words: wells.cards.map(({ file, part }) => file + part), word: card },
      line: { number: lookUp(wells.line) },
      as_written: {
        number: lookUp(wells.ct),
        decimals: (row) => (wells.written[row]! < TEXTS ? wells.written[row]! : -1),
        otherwise: (row) => wells.asWritten(row),
      },
    },
  };
}

/** "B7" of every well: for each width of plate that there is, the positions up to the last well. */
function positions(wells: Wells) {
  const last = wells.well.subarray(0, wells.length).reduce((most, well) => Math.max(most, well), 0);
  const widths = [...new Set(wells.cards.map((card) => card.columns))];
  const words = widths.flatMap((width) =>
    Array.from({ length: last }, (_, well) => (width === 0 ? "" : position(well + 1, width))),
  );
  const starts = wells.cards.map((card) => widths.indexOf(card.columns) * last);
  return { words, word: (row: number) => starts[wells.card[row]!]! + wells.well[row]! - 1 };
}

import { position } from "../data/card.ts";
import { columns } from "../data/column.ts";
import type { Export } from "../data/export.ts";
import type { Panel } from "../data/panel.ts";
import type { Sample } from "../data/sample.ts";
import { settings } from "../data/setting.ts";
import type { Table } from "../data/table.ts";
import { Troubles } from "../data/trouble.ts";
import { UNDETERMINED, Wells, wellStates } from "../data/well.ts";
import { formats } from "./formats/index.ts";
import { Intake } from "./formats/intake.ts";
import { read } from "./formats/read.ts";
import { assign, type Withheld } from "./samples.ts";
import { stage } from "./stage.ts";

export interface WellsInput {
  readonly exports: Iterable<Export>;
  readonly panel: Panel;
  /** Samples that may be used, controls among them. */
  readonly samples: readonly Sample[];
  readonly withheld: Withheld;
}

export interface WellsOutput {
  readonly wells: Wells;
  /** How many wells were left unread because their subject has not consented, and the files that hold nothing else. */
  readonly withheld: { readonly wells: number; readonly files: ReadonlySet<string> };
  /** Wells without a sample's name. */
  readonly nameless: readonly { readonly file: string; readonly wells: number }[];
}

const wellsColumns = columns({
  card: { kind: "text", meaning: "Card: barcode or name as the export gives it" },
  well: { kind: "count", meaning: "Number of the well on the card, row by row from 1" },
  position: { kind: "text", meaning: "The same as row letter and column" },
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
  file: { kind: "text", meaning: "Export that the well was read from" },
  line: { kind: "count", meaning: "Line in that file, from 1" },
  as_written: { kind: "text", meaning: "The Ct cell as the export has it" },
});

/** Every well of every export, with its sample and assay. */
export const wells = stage({
  name: "wells",
  title: "Wells",
  settings: settings({}),
  tables: [{ name: "wells", columns: wellsColumns, rows: (output: WellsOutput) => table(output.wells) }],
  run({ exports, panel, samples, withheld }: WellsInput): WellsOutput {
    const troubles = new Troubles();
    const wells = new Wells(panel, samples);
    const intake = new Intake(wells, troubles);
    let files = 0;
    for (const source of exports) {
      files++;
      read(source, intake);
    }
    if (files === 0) troubles.add({ code: "no-exports", text: "no export file was found." });
    intake.finish();
    const left = assign(intake, withheld);
    troubles.stop();
    return { wells, withheld: left, nameless: intake.nameless };
  },
  summarise({ wells, withheld, nameless }) {
    let undetermined = 0;
    for (let row = 0; row < wells.length; row++) if (wells.state[row] === UNDETERMINED) undetermined++;
    const cards = usedCards(wells);
    const files = wells.files.length - withheld.files.size;
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

/** The cards that have a well which may be used. */
function usedCards(wells: Wells) {
  const used = new Uint8Array(wells.cards.length);
  for (let row = 0; row < wells.length; row++) used[wells.card[row]!] = 1;
  return wells.cards.filter((_, card) => used[card] === 1);
}

function table(wells: Wells): Table {
  const { assays } = wells.panel;
  const word = (words: readonly string[], codes: { readonly [row: number]: number }) => ({
    words,
    word: (row: number) => codes[row]!,
  });
  return {
    columns: wellsColumns,
    length: wells.length,
    cells: {
      card: word(
        wells.cards.map((card) => card.card),
        wells.card,
      ),
      well: { number: (row) => wells.well[row]! },
      position: { text: (row) => position(wells.well[row]!, wells.cards[wells.card[row]!]!.columns) },
      sample: word(
        wells.samples.map((sample) => sample.sample),
        wells.sample,
      ),
      assay: word(
        assays.map((assay) => assay.assay),
        wells.assay,
      ),
      gene: word(
        assays.map((assay) => assay.gene),
        wells.assay,
      ),
      task: word(wells.texts, wells.task),
      ct: { number: (row) => wells.ct[row]! },
      state: word(wellStates, wells.state),
      flags: word(wells.texts, wells.flags),
      omitted: word(["no", "yes"], wells.omitted),
      file: word(wells.files, wells.file),
      line: { number: (row) => wells.line[row]! },
      as_written: { text: (row) => wells.asWritten(row) },
    },
  };
}

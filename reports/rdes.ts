import { position } from "../data/card.ts";
import { controlTypes } from "../data/control.ts";
import { guard } from "../data/guard.ts";
import { MEASURED, TEXTS, UNDETERMINED, type Wells } from "../data/well.ts";

/** One card as a spreadsheet of RDES 1.0: https://rdml.org/rdes.html. */
export interface RdesFile {
  readonly file: string;
  readonly rows: number;
  readonly text: string;
}

const HEAD = "Well\tSample\tSample Type\tTarget\tTarget Type\tDye\tCq\n";

/** The exports are not read for it, and the format leaves no cell of this column blank. */
const DYE = "unknown";

/** Reactions whose Cq was looked for in vain. */
const NONE = "-1.0";

/** Plates with more rows have no letters that the format knows. */
const LETTERS = 26;

/**
 * The wells of every card, a file each, for the format keeps one run a file: without the columns of the cycles, as the
 * exports hold no fluorescence. Wells that were left out are among them: the format cannot tell it. A blank Ct stays blank.
 */
export function* rdesFiles(wells: Wells): Generator<RdesFile> {
  const names = new Set<string>();
  const types = controlTypes(wells);
  const targets = targetsOf(wells);
  for (let from = 0; from < wells.length; ) {
    const { card } = cardOf(wells, from);
    let to = from + 1;
    while (to < wells.length && cardOf(wells, to).card === card) to++;
    const wellName = namesOfWells(wells, from, to);
    const lines = [HEAD];
    for (let row = from; row < to; row++) {
      const sample = wells.sample[row]!;
      const named = `${cell(wells.samples[sample]!.sample)}\t${types[sample]!}`;
      lines.push(`${wellName(row)}\t${named}\t${targets[wells.assay[row]!]!}\t${DYE}\t${cq(wells, row)}\n`);
    }
    yield { file: fileName(card, names), rows: to - from, text: lines.join("") };
    from = to;
  }
}

function cardOf(wells: Wells, row: number) {
  return wells.cards[wells.card[row]!]!;
}

/** "A10"; a number alone where the plate has no rows and columns that are known. */
function namesOfWells(wells: Wells, from: number, to: number): (row: number) => string {
  const { columns } = cardOf(wells, from);
  let last = 0;
  let alike = columns > 0;
  for (let row = from; row < to; row++) {
    last = Math.max(last, wells.well[row]!);
    if (cardOf(wells, row).columns !== columns) alike = false;
  }
  return alike && last <= LETTERS * columns
    ? (row) => position(wells.well[row]!, columns)
    : (row) => String(wells.well[row]!);
}

/** Name and type of each assay: two assays of one gene are told apart by their keys. */
function targetsOf({ panel }: Wells): string[] {
  return panel.assays.map(({ assay, gene, role }) => {
    const name = panel.byText.get(gene) === "several" && assay !== gene ? `${gene} ${assay}` : gene;
    return `${cell(name)}\t${role === "reference" ? "ref" : "toi"}`;
  });
}

function cq(wells: Wells, row: number): string {
  if (wells.state[row] === UNDETERMINED) return NONE;
  if (wells.state[row] !== MEASURED) return "";
  return wells.written[row]! < TEXTS ? wells.asWritten(row) : String(wells.ct[row]!);
}

/** A text in a cell that is neither quoted nor may hold tabs or lines; guarded against spreadsheets as in the other tables. */
function cell(text: string): string {
  return guard(text.replace(/[\t\r\n]+/g, " ").replaceAll('"', "'"));
}

/** Names differ also where capitals do not count. */
function fileName(card: string, names: Set<string>): string {
  const slug = card
    .normalize("NFKD")
    .replace(/[^A-Za-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60);
  const stem = `rdes-${slug || "card"}`;
  let name = stem;
  for (let twin = 2; names.has(name.toLowerCase()); twin++) name = `${stem}-${twin}`;
  names.add(name.toLowerCase());
  return `${name}.tsv`;
}

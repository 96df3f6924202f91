import { type Columns, pick, type Row } from "../data/column.ts";
import { momentName } from "../data/contrast.ts";
import type { Numbering, Trace, TraceCell, TraceTable } from "../data/trace.ts";
import { TEXTS, type Wells } from "../data/well.ts";
import { associationColumns } from "../stages/association-columns.ts";
import type { AssociationOutput } from "../stages/association-output.ts";
import type { ChangeOutput } from "../stages/change.ts";
import { changeTestColumns } from "../stages/change-columns.ts";
import type { Place } from "../stages/places.ts";
import type { QualityOutput } from "../stages/quality.ts";

interface Outputs {
  readonly quality: QualityOutput;
  readonly change: ChangeOutput;
  readonly association: AssociationOutput;
}

/** More wells than this would make the page too large for a mail. */
const MOST_WELLS = 150_000;
/** Outcomes with more answers are no groups. */
const MOST_ANSWERS = 8;

/** Collects what every gene's numbers were made of; undefined where the study is too large for a page. */
export function traceOf({ quality, change, association }: Outputs): Trace | undefined {
  const { expression, changes } = change;
  const { wells, reference } = expression;
  if (wells.length > MOST_WELLS) return undefined;
  const { assays } = wells.panel;
  const targetOf = new Map(changes.assays.map((assay, target) => [assay, target]));
  const words = new Words();
  const byGene = <T>(of: (assay: number, target: number) => T) =>
    assays.map((_, assay) => (targetOf.has(assay) ? of(assay, targetOf.get(assay)!) : undefined));
  const collected = byGene((assay, target) => association.places.map((place) => collect(place, assay, target)));
  return {
    genes: assays,
    samples: {
      sample: wells.samples.map(({ sample }) => sample),
      subject: wells.samples.map(({ subject }) => subject),
      at: wells.samples.map((sample) => momentName(sample).trim()),
      hours: wells.samples.map(({ hours }) => hours ?? null),
      reference_ct: wells.samples.map((_, sample) => rounded(reference.ct[sample]!)),
    },
    subjects: changes.subjects,
    places: association.places.map(({ at, unit, isChange }) => ({ at, unit, isChange })),
    values: collected.map((places = []) => places.map(({ values }) => values)),
    open: collected.map((places = []) => places.map(({ open }) => open)),
    outcomes: outcomesOf(association),
    ...wellsOf(wells, quality.excluded),
    tables: [
      tableOf(
        {
          table: "change-tests",
          title: "Change within subjects",
          columns: pick(changeTestColumns, [
            ...(["contrast", "method", "n", "estimate", "low", "high", "p", "q", "caveat"] as const),
          ]),
        },
        change.tests,
        assays,
        words,
      ),
      tableOf(
        {
          table: "association",
          title: "Association with outcome",
          columns: pick(associationColumns, [
            ...(["outcome", "at", "method", "adjusted_for", "n", "estimate", "low", "high", "p", "q"] as const),
            ...(["p_max_t", "concordance", "concordance_low", "concordance_high", "caveat"] as const),
          ]),
        },
        association.rows,
        assays,
        words,
      ),
    ],
    words: words.all,
  };
}

/** Texts that many rows share. */
class Words {
  readonly all: string[] = [];
  private readonly index = new Map<string, number>();

  of(text: string): number {
    const known = this.index.get(text) ?? this.all.push(text) - 1;
    this.index.set(text, known);
    return known;
  }
}

/** Lists of numbers that differ by a constant are kept once. */
class Patterns {
  readonly all: number[][] = [];
  private readonly index = new Map<string, number>();

  of(numbers: readonly number[]): Numbering {
    const first = numbers[0] ?? 0;
    const more = numbers.map((number) => number - first);
    const key = more.join();
    const known = this.index.get(key) ?? this.all.push(more) - 1;
    this.index.set(key, known);
    return [first, known];
  }
}

function collect(place: Place, assay: number, target: number) {
  const { values, open } = place.collect(assay, target);
  return {
    values: Array.from(values, (value) => rounded(value)),
    open: [...open.keys()].filter((who) => open[who] === 1),
  };
}

/** To a millionth of a cycle: a median of such numbers prints as that of the numbers themselves. */
function rounded(value: number): number | null {
  return Number.isNaN(value) ? null : Math.round(value * 1e6) / 1e6;
}

function outcomesOf({ answers }: AssociationOutput): Trace["outcomes"] {
  return [...answers].flatMap(([name, { counts, words }]) => {
    const labels = counts.map(({ label }) => label).filter((label) => words.includes(label));
    if (labels.length < 2 || labels.length > MOST_ANSWERS) return [];
    return [{ name, answers: labels, of: words.map((word) => labels.indexOf(word ?? "")) }];
  });
}

/** The wells by gene, and the cards that hold any of them: of a card that was withheld nothing is told. */
function wellsOf(wells: Wells, excluded: Uint8Array): Pick<Trace, "cards" | "wells" | "patterns"> {
  const patterns = new Patterns();
  const rows = wells.panel.assays.map((): number[] => []);
  const cards = new Map<number, number>();
  for (let row = 0; row < wells.length; row++) {
    rows[wells.assay[row]!]!.push(row);
    if (!cards.has(wells.card[row]!)) cards.set(wells.card[row]!, cards.size);
  }
  const byGene = rows.map((own) => ({
    sample: patterns.of(own.map((row) => wells.sample[row]!)),
    card: patterns.of(own.map((row) => cards.get(wells.card[row]!)!)),
    well: patterns.of(own.map((row) => wells.well[row]!)),
    line: patterns.of(own.map((row) => wells.line[row]!)),
    ct: own.map((row) => writtenCt(wells, row)),
    flags: Object.fromEntries(
      own.flatMap((row, at) => (wells.flags[row] === 0 ? [] : [[at, wells.texts[wells.flags[row]!]!]])),
    ),
    left: own.flatMap((row, at) => (excluded[row] === 1 ? [at] : [])),
  }));
  const named = [...cards.keys()].map((card) => {
    const { card: name, file, part } = wells.cards[card]!;
    return { card: name, file: file + part };
  });
  return { cards: named, wells: byGene, patterns: patterns.all };
}

/** A number where that is written as the export wrote it. */
function writtenCt(wells: Wells, row: number): number | string {
  const text = wells.asWritten(row);
  return wells.written[row]! < TEXTS && String(wells.ct[row]!) === text ? wells.ct[row]! : text;
}

function tableOf<C extends Columns>(
  about: Omit<TraceTable, "rows" | "columns"> & { readonly columns: C },
  rows: readonly (Row<C> & { readonly assay: string | undefined })[],
  assays: readonly { readonly assay: string }[],
  words: Words,
): TraceTable {
  const names = Object.keys(about.columns);
  const byAssay = new Map(assays.map(({ assay }) => [assay, [] as TraceCell[][]]));
  for (const row of rows) {
    const cells = names.map((name) => cellOf(row[name as keyof typeof row], words));
    byAssay.get(row.assay!)!.push(cells);
  }
  return { ...about, rows: [...byAssay.values()] };
}

function cellOf(value: unknown, words: Words): TraceCell {
  if (value === undefined || Number.isNaN(value)) return null;
  if (typeof value === "string") return words.of(value);
  return typeof value === "number" ? Number(value.toPrecision(4)) : value ? 1 : 0;
}

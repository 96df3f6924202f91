import { fold } from "./fold.ts";
import type { ColumnKind, Layout } from "./layout.ts";

/** What the headings of a table of wells say, of a layout. */
export interface Headings {
  /** As written, without blank ones at the end; */
  readonly written: readonly string[];
  /** and all of them folded. */
  readonly folded: readonly string[];
  /** Where each kind of column stands; -1: nowhere. */
  readonly columns: Readonly<Record<ColumnKind, number>>;
  readonly flags: readonly { readonly name: string; readonly column: number }[];
  readonly flagTexts: readonly number[];
  /** Columns of average Ct, and of how far replicates spread, which are held against their headings. */
  readonly averages: readonly number[];
  readonly spreads: readonly number[];
  /** The last column that is read. */
  readonly last: number;
}

const AVERAGE = "avg ct";
const SPREAD = /ct (se|sd|stddev)$|^stddev ct$/;

/** By layout, what lines were understood as: a thousand cards repeat the same few. So many are kept, of so many characters. */
const before = new WeakMap<Layout, Map<string, Headings>>();
const MOST_LINES = 64;
const LONGEST = 4096;

/** What a line says if it is the headings of a table of wells; undefined where it is none. */
export function headingsOf(line: string, layout: Layout): Headings | undefined {
  const known = before.get(layout)?.get(line);
  if (known !== undefined) return known;
  const cells = line.split("\t");
  const folded = cells.length > 2 ? cells.map(fold) : [];
  if (!isTable(folded, layout)) return undefined;
  const headings = understood(trimEnd(cells), folded, layout);
  if (line.length <= LONGEST) keep(line, headings, layout);
  return headings;
}

function keep(line: string, headings: Headings, layout: Layout): void {
  const kept = before.get(layout) ?? new Map<string, Headings>();
  if (kept.size === MOST_LINES) kept.clear();
  before.set(layout, kept.set(line, headings));
}

function isTable(folded: readonly string[], layout: Layout): boolean {
  const { well = [], position = [], assay = [], sample = [], ct = [] } = layout.columns;
  const has = (names: readonly string[]) => names.some((name) => folded.includes(name));
  return folded.length > 0 && (layout.order ? has(ct) : has([...well, ...position])) && (has(assay) || has(sample));
}

function understood(written: readonly string[], folded: readonly string[], layout: Layout): Headings {
  const at = (kind: ColumnKind) =>
    layout.columns[kind]?.map((name) => folded.indexOf(name)).find((index) => index >= 0) ?? -1;
  // Spelt out: one shape for all tables, which the reader of ten million wells is compiled for.
  const columns: Headings["columns"] = {
    well: at("well"),
    position: at("position"),
    sample: at("sample"),
    assay: at("assay"),
    task: at("task"),
    ct: at("ct"),
    vendorMean: at("vendorMean"),
    omitted: at("omitted"),
    included: at("included"),
    card: at("card"),
    ampScore: at("ampScore"),
    cqConfidence: at("cqConfidence"),
    instrument: at("instrument"),
    threshold: at("threshold"),
    automaticThreshold: at("automaticThreshold"),
    automaticBaseline: at("automaticBaseline"),
  };
  const flags = (layout.flags ?? [])
    .filter((name) => written.includes(name))
    .map((name) => ({ name, column: written.indexOf(name) }));
  const flagTexts = (layout.flagTexts ?? []).map((name) => folded.indexOf(name)).filter((column) => column >= 0);
  const where = (is: (heading: string) => boolean) => folded.flatMap((heading, index) => (is(heading) ? [index] : []));
  return {
    written,
    folded,
    columns,
    flags,
    flagTexts,
    averages: where((heading) => heading === AVERAGE),
    spreads: where((heading) => SPREAD.test(heading)),
    last: Math.max(...Object.values(columns), ...flags.map(({ column }) => column), ...flagTexts),
  };
}

function trimEnd(cells: readonly string[]): string[] {
  let length = cells.length;
  while (length > 0 && cells[length - 1]!.trim() === "") length--;
  return cells.slice(0, length).map((cell) => cell.trim());
}

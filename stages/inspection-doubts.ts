import type { Inspection } from "../data/inspection.ts";
import { listing, quote } from "../data/trouble.ts";
import type { Wells } from "../data/well.ts";
import { cardRows } from "./inspected-cards.ts";
import { fromVendorMean } from "./vendor-mean.ts";
import { counted, few } from "./wording.ts";

/** Cycles between a Ct and the vendor's own mean of it that rounding explains. */
const ROUNDING = 0.005;

/** How far thresholds of one assay may be apart: a factor of 2 moves its Ct by a cycle. */
const FACTOR = 2;

/** What of an inspection is known before its doubts. */
export type Told = Omit<Inspection, "file" | "samples" | "assays" | "doubts" | "refused">;

/** What should be looked at in a file that is read. `claims`: by each export in it, the titles of all formats that claim it. */
export function doubtsOf(told: Told, wells: Wells, claims: readonly (readonly string[])[]): string[] {
  // Of what holds no wells nothing is doubted: it is refused.
  if (told.tables.length === 0) return [];
  return [
    ...claims
      .filter((titles) => titles.length > 1)
      .map((titles) => `Several formats claim it: ${listing(titles)}; the first reads it.`),
    ...told.formats
      .filter(({ tested }) => tested === "made")
      .map(
        ({ title }) =>
          `No instrument's own export was at hand when the reader of ${title} was written, only descriptions of it: hold some wells against the file.`,
      ),
    ...told.texts.flatMap(({ part, lineEnds }) => {
      const kinds = Object.entries(lineEnds).filter(([, lines]) => lines > 0);
      const ends = kinds.map(([kind, lines]) => `${kind} ${lines}`).join(", ");
      return kinds.length > 1
        ? [`${part && `${part}: `}Lines end in several ways (${ends}): the file was put together or edited.`]
        : [];
    }),
    ...told.tables
      .filter(({ decimals }) => decimals.includes("unclear"))
      .map(
        ({ line }) =>
          `In the table at line ${line} a column of numbers has points and commas, or thousands: which are its decimals is not clear, and its numbers are not read.`,
      ),
    ...nameless(told),
    ...absent(told),
    ...unlike(wells),
    ...twoCards(wells),
    ...everyWell(told, wells),
    ...edited(wells),
    ...thresholds(wells),
  ];
}

function nameless({ wells: { nameless } }: Told): string[] {
  return nameless > 0 ? [`${counted(nameless, "well")} with an assay but without a sample's name: not read.`] : [];
}

/** Positions without a well; cards that lack the same ones together. */
function absent({ cards }: Told): string[] {
  const alike = new Map<string, string[]>();
  for (const { card, absent, positions, vacant } of cards) {
    if (vacant === 0) continue;
    const key = `${vacant} of ${positions} positions have no well: ${few(absent, 12)}.`;
    alike.set(key, [...(alike.get(key) ?? []), card]);
  }
  return [...alike].map(([text, names]) => `${names.length === 1 ? "Card" : "Cards"} ${listing(names)}: ${text}`);
}

/** Samples whose wells are of other assays, or of other numbers, than those of most samples on their card. */
function unlike(wells: Wells): string[] {
  return cardRows(wells).flatMap(({ from, to }) => {
    const own = new Map<number, Map<number, number>>();
    for (let row = from; row < to; row++) {
      const counts = own.get(wells.sample[row]!) ?? new Map<number, number>();
      counts.set(wells.assay[row]!, (counts.get(wells.assay[row]!) ?? 0) + 1);
      own.set(wells.sample[row]!, counts);
    }
    const layouts = new Map<string, number[]>();
    for (const [sample, counts] of own) {
      const key = [...counts]
        .map((pair) => pair.join(" "))
        .sort()
        .join();
      layouts.set(key, [...(layouts.get(key) ?? []), sample]);
    }
    const most = Math.max(...[...layouts.values()].map((samples) => samples.length));
    if (layouts.size === 1) return [];
    const others = [...layouts.values()].filter((samples) => samples.length < most).flat();
    const names = others.map((sample) => wells.samples[sample]!.sample);
    const told = names.length === 0 ? "" : `; ${listing(names, 6)} other than most`;
    return [
      `Card ${quote(wells.cards[wells.card[from]!]!.card)}: the samples do not all have the same assays and replicates${told}.`,
    ];
  });
}

function twoCards(wells: Wells): string[] {
  const cards = new Map<number, Set<string>>();
  for (const { from, to } of cardRows(wells))
    for (const sample of new Set(wells.sample.subarray(from, to)))
      cards.set(sample, (cards.get(sample) ?? new Set()).add(wells.cards[wells.card[from]!]!.card));
  const several = [...cards].filter(([, names]) => names.size > 1).map(([sample]) => wells.samples[sample]!.sample);
  return several.length > 0 ? [`On several cards under one name: ${listing(several)}. Is each one sample?`] : [];
}

function everyWell({ flags, wells: { all, omitted } }: Told, wells: Wells): string[] {
  if (all < 2) return [];
  const words = flags.filter((flag) => flag.wells === all).map(({ flag }) => `Every well has the flag ${quote(flag)}.`);
  const isFlagged = words.length === 0 && wells.flags.subarray(0, all).every((flags) => flags > 0);
  return [
    ...words,
    ...(isFlagged ? ["Every well has a flag."] : []),
    ...(omitted === all ? ["Every well is left out."] : []),
  ];
}

/** Told of wells without replicates alone: what a vendor leaves out of a mean of several is not written. */
function edited(wells: Wells): string[] {
  const alike = new Map<string, number>();
  const key = (row: number) => `${wells.sample[row]} ${wells.assay[row]}`;
  for (let row = 0; row < wells.length; row++) alike.set(key(row), (alike.get(key(row)) ?? 0) + 1);
  const lines: number[] = [];
  for (let row = 0; row < wells.length; row++)
    if (wells.omitted[row] === 0 && alike.get(key(row)) === 1 && fromVendorMean(wells, row) > ROUNDING)
      lines.push(wells.line[row]!);
  if (lines.length === 0) return [];
  const places = few(lines.sort((a, b) => a - b).map(String), 12);
  return [
    `The Ct is not the vendor's own mean of the same one well, as after an edit by hand, in ${counted(lines.length, "well")}: line ${places}.`,
  ];
}

function thresholds(wells: Wells): string[] {
  const ranges = new Map<number, { low: number; high: number }>();
  for (let row = 0; row < wells.length; row++) {
    const value = wells.thresholds.of(wells.card[row]!, wells.assay[row]!);
    if (!(value > 0)) continue;
    const { low, high } = ranges.get(wells.assay[row]!) ?? { low: value, high: value };
    ranges.set(wells.assay[row]!, { low: Math.min(low, value), high: Math.max(high, value) });
  }
  const apart = [...ranges].filter(([, { low, high }]) => high > FACTOR * low);
  const names = apart.map(([assay]) => wells.panel.assays[assay]!.assay);
  return names.length > 0
    ? [`On some cards read with a threshold of more than twice another's: ${listing(names)}.`]
    : [];
}

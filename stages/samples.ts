import { tellApart } from "../data/card.ts";
import { listing, quote, type Troubles } from "../data/trouble.ts";
import type { Wells } from "../data/well.ts";
import type { Intake } from "./formats/intake.ts";
import { sampleKey } from "./sample-key.ts";

/** Keys of samples that must not be used: their subject has not consented. */
export type Withheld = ReadonlySet<string>;

const UNKNOWN = -1;
const WITHHELD = -2;

/**
 * Gives every well the sample that the samples table lists for its card and name, drops the withheld ones, and puts
 * the wells in the order of card, well and assay, so that the order of files and rows changes nothing.
 */
export function assign(intake: Intake, withheld: Withheld): { wells: number; files: Set<string> } {
  const { wells, troubles, names } = intake;
  tellApart(wells.cards);
  const owners = new Owners(wells, names, withheld);
  intake.finish((card, sample) => owners.at(card, sample) === WITHHELD);
  const used = new Uint8Array(wells.cards.length);
  let kept = 0;
  const unknown = new Map<string, { row: number; wells: number }>();
  let rows = new Uint32Array(wells.length);
  for (let row = 0; row < wells.length; row++) {
    const owner = owners.of(row);
    if (owner === WITHHELD) continue;
    used[wells.card[row]!] = 1;
    if (owner === UNKNOWN) {
      const name = names[wells.sample[row]!]!;
      const seen = unknown.get(name);
      if (seen) seen.wells++;
      else unknown.set(name, { row, wells: 1 });
      continue;
    }
    wells.sample[row] = owner;
    rows[kept++] = row;
  }
  tellUnknown(wells, unknown, troubles);
  tellTwoCards(wells, rows.subarray(0, kept), troubles);
  const dropped = wells.length - kept;
  rows = rows.subarray(0, kept);
  const sorted = sort(wells, rows);
  if (dropped > 0 || !sorted) wells.reorder(rows);
  tellTwice(wells, troubles);
  const files = new Set(wells.cards.map((card) => card.file));
  for (const [index, card] of wells.cards.entries()) if (used[index] === 1) files.delete(card.file);
  return { wells: dropped, files };
}

/** Names that are told in the place of those of exports and cards. */
export interface ToldNames {
  readonly file: (file: string) => string;
  readonly card: (card: string) => string;
}

/** Tells the cards by other names, and puts the wells in the order of these. */
export function rename(wells: Wells, told: ToldNames): void {
  for (const [index, card] of wells.cards.entries())
    wells.cards[index] = {
      ...card,
      card: told.card(card.card),
      file: told.file(card.file),
      part: "",
      titled: undefined,
    };
  const rows = Uint32Array.from({ length: wells.length }, (_, row) => row);
  if (!sort(wells, rows)) wells.reorder(rows);
}

/** Looks up the sample of a well; neighbours mostly share card and name. */
class Owners {
  private readonly known = new Map<string, number>();
  private readonly seen = new Map<number, number>();

  constructor(
    private readonly wells: Wells,
    private readonly names: readonly string[],
    private readonly withheld: Withheld,
  ) {
    for (const [index, one] of wells.samples.entries()) {
      const { sample, card } = one.onCards ?? one;
      this.known.set(sampleKey(sample, card), index);
    }
  }

  of(row: number): number {
    return this.at(this.wells.card[row]!, this.wells.sample[row]!);
  }

  /** By the index of a card and of a sample's name. */
  at(card: number, sample: number): number {
    const pair = card * this.names.length + sample;
    let owner = this.seen.get(pair);
    if (owner === undefined) {
      owner = this.find(this.names[sample]!.trim(), this.wells.cards[card]!.card);
      this.seen.set(pair, owner);
    }
    return owner;
  }

  private find(name: string, card: string): number {
    for (const key of [sampleKey(name, card), sampleKey(name, "")]) {
      const index = this.known.get(key);
      if (index !== undefined) return index;
      if (this.withheld.has(key)) return WITHHELD;
    }
    return UNKNOWN;
  }
}

/** Sorts rows by card, well and assay; true if they were in order already. */
function sort(wells: Wells, rows: Uint32Array): boolean {
  const order = wells.cards
    .map((_, index) => index)
    .sort((a, b) =>
      wells.cards[a]!.card < wells.cards[b]!.card ? -1 : wells.cards[a]!.card > wells.cards[b]!.card ? 1 : 0,
    );
  const rank = new Uint32Array(wells.cards.length);
  let place = 0;
  order.forEach((card, at) => {
    if (at > 0 && wells.cards[order[at - 1]!]!.card !== wells.cards[card]!.card) place++;
    rank[card] = place;
  });
  const compare = (a: number, b: number) =>
    rank[wells.card[a]!]! - rank[wells.card[b]!]! ||
    wells.well[a]! - wells.well[b]! ||
    wells.assay[a]! - wells.assay[b]! ||
    wells.line[a]! - wells.line[b]!;
  for (let i = 1; i < rows.length; i++) {
    if (compare(rows[i - 1]!, rows[i]!) > 0) {
      rows.sort(compare);
      return false;
    }
  }
  return true;
}

function tellUnknown(wells: Wells, unknown: Map<string, { row: number; wells: number }>, troubles: Troubles): void {
  for (const [name, { row, wells: count }] of unknown) {
    const like = wells.samples.filter((sample) => sample.sample === name.trim() && sample.card !== "");
    const hint =
      like.length > 0
        ? `is listed for the card ${listing(like.map((sample) => sample.card))} only, not for ${quote(wells.cards[wells.card[row]!]!.card)}`
        : "is not in the samples table";
    troubles.add({
      code: "sample-unknown",
      ...wells.place(row),
      line: wells.line[row],
      column: "sample",
      text: `${quote(name)} (${count} wells) ${hint}.`,
    });
  }
}

function tellTwoCards(wells: Wells, rows: Uint32Array, troubles: Troubles): void {
  const first = new Map<number, number>();
  const told = new Set<number>();
  let card = -1;
  let sample = -1;
  for (const row of rows) {
    if (wells.card[row] === card && wells.sample[row] === sample) continue;
    card = wells.card[row]!;
    sample = wells.sample[row]!;
    const before = first.get(sample);
    if (before === undefined) first.set(sample, row);
    else if (wells.samples[sample]!.card === "" && wells.samples[sample]!.subject !== "" && !told.has(sample)) {
      const [one, two] = [wells.cards[wells.card[before]!]!, wells.cards[card]!];
      if (one.card === two.card) continue;
      told.add(sample);
      troubles.add({
        code: "sample-on-two-cards",
        ...wells.place(row),
        line: wells.line[row],
        column: "sample",
        text: `${quote(wells.samples[sample]!.sample)} is on the card ${quote(one.card)} (${one.file}) and on the card ${quote(two.card)}; whether it is one sample run twice, or two, the name does not tell.`,
      });
    }
  }
}

/** The same well twice: once a pair of cards, for a card that is there twice has hundreds. */
function tellTwice(wells: Wells, troubles: Troubles): void {
  const told = new Set<string>();
  for (let row = 1; row < wells.length; row++) {
    const same = wells.well[row] === wells.well[row - 1] && wells.assay[row] === wells.assay[row - 1];
    if (!same) continue;
    const [one, two] = [wells.cards[wells.card[row - 1]!]!, wells.cards[wells.card[row]!]!];
    if (one.card !== two.card || told.has(sampleKey(one.file, two.file))) continue;
    told.add(sampleKey(one.file, two.file));
    troubles.add({
      code: "card-twice",
      ...wells.place(row),
      line: wells.line[row],
      text: `the card ${quote(one.card)} has its well ${wells.well[row]} (${wells.panel.assays[wells.assay[row]!]!.assay}) here and in ${wells.file(row - 1)} line ${wells.line[row - 1]} too.`,
    });
  }
}

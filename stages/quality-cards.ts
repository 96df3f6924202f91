import { position } from "../data/card.ts";
import type { CardMap } from "../data/figure.ts";
import type { Flag } from "../data/flag.ts";
import type { Wells } from "../data/well.ts";
import { MEASURED } from "../data/well.ts";
import { type FlagPlaces, isGrave } from "./flag-places.ts";
import { counted, few } from "./wording.ts";

/** So many cards are drawn. */
const MOST = 2;

/** A card by its name, which several exports may share. */
interface Named {
  readonly name: string;
  readonly columns: number;
  readonly rows: readonly number[];
  readonly flags: readonly Flag[];
}

/** The cards with the most cautions and wells left out; the first as an example where none has any. */
export function cardFigures(wells: Wells, excluded: Uint8Array, flags: readonly Flag[], places: FlagPlaces): CardMap[] {
  const byName = rowsByName(wells);
  const grave = graveByName(flags, places);
  const drawable = [...byName].filter(([, rows]) => isPlate(wells, rows)).map(([name]) => name);
  const worst = drawable
    .filter((name) => grave.has(name))
    .sort((a, b) => grave.get(b)! - grave.get(a)! || (a < b ? -1 : 1));
  const drawn = worst.length > 0 ? worst.slice(0, MOST) : drawable.slice(0, 1);
  const flagsOf = new Map(drawn.map((name) => [name, [] as Flag[]]));
  for (const flag of flags) if (flag.scope === "well" || flag.scope === "card") flagsOf.get(flag.card!)?.push(flag);
  const touched = [...byName.keys()].filter((name) => grave.has(name)).length;
  const why = choice(byName.size, touched, worst.length > 0 ? drawn.length : 0);
  return drawn.map((name) => {
    const rows = byName.get(name)!;
    const columns = wells.cards[wells.card[rows[0]!]!]!.columns;
    return figureOf(wells, excluded, places, { name, columns, rows, flags: flagsOf.get(name)! }, why);
  });
}

/** Why these cards are drawn, and how many others there are; `drawn`: how many of those that are touched. */
function choice(all: number, touched: number, drawn: number): string {
  const of = `of ${counted(all, "card")}`;
  if (touched === 0)
    return `None ${of} has a caution or a well left out: the first is drawn as an example of the rest.`;
  if (drawn === 0)
    return `An example: the ${touched} ${of} with cautions or wells left out cannot be drawn, because their shape is not known.`;
  const none = all > touched ? `; ${all - touched} have none` : "";
  return drawn === touched
    ? `Every card that has a caution or a well left out is drawn, ${drawn} ${of}${none}.`
    : `The ${drawn} ${of} with the most cautions and wells left out are drawn; ${touched - drawn} more have some${none}.`;
}

function rowsByName(wells: Wells): Map<string, number[]> {
  const byName = new Map<string, number[]>();
  for (let row = 0; row < wells.length; row++) {
    const { card } = wells.cards[wells.card[row]!]!;
    const found = byName.get(card);
    if (found) found.push(row);
    else byName.set(card, [row]);
  }
  return byName;
}

/** How many cautions and wells left out each card has; cards without any are not in it. */
function graveByName(flags: readonly Flag[], { ofSample, ofReplicates, cardsOf }: FlagPlaces): Map<string, number> {
  const grave = new Map<string, number>();
  const add = (card: string, many: number) => many > 0 && grave.set(card, (grave.get(card) ?? 0) + many);
  for (const flag of flags) if ((flag.scope === "well" || flag.scope === "card") && isGrave(flag)) add(flag.card!, 1);
  for (const found of [ofSample, ofReplicates])
    for (const [sample, own] of found)
      for (const card of cardsOf.get(sample) ?? []) add(card, own.filter(isGrave).length);
  return grave;
}

/** Whether the shape is known, and each well holds one assay. */
function isPlate(wells: Wells, rows: readonly number[]): boolean {
  const { columns } = wells.cards[wells.card[rows[0]!]!]!;
  if (columns === 0 || rows.some((row) => wells.cards[wells.card[row]!]!.columns !== columns)) return false;
  return rows.every((row, i) => i === 0 || wells.well[row] !== wells.well[rows[i - 1]!]);
}

function figureOf(wells: Wells, excluded: Uint8Array, places: FlagPlaces, card: Named, why: string): CardMap {
  const { assays } = wells.panel;
  const key = (well: number, assay: string) => `${well}\t${assay}`;
  const onWell = new Map<string, string[]>();
  for (const flag of card.flags) {
    if (flag.scope !== "well") continue;
    const at = key(flag.well!, flag.assay!);
    onWell.set(at, [...(onWell.get(at) ?? []), said(flag)]);
  }
  const made = card.rows.map((row) => {
    const { assay, gene } = assays[wells.assay[row]!]!;
    const [number, sample] = [wells.well[row]! - 1, wells.sample[row]!];
    const ofReplicates = (places.ofReplicates.get(sample) ?? []).filter((flag) => flag.assay === assay).map(said);
    const words = [...(onWell.get(key(number + 1, assay)) ?? []), ...ofReplicates];
    const out = excluded[row] === 1;
    return {
      position: position(number + 1, card.columns),
      row: Math.floor(number / card.columns),
      column: number % card.columns,
      label: `${gene}, ${wells.samples[sample]!.sample}`,
      ct: wells.state[row] === MEASURED ? wells.ct[row]! : undefined,
      flagged: words.length > (out ? 1 : 0),
      out,
      ...(words.length > 0 && { said: words.join("; ") }),
    };
  });
  const last = made.reduce((most, { row }) => Math.max(most, row + 1), 0);
  const samples = [...new Set(card.rows.map((row) => wells.sample[row]!))];
  const told = samples.flatMap((sample) => {
    const checks = new Set((places.ofSample.get(sample) ?? []).filter(isGrave).map(({ check }) => check));
    return checks.size > 0 ? [`${wells.samples[sample]!.sample} (${[...checks].join(", ")})`] : [];
  });
  const cautious = told.length > 0 ? ` Samples with cautions of their own: ${few(told)}.` : "";
  return {
    kind: "card",
    title: `Card ${card.name}`,
    caption: `Each well as it lies on the card, its Ct as the instrument gave it.${cautious} ${why}`,
    rows: Math.max(last, Math.round((card.columns * 2) / 3)),
    columns: card.columns,
    wells: made,
    ports: portsOf(wells, card),
  };
}

function said({ check, reason }: Flag): string {
  return `${check}: ${reason}`;
}

/** Neighbouring rows of one sample; none where a row holds several. */
function portsOf(wells: Wells, { rows, columns }: Named): NonNullable<CardMap["ports"]> {
  const ports: { label: string; row: number; rows: number; sample: number }[] = [];
  for (const index of rows) {
    const row = Math.floor((wells.well[index]! - 1) / columns);
    const sample = wells.sample[index]!;
    const last = ports.at(-1);
    if (last?.sample === sample && row <= last.row + last.rows) last.rows = row - last.row + 1;
    else if (last !== undefined && row < last.row + last.rows) return [];
    else ports.push({ label: wells.samples[sample]!.sample, row, rows: 1, sample });
  }
  return ports.map(({ label, row, rows }) => ({ label, row, rows }));
}

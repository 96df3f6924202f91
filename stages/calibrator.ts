import { columns, type Row } from "../data/column.ts";
import { Cell } from "../data/replicates.ts";
import { listing, quote, Trouble, Troubles } from "../data/trouble.ts";
import type { Wells } from "../data/well.ts";
import type { Normalised, NormaliserInput } from "./normalisers/normaliser.ts";

export const correctionColumns = columns({
  card: { kind: "text", meaning: "Card" },
  correction: {
    kind: "number",
    meaning: "Subtracted from every dCt of the card but those of the genes that are the reference",
    unit: "cycles",
  },
  se: { kind: "number", meaning: "Its standard error, from the spread between assays", unit: "cycles" },
  assays: { kind: "count", meaning: "Targets detected in the calibrator on every card" },
});

export type Correction = Row<typeof correctionColumns>;

/** The samples that are the calibrator: controls of that name. */
export function calibrators({ samples }: Wells, name: string): number[] {
  return [...samples.keys()].filter((at) => samples[at]!.sample === name && samples[at]!.subject === "");
}

/**
 * Corrects each card by the calibrator on it: one offset a card, the mean over targets of the calibrator's dCt there less that
 * target's mean over all cards. An offset for each assay would need replicates of the calibrator on each card. All samples
 * of a card move alike, so a change within a card stays as it is. Its error is that of a mean over assays; of
 * a difference between two cards, that of the mean of the differences; on one card it cancels.
 *
 * @throws {Trouble} when there is no such control, or it is not on every card, or has no target detected on all.
 */
export function calibrated(
  { wells, replicates }: NormaliserInput,
  inner: Normalised,
  name: string,
): { reference: Normalised; corrections: readonly Correction[] } {
  const cardOf = cardsOf(wells);
  const own = calibratorByCard(wells, cardOf, name);
  const cards = [...own.keys()].sort();
  const deltaOf = (sample: number, assay: number) => {
    const cell = sample * replicates.assays + assay;
    return replicates.state[cell] === Cell.measured ? inner.delta(sample, assay, replicates.ct[cell]!) : Number.NaN;
  };
  const targets = [...wells.panel.assays.keys()]
    .filter((assay) => wells.panel.assays[assay]!.role === "target")
    .filter((assay) => cards.every((card) => !Number.isNaN(deltaOf(own.get(card)!, assay))))
    .sort((a, b) => (wells.panel.assays[a]!.assay < wells.panel.assays[b]!.assay ? -1 : 1));
  if (targets.length === 0)
    throw trouble(`${quote(name)} has no target that is detected, and has a dCt, on all of ${cards.length} cards.`);
  const rows = cards.map((card) => targets.map((assay) => deltaOf(own.get(card)!, assay)));
  const means = targets.map((_, at) => mean(rows.map((row) => row[at]!)));
  const offsets = new Map(cards.map((card, at) => [card, rows[at]!.map((value, target) => value - means[target]!)]));
  const correction = new Map([...offsets].map(([card, values]) => [card, mean(values)]));
  const isReference = new Set(inner.genes);
  const between = new Map<string, number>();
  const errorOf = (sample: number, other: number | undefined) => {
    const [one, two] = [cardOf[sample]!, other === undefined ? undefined : cardOf[other]!];
    const key = JSON.stringify([one, two]);
    const known = between.get(key);
    if (known !== undefined) return known;
    const against = two === undefined ? undefined : offsets.get(two)!;
    const found = errorVariance(offsets.get(one)!.map((value, at) => value - (against?.[at] ?? 0)));
    between.set(key, found);
    return found;
  };
  return {
    reference: {
      ...inner,
      delta: (sample, assay, ct) =>
        inner.delta(sample, assay, ct) - (isReference.has(assay) ? 0 : correction.get(cardOf[sample]!)!),
      shared: (assay, sample, other) =>
        inner.shared(assay, sample, other) + (isReference.has(assay) ? 0 : errorOf(sample, other)),
      methods: `${inner.methods} Cards were made comparable by the sample ${name} on each of them: the mean over ${targets.length} targets of its dCt less their mean over the cards was subtracted, and the standard error of that is part of delta_ct_se and, between cards, of change_se.`,
    },
    corrections: cards.map((card) => ({
      ...{ card, correction: correction.get(card)! },
      se: targets.length < 2 ? undefined : Math.sqrt(errorVariance(offsets.get(card)!)),
      assays: targets.length,
    })),
  };
}

/** The card of each sample that has wells. */
function cardsOf(wells: Wells): readonly (string | undefined)[] {
  const cards: (string | undefined)[] = wells.samples.map(() => undefined);
  for (let row = 0; row < wells.length; row++) cards[wells.sample[row]!] = wells.cards[wells.card[row]!]!.card;
  return cards;
}

function calibratorByCard(wells: Wells, cardOf: readonly (string | undefined)[], name: string): Map<string, number> {
  const all = calibrators(wells, name);
  if (all.length === 0) {
    const controls = [...new Set(wells.samples.filter(({ subject }) => subject === "").map(({ sample }) => sample))];
    const known = controls.length > 0 ? `there is ${listing(controls)}` : "there is none";
    throw trouble(`${quote(name)} is no control: a sample with a blank subject was expected; ${known}.`);
  }
  const troubles = new Troubles();
  const own = new Map<string, number>();
  for (const sample of all) if (cardOf[sample] !== undefined) own.set(cardOf[sample], sample);
  const used = new Set(cardOf.filter((card, at) => card !== undefined && wells.samples[at]!.subject !== ""));
  const without = [...used].filter((card) => !own.has(card!)).sort();
  if (without.length > 0)
    troubles.add(problem(`${quote(name)} has no wells of its own on ${listing(without as string[])}.`));
  for (const sample of all) {
    const on = new Set<string>();
    for (let row = 0; row < wells.length; row++)
      if (wells.sample[row] === sample) on.add(wells.cards[wells.card[row]!]!.card);
    if (on.size > 1) troubles.add(problem(`${quote(name)} is one sample on ${listing([...on].sort())}.`));
  }
  troubles.stop();
  return own;
}

function problem(text: string) {
  return { code: "calibrator" as const, file: "study.yaml", column: "expression.calibrator", text };
}

function trouble(text: string): Trouble {
  return new Trouble([problem(text)]);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Variance of the mean of values; NaN of one. */
function errorVariance(values: readonly number[]): number {
  const middle = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - middle) ** 2, 0);
  return squares / (values.length - 1) / values.length;
}

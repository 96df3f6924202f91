import { columns, type Row } from "../data/column.ts";
import type { Profile, Strip } from "../data/figure.ts";
import type { Numbering, Trace, TraceTable } from "../data/trace.ts";

/** Columns of a gene's wells. */
export const wellColumns = columns({
  sample: { kind: "text", meaning: "Sample" },
  subject: { kind: "text", meaning: "Subject; blank for a control" },
  at: { kind: "text", meaning: "Visit and time" },
  hours: { kind: "number", meaning: "Hours after the dose", unit: "h" },
  ct: { kind: "text", meaning: "Ct of the well, as the export has it, in cycles" },
  reference_ct: {
    kind: "number",
    meaning: "What is subtracted from the sample's Ct: mean of its reference genes",
    unit: "cycles",
  },
  log2_expression: { kind: "number", meaning: "-dCt of the sample; where not detected, its upper limit", unit: "log2" },
  not_detected: { kind: "yes-no", meaning: "Whether log2_expression is only a limit" },
  left_out: { kind: "yes-no", meaning: "Whether the well was left out of the mean" },
  flags: { kind: "text", meaning: "The instrument's flags that were raised" },
  card: { kind: "text", meaning: "Card" },
  well: { kind: "count", meaning: "Number of the well on the card" },
  file: { kind: "text", meaning: "Export that the well was read from" },
  line: { kind: "count", meaning: "Line in that file, from 1" },
});

type Four = [number[], number[], number[], number[]];

/** One row a well of a gene, with its sample's expression. */
export function wellRows(trace: Trace, gene: number): Row<typeof wellColumns>[] {
  const { samples, cards, places, subjects } = trace;
  const own = trace.wells[gene]!;
  const listed = ([first, pattern]: Numbering) => trace.patterns[pattern]!.map((more) => first + more);
  const [sampleOf, cardOf, wellOf, lineOf] = [own.sample, own.card, own.well, own.line].map(listed) as Four;
  const placeOf = new Map(places.map(({ at }, place) => [at, place]));
  const subjectOf = new Map(subjects.map((subject, who) => [subject, who]));
  const left = new Set(own.left);
  return wellOf.map((well, i) => {
    const sample = sampleOf[i]!;
    const { card, file } = cards[cardOf[i]!]!;
    const place = placeOf.get(samples.at[sample]!);
    const who = subjectOf.get(samples.subject[sample]!);
    const known = place === undefined || who === undefined ? undefined : trace.values[gene]![place]?.[who];
    return {
      sample: samples.sample[sample]!,
      subject: samples.subject[sample] || undefined,
      at: samples.at[sample] || undefined,
      hours: samples.hours[sample] ?? undefined,
      ct: String(own.ct[i]!) || undefined,
      reference_ct: samples.reference_ct[sample] ?? undefined,
      log2_expression: known ?? undefined,
      not_detected: known == null ? undefined : trace.open[gene]![place!]!.includes(who!),
      left_out: left.has(i),
      ...{ flags: own.flags[i], card, well, file, line: lineOf[i]! },
    };
  });
}

/** The rows of a table that are of one gene. */
export function rowsOfGene({ columns, rows }: TraceTable, gene: number, words: readonly string[]): Row<Columns>[] {
  const kinds = Object.entries(columns);
  return rows[gene]!.map((cells) =>
    Object.fromEntries(
      kinds.map(([name, { kind }], at) => {
        const cell = cells[at]!;
        if (cell === null) return [name, undefined];
        return [name, kind === "text" ? words[cell] : kind === "yes-no" ? cell === 1 : cell];
      }),
    ),
  );
}

type Columns = TraceTable["columns"];

/** A gene's values at one place by the answers of an outcome; without an outcome, of all subjects. */
export function stripAt(trace: Trace, gene: number, place: number, outcome: Trace["outcomes"][number]): Strip {
  const { at, unit } = trace.places[place]!;
  const values = trace.values[gene]![place]!;
  const open = new Set(trace.open[gene]![place]!);
  return {
    kind: "strip",
    title: `${at}, by ${outcome.name}`,
    caption: "",
    y: unit,
    groups: outcome.answers.map((label, answer) => ({
      label,
      points: trace.subjects.flatMap((subject, who) =>
        outcome.of[who] === answer && values[who] != null
          ? [{ label: subject, value: values[who], open: open.has(who) }]
          : [],
      ),
    })),
  };
}

/** A gene's values at all visits and times. */
export function profileOf(trace: Trace, gene: number): Profile {
  const moments = [...trace.places.keys()].filter((place) => !trace.places[place]!.isChange);
  const open = trace.open[gene]!.map((who) => new Set(who));
  return {
    kind: "profile",
    title: "All visits and times",
    caption: "",
    y: trace.places[moments[0]!]?.unit ?? "",
    moments: moments.map((place) => trace.places[place]!.at),
    lines: trace.subjects.map((label, who) => ({
      label,
      points: moments.map((place) => {
        const value = trace.values[gene]![place]![who];
        return value == null ? undefined : { value, open: open[place]!.has(who) };
      }),
    })),
  };
}

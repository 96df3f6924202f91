import { momentName } from "../data/contrast.ts";
import type { Csv } from "../data/csv.ts";
import type { Sample, sampleColumns } from "../data/sample.ts";
import type { Subject } from "../data/subject.ts";
import { listing, quote, type Troubles } from "../data/trouble.ts";
import type { Consent } from "../stages/consent.ts";
import { sampleKey } from "../stages/sample-key.ts";

export interface Roster {
  /** Samples that may be used, controls among them: in the order of subject, visit and time. */
  readonly samples: readonly Sample[];
  readonly withheld: ReadonlySet<string>;
  /** How many of these were collected before their subject consented. */
  readonly early: number;
}

/** The samples whose subject may be used; of the others only the keys are kept, so that their wells can be left unread. */
export function rosterOf(
  csv: Csv<typeof sampleColumns>,
  subjects: readonly Subject[],
  consent: Consent,
  { visits, times }: Schedule,
  troubles: Troubles,
): Roster {
  const known = new Set(subjects.map(({ subject }) => subject));
  const withheld = new Set<string>();
  let early = 0;
  const samples: Sample[] = [];
  const byKey = new Map<string, number>();
  const byMoment = new Map<string, Sample>();
  for (const { line, row, others } of csv.rows) {
    const at = { file: csv.file, line };
    const { sample: name = "", card = "", subject = "", visit = "", time = "", hours, collected = "" } = row;
    if (name === "") {
      troubles.add({
        ...at,
        code: "cell-not-valid",
        column: "sample",
        text: "is blank; the sample's name on the cards was expected.",
      });
      continue;
    }
    const key = sampleKey(name, card);
    const before = byKey.get(key);
    if (before !== undefined)
      troubles.add({
        ...at,
        code: "row-twice",
        text: `the sample ${quote(name)}${card && ` on the card ${quote(card)}`} is listed on line ${before} already.`,
      });
    byKey.set(key, line);
    if (subject !== "") {
      if (!known.has(subject)) {
        troubles.add({
          ...at,
          code: "subject-unknown",
          column: "subject",
          text: `${quote(subject)} is not in the subjects table.`,
        });
        continue;
      }
      const consented = consent.admitted.get(subject);
      const dated = consented !== undefined && consented !== "" && collected !== "";
      if (dated && !DATE.test(collected))
        troubles.add({
          ...at,
          code: "cell-not-valid",
          column: "collected",
          text: `${quote(collected)} is not a date (YYYY-MM-DD); whether it was before consent cannot be told.`,
        });
      if (consented === undefined || (dated && collected < consented)) {
        withheld.add(key);
        if (consented !== undefined) early++;
        continue;
      }
      if (!visits.includes(visit))
        troubles.add({
          ...at,
          code: "cell-not-valid",
          column: "visit",
          text: `${quote(visit)} is not one of the visits ${listing(visits)} of study.yaml.`,
        });
      if (!times.includes(time))
        troubles.add({
          ...at,
          code: "cell-not-valid",
          column: "time",
          text: `${quote(time)} is not one of the times ${listing(times)} of study.yaml.`,
        });
    }
    const columns = { ...others, hours: written(hours), blast_percent: written(row.blast_percent) };
    const sample: Sample = { sample: name, card, subject, visit, time, hours, collected, columns, line };
    const twin = byMoment.get(`${subject}\u0000${momentName(sample)}`);
    if (subject !== "" && twin !== undefined) {
      troubles.add({
        ...at,
        code: "sample-time-twice",
        text: `${quote(name)} is a second sample of ${quote(subject)} at ${momentName(sample)}; the first is ${quote(twin.sample)} on line ${twin.line}.`,
      });
    }
    byMoment.set(`${subject}\u0000${momentName(sample)}`, sample);
    samples.push(sample);
  }
  return { samples: inOrder(samples, { visits, times }), withheld, early };
}

/** Dates, and times that begin with one, are in order as texts. */
const DATE = /^\d{4}-\d{2}-\d{2}(T|$)/;

interface Schedule {
  readonly visits: readonly string[];
  readonly times: readonly string[];
}

/** In the order of subject, visit and time. */
export function inOrder(samples: readonly Sample[], { visits, times }: Schedule): Sample[] {
  const order = (a: Sample, b: Sample) =>
    compare(a.subject, b.subject) ||
    visits.indexOf(a.visit) - visits.indexOf(b.visit) ||
    times.indexOf(a.time) - times.indexOf(b.time) ||
    compare(a.sample, b.sample) ||
    compare(a.card, b.card);
  return [...samples].sort(order);
}

function written(number: number | undefined): string {
  return number === undefined ? "" : String(number);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

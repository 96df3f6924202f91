import { momentName } from "../data/contrast.ts";
import type { Step } from "../data/report.ts";
import type { ChangeOutput } from "../stages/change.ts";
import type { Study } from "./study.ts";

/** The way of the participants from the study into the comparisons; those left out are counted, never named. */
export function flowOf({ consent, roster, moments, contrasts }: Study, { change }: { change: ChangeOutput }): Step[] {
  const { subjects } = change.moments;
  const { wells, samples, reference } = change.expression;
  const sampled = new Set(roster.samples.flatMap(({ subject }) => (subject === "" ? [] : [subject])));
  const passed = samples.filter((sample) => !Number.isNaN(reference.ct[sample]!));
  const has = new Set(passed);
  const at = (moment: (typeof moments)[number], counts: (sample: number) => boolean) =>
    subjects.filter((subject) => counts(change.moments.find(subject, moment)));
  const byMoment = (counts: (sample: number) => boolean) =>
    moments.map((moment) => ({ label: momentName(moment), value: at(moment, counts).length }));
  const pairs = contrasts.map(({ name, from, to }) => {
    const later = new Set(at(to, (sample) => has.has(sample)));
    return { label: name, of: at(from, (sample) => has.has(sample)).filter((subject) => later.has(subject)) };
  });
  return [
    {
      label: "in the study",
      value: consent.admitted.size + consent.notConsented + consent.withdrawn,
      note: "rows of the subjects table",
      parts: [],
    },
    {
      label: "consented",
      value: consent.admitted.size,
      note: `${consent.notConsented} without consent, ${consent.withdrawn} withdrawn`,
      parts: [],
    },
    {
      label: "sampled",
      value: sampled.size,
      note: "with wells on a card at",
      parts: byMoment((sample) => sample >= 0),
    },
    {
      label: "passed quality",
      value: new Set(passed.map((sample) => wells.samples[sample]!.subject)).size,
      note: `with a dCt (${passed.length} of ${samples.length} samples) at`,
      parts: byMoment((sample) => has.has(sample)),
    },
    {
      label: "with a pair",
      value: new Set(pairs.flatMap(({ of }) => of)).size,
      note: "with a dCt in both samples of",
      parts: pairs.map(({ label, of }) => ({ label, value: of.length })),
    },
  ];
}

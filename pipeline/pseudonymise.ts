import { momentName } from "../data/contrast.ts";
import type { Facts } from "../data/facts.ts";
import type { Sample } from "../data/sample.ts";
import type { Subject } from "../data/subject.ts";
import type { Pseudonyms } from "./pseudonyms.ts";

interface Named {
  readonly subjects: readonly Subject[];
  readonly samples: readonly Sample[];
  readonly facts: Facts | undefined;
}

/**
 * Puts pseudonyms in the place of the ids of subjects and the names of samples and cards. What comes after it knows no others,
 * but for the names by which wells are found on the cards. The order of subjects is that of their pseudonyms.
 */
export function pseudonymise({ subjects, samples, facts }: Named, names: Pseudonyms): Named {
  const known = new Map(subjects.map(({ subject }) => [subject, names.subject(subject)]));
  const told = samples.map((sample) => pseudonymSample(sample, names));
  const cells = new Map([...samples.map(({ sample }, at) => [sample, told[at]!.sample] as const), ...known]);
  const columns = (all: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(all).map(([name, cell]) => [name, cells.get(cell) ?? cell]));
  const of = (id: string) => known.get(id)!;
  return {
    subjects: subjects
      .map((one) => ({ ...one, subject: of(one.subject), columns: columns(one.columns) }))
      .sort(bySubject),
    samples: told.map((one) => ({ ...one, columns: columns(one.columns) })),
    facts: facts && {
      ...facts,
      subjects: facts.subjects.map((one) => ({ ...one, subject: of(one.subject) })).sort(bySubject),
      supplied: facts.supplied.map((one) => ({ ...one, subject: of(one.subject) })),
    },
  };
}

function pseudonymSample(one: Sample, names: Pseudonyms): Sample {
  const { sample, card } = one;
  const onCards = { sample, card };
  const told = { ...one, onCards, card: names.card(card) };
  if (one.subject === "") return { ...told, sample: names.control(sample) };
  const subject = names.subject(one.subject);
  return { ...told, subject, sample: `${subject} ${momentName(one)}` };
}

function bySubject(a: { readonly subject: string }, b: { readonly subject: string }): number {
  return a.subject < b.subject ? -1 : 1;
}

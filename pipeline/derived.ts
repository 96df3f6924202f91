import type { Sample } from "../data/sample.ts";
import type { Subject } from "../data/subject.ts";
import { quote } from "../data/trouble.ts";
import type { TellFormula } from "./derive.ts";

/** Subjects with their samples. */
export interface People {
  readonly subjects: readonly Subject[];
  readonly samples: readonly Sample[];
}

/** Adds the columns that formulas make. They are rare and their machinery is large: it is loaded only where there is one. */
export async function withDerived(
  formulas: Readonly<Record<string, string>>,
  headings: { readonly subjects: readonly string[]; readonly samples: readonly string[] },
  { subjects, samples }: People,
  tell: TellFormula,
): Promise<People> {
  if (Object.keys(formulas).length === 0) return { subjects, samples };
  const { compute, understand } = await import("./derive.ts");
  const { ofSubjects, ofSamples } = understand(formulas, headings, tell);
  const derived = subjects.map((one): Subject => {
    const made = compute(ofSubjects, one.columns, `subject ${quote(one.subject)}`, tell);
    return { ...one, columns: { ...one.columns, ...made } };
  });
  if (ofSamples.length === 0) return { subjects: derived, samples };
  const bySubject = new Map(derived.map((one) => [one.subject, one.columns]));
  return {
    subjects: derived,
    samples: samples.map((one): Sample => {
      if (one.subject === "") return one;
      const columns = { ...bySubject.get(one.subject), ...one.columns };
      const made = compute(ofSamples, columns, `sample ${quote(one.sample)}`, tell);
      return { ...one, columns: { ...one.columns, ...made } };
    }),
  };
}

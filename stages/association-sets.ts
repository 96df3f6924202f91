import { Chance } from "../data/chance.ts";
import { columns, type Row } from "../data/column.ts";
import { groups } from "../data/groups.ts";
import type { Panel } from "../data/panel.ts";
import type { Values } from "../data/setting.ts";
import type { associationSettings } from "./association-columns.ts";
import { sheet } from "./association-family.ts";
import type { Target } from "./association-tests.ts";
import { correct } from "./family.ts";
import type { Answers } from "./methods/method.ts";
import type { Place } from "./places.ts";
import { setMeanSquare } from "./statistics/set-mean-square.ts";
import { setSuperiority } from "./statistics/set-superiority.ts";
import { setTests } from "./statistics/set-tests.ts";
import { testColumns } from "./test-columns.ts";

export const associationSetColumns = columns({
  outcome: { kind: "text", meaning: "Outcome, as named in study.yaml" },
  at: { kind: "text", meaning: "Visit and time whose expression is compared, or the contrast whose change is" },
  category: { kind: "text", meaning: "Gene set: the panel's category" },
  method: {
    kind: "text",
    meaning:
      "set-self-contained: whether the set as a whole goes with the outcome (mean of z squared); set-competitive: whether its genes do more than the others (SAFE); both by dealing the outcome out anew among the subjects",
  },
  genes: {
    kind: "count",
    meaning: "Genes of the set that count: those that were compared and differ between subjects",
  },
  n: { kind: "count", meaning: "Subjects with the outcome" },
  statistic: {
    kind: "number",
    meaning:
      "set-self-contained: mean of z squared, 1 on average by chance; set-competitive: probability that a gene of the set goes with the outcome more than another",
  },
  p: { kind: "number", meaning: "p by permutation: two-sided, or (set-competitive) of so much more" },
  q: testColumns.q,
  exact: { kind: "yes-no", meaning: "Whether all arrangements of the outcome were gone through" },
  arrangements: { kind: "count", meaning: "How many arrangements were gone through" },
  family: testColumns.family,
  caveat: testColumns.caveat,
});

export type AssociationSet = Row<typeof associationSetColumns>;

type Named = AssociationSet & { readonly method: string; readonly p: number | undefined };

/** The statistics of `setSelfContained` and `setCompetitive`, which here go through the same arrangements together. */
const statistics = { "set-self-contained": setMeanSquare, "set-competitive": setSuperiority };

/** Every category of the panel's targets at every place against one outcome. */
export function associationSets(
  outcome: string,
  answers: Answers,
  places: readonly Place[],
  given: readonly Target[],
  panel: Panel,
  set: Values<typeof associationSettings>,
): AssociationSet[] {
  // In the order of their names: the order of the panel's rows must not decide the last digit of a sum.
  const nameOf = ({ assay }: Target) => panel.assays[assay]!.assay;
  const targets = [...given].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  const categories = groups([...targets.keys()], (at) => panel.assays[targets[at]!.assay]!.category);
  categories.delete("");
  if (categories.size === 0 || set.permutations === 0) return [];
  const rows = places.flatMap((place) => {
    const { known, values } = sheet(
      answers,
      targets.map((target) => ({
        place,
        ...target,
        told: place.collect(target.assay, target.target).rate >= set.min_detection,
      })),
    );
    const dealt = known.length < 2 * set.min_group ? undefined : answers.dealt(known);
    if (dealt === undefined) return [];
    const options = { permutations: set.permutations, chance: new Chance(set.seed, 0) };
    const tests = setTests("gene sets", values, dealt, [...categories.values()], options, Object.values(statistics));
    return Object.keys(statistics).flatMap((method, test) => {
      const { sets, exact, permutations } = tests[test]!;
      return [...categories.keys()].map((category, i): Named => {
        const { genes, statistic, p } = sets[i]!;
        return {
          ...{ outcome, at: place.at, category, method, genes, n: known.length, statistic, p, q: undefined },
          ...{ exact, arrangements: permutations, family: undefined },
          caveat: p === undefined ? "too few genes that differ between subjects" : undefined,
        };
      });
    });
  });
  return correct(rows, () => `${outcome}, ${categories.size} gene sets at ${places.length} times and contrasts`);
}

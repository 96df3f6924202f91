import { groups } from "../data/groups.ts";
import type { Outcome } from "../data/outcome.ts";
import type { Values } from "../data/setting.ts";
import { tableOf } from "../data/table.ts";
import { Troubles } from "../data/trouble.ts";
import {
  type Associated,
  type AssociationRow,
  associationColumns,
  associationSettings,
} from "./association-columns.ts";
import { familywise } from "./association-family.ts";
import { associationModelColumns, associationModels } from "./association-model.ts";
import type { AssociationInput, AssociationOutput } from "./association-output.ts";
import { associationSensitivity, associationSensitivityColumns } from "./association-sensitivity.ts";
import { associationSetColumns, associationSets } from "./association-sets.ts";
import { tellAssociation } from "./association-summary.ts";
import { testAssociation } from "./association-tests.ts";
import { caveats } from "./caveats.ts";
import type { ChangeOutput } from "./change.ts";
import { covariatesOf } from "./covariates.ts";
import { detectables } from "./detectable.ts";
import { correct } from "./family.ts";
import { ask, methods } from "./methods/index.ts";
import type { Answers } from "./methods/method.ts";
import { type Place, placesOf } from "./places.ts";
import { stage } from "./stage.ts";

/** Whether expression, or its change, goes with the clinical outcome: each subject counts once. */
export const association = stage({
  name: "association",
  title: "Association with clinical response",
  about:
    "Whether subjects with another outcome had another expression, or another change. C is the probability that expression orders two subjects as the outcome does: 0.5 is no better than a coin, and below 0.5 less expression goes with the outcome. An association in one trial is not a proof that the gene predicts.",
  settings: associationSettings,
  tables: [
    {
      name: "association",
      columns: associationColumns,
      key: ["outcome", "at", "assay", "method"],
      rows: (output: AssociationOutput) => tableOf(associationColumns, output.rows),
    },
    {
      name: "association-model",
      columns: associationModelColumns,
      key: ["outcome", "assay", "method", "term"],
      rows: (output: AssociationOutput) => tableOf(associationModelColumns, output.models),
    },
    {
      name: "association-sets",
      columns: associationSetColumns,
      key: ["outcome", "at", "category", "method"],
      rows: (output: AssociationOutput) => tableOf(associationSetColumns, output.sets),
    },
    {
      name: "association-sensitivity",
      columns: associationSensitivityColumns,
      key: ["outcome", "at", "assay", "nondetects", "method"],
      rows: (output: AssociationOutput) => tableOf(associationSensitivityColumns, output.sensitivity),
    },
  ],
  run(
    { change, moments, outcomes, subjects, subjectsFile }: AssociationInput,
    set: Values<typeof associationSettings>,
  ): AssociationOutput {
    const { panel, changes, readings } = change;
    const troubles = new Troubles();
    const asked = { subjects, file: subjectsFile, order: changes.subjects };
    const answers = new Map(outcomes.map((outcome) => [outcome.name, ask(outcome, asked, troubles)]));
    troubles.stop();
    const places = placesOf(moments, change.moments, readings, changes);
    const byName = new Map(subjects.map((subject) => [subject.subject, subject]));
    const inOrder = changes.subjects.map((subject) => byName.get(subject));
    const genes = `${changes.assays.length} genes`;
    const family = (row: AssociationRow) =>
      set.family === "outcome"
        ? `${row.outcome}, ${genes} at ${places.length} times and contrasts`
        : `${row.outcome}, ${genes} at ${row.at}`;
    const targets = changes.assays.map((assay, target) => ({ assay, target }));
    const rows = outcomes.flatMap((outcome) => {
      const known = answers.get(outcome.name)!;
      const made = places.flatMap((place) => {
        const covariates = covariatesOf(
          outcome,
          inOrder,
          Array.from(place.samples, (sample) => change.moments.samples[sample]),
        );
        const question = { outcome, answers: known, place, covariates, censored: readings.censored };
        return testAssociation(question, targets, panel, set);
      });
      return withFamily(made, outcome, known, change, places, family, set);
    });
    const sensitivity = associationSensitivity(change, moments, outcomes, answers, set);
    const sets = outcomes.flatMap(({ name }) => associationSets(name, answers.get(name)!, places, targets, panel, set));
    const models = outcomes
      .filter(({ kind }) => kind === "binary" && set.models === "yes")
      .flatMap(({ name }) => associationModels(name, answers.get(name)!, places, targets, panel, set));
    return { rows: correct(rows, family), answers, places, sensitivity, sets, models };
  },
  summarise: tellAssociation,
});

const OUT_OF_REACH = "so few subjects that one gene alone cannot reach q 0.05 in this family";

/** Adds to the rows of a kind's first method what their family tells: the family-wise p, and the least C. */
function withFamily(
  rows: readonly Associated[],
  { kind }: Outcome,
  answers: Answers,
  { panel, changes }: ChangeOutput,
  places: readonly Place[],
  family: (row: AssociationRow) => string,
  set: Values<typeof associationSettings>,
): Associated[] {
  const placeOf = new Map(places.map((place) => [place.at, place]));
  const targetOf = new Map(changes.assays.map((assay, target) => [panel.assays[assay]!.assay, { assay, target }]));
  const columnOf = (row: Associated) => ({ place: placeOf.get(row.at!)!, ...targetOf.get(row.assay!)! });
  const told = new Map<Associated, Pick<Associated, "p_max_t" | "detectable" | "caveat">>();
  const tested = rows.filter((row) => row.method === methods[kind].tests[0]);
  for (const group of groups(tested, family).values()) {
    const corrected = familywise(group, answers, columnOf, set);
    const least = detectables(kind, group, set.power);
    for (const [i, row] of group.entries()) {
      const beyond = row.exact === true && kind === "binary" && least[i] === undefined && OUT_OF_REACH;
      told.set(row, { p_max_t: corrected[i], detectable: least[i], caveat: caveats(row.caveat, beyond) });
    }
  }
  return rows.map((row) => ({ ...row, ...told.get(row) }));
}

import type { AnalysisDataset } from "../../data/analysis-dataset.ts";
import type { RunTables } from "../../data/run-tables.ts";
import { tableRows } from "../../data/table-rows.ts";
import { Trouble } from "../../data/trouble.ts";
import { adqpcr } from "./adqpcr.ts";
import { outcomeDatasets } from "./outcomes.ts";

/**
 * A run as datasets of ADaM: ADQPCR, and where outcomes were derived ADTTE and ADOUTC. There is no ADSL among them: a run
 * knows no treatment.
 *
 * @throws {Trouble} where the run was stopped before its expression, or has no target.
 */
export function adamDatasets(run: RunTables): AnalysisDataset[] {
  const { study, design } = run.record;
  const expression = adqpcr(study, tableRows(run, "expression", expressionColumns), design);
  if (expression.length === 0) {
    const text = "holds no target in any sample, and so there is nothing to analyse.";
    throw new Trouble([{ code: "form-unfit", file: "expression.csv", text }]);
  }
  const outcome = run.tables.some(({ name, length }) => name === "outcome" && length > 0);
  return outcome ? [expression, ...outcomeDatasets(study, tableRows(run, "outcome", outcomeColumns))] : [expression];
}

const expressionColumns = [
  ...["sample", "subject", "visit", "time", "hours", "assay", "gene", "category", "role", "wells"],
  ...["ct", "reference_ct", "delta_ct", "delta_ct_sd", "delta_ct_se", "state"],
];

const outcomeColumns = ["subject", "measure", "kind", "value", "unit", "word", "event", "date", "reason", "caveat"];

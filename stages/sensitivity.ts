import type { Values } from "../data/setting.ts";
import { tableOf } from "../data/table.ts";
import { conclusion } from "./conclusion.ts";
import { alternatives } from "./sensitivity-alternatives.ts";
import { type Sensitivity, sensitivityColumns, sensitivitySettings } from "./sensitivity-columns.ts";
import { mainFindings } from "./sensitivity-findings.ts";
import type { SensitivityInput, SensitivityOutput } from "./sensitivity-output.ts";
import { tellSensitivity } from "./sensitivity-summary.ts";
import { type Tested, testsUnder } from "./sensitivity-tests.ts";
import { stage } from "./stage.ts";

/** Whether the main findings stand when one thing at a time is done otherwise. */
export const sensitivity = stage({
  name: "sensitivity",
  title: "Sensitivity",
  about:
    "The main findings once more, with one decision at a time taken otherwise: how non-detects are taken, each reference gene left out, other limits of detection, what was left out taken in, what is suspicious left out, and each of the pooled hours by itself. A finding that hangs on one such decision is weaker than its p.",
  settings: sensitivitySettings,
  tables: [
    {
      name: "sensitivity",
      columns: sensitivityColumns,
      key: ["stage", "outcome", "at", "assay", "method", "kind", "alternative"],
      rows: ({ rows }: SensitivityOutput) => tableOf(sensitivityColumns, rows),
    },
  ],
  run(input: SensitivityInput, { findings: most }: Values<typeof sensitivitySettings>): SensitivityOutput {
    const { wells, quality, change, association, contrasts, moments, outcomes, subjects, express, set } = input;
    const { expression, nondetects } = change;
    const findings = mainFindings(change, association, outcomes, most);
    const chosen = {
      wells,
      ...quality,
      flags: quality.flags(),
      expression,
      nondetects,
      ct_caution: set.ct_caution,
      express,
      moments,
    };
    const every = alternatives(chosen);
    const asked = { contrasts, moments, outcomes, subjects, answers: association.answers, ...set };
    const tried = every.map((alternative) => ({ alternative, tests: testsUnder(alternative, findings, asked) }));
    const results = tried.flatMap(({ tests }) => (tests ? [tests] : []));
    const all = tried.flatMap(({ alternative, tests }) => (tests ? [alternative] : []));
    const impossible = tried.flatMap(({ alternative, tests }) => (tests ? [] : [alternative.name]));
    const { assays } = wells.panel;
    const rows = findings.flatMap((finding, which) => {
      const before = conclusionOf(results[0]![which]);
      if (results[0]![which]?.p !== finding.p)
        throw new Error(`${finding.at}, ${assays[finding.assay]!.assay}: the test made again is not the finding`);
      const { stage, outcome, at, method } = finding;
      const { assay, gene, category } = assays[finding.assay]!;
      const named = { stage, outcome: outcome || undefined, at, assay, gene, category, method };
      return all.flatMap(({ kind, name }, order): Sensitivity[] => {
        const tested = results[order]![which];
        if (tested === undefined) return [];
        const { n, estimate, low, high, p, concordance } = tested;
        const now = conclusionOf(tested);
        const is = { n, estimate, low, high, p, concordance, conclusion: now, moves: now !== before };
        return [{ ...named, kind, alternative: name, ...is }];
      });
    });
    return { rows, findings, alternatives: all, impossible };
  },
  summarise: tellSensitivity,
});

function conclusionOf(tested: Tested | undefined): "up" | "down" | "none" | "not-tested" {
  return tested?.p === undefined ? "not-tested" : conclusion(tested);
}

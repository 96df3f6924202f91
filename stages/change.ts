import { pick } from "../data/column.ts";
import { type Contrast, type Moment, momentName } from "../data/contrast.ts";
import type { Finding } from "../data/finding.ts";
import { groups } from "../data/groups.ts";
import { once } from "../data/once.ts";
import type { Values } from "../data/setting.ts";
import { tableOf } from "../data/table.ts";
import { type ChangeTest, changeSettings, changeTestColumns } from "./change-columns.ts";
import { type Changed, forest, volcano } from "./change-figures.ts";
import { type ChangeAtHours, changeHoursColumns, changesByHours } from "./change-hours.ts";
import { highlights, strongest } from "./change-profiles.ts";
import { type ChangeVariant, changeSensitivity, changeSensitivityColumns } from "./change-sensitivity.ts";
import { changeColumns, changeTable } from "./change-table.ts";
import { testChanges } from "./change-tests.ts";
import { citations } from "./citations.ts";
import { differences } from "./differences.ts";
import type { ExpressionOutput } from "./expression-output.ts";
import { FDR } from "./family.ts";
import { Moments } from "./moments.ts";
import { type NonDetectSettings, Readings } from "./nondetects.ts";
import { sensitivityTable } from "./sensitivity-table.ts";
import { stage } from "./stage.ts";
import { estimate, foundOf, probability } from "./wording.ts";

export interface ChangeInput {
  readonly expression: ExpressionOutput;
  readonly contrasts: readonly Contrast[];
  /** Every visit and time of the study. */
  readonly moments: readonly Moment[];
  readonly nondetects: NonDetectSettings;
}

export interface ChangeOutput extends Changed {
  readonly tests: readonly ChangeTest[];
  /** What a run that stops at the tests need not compute is computed when it is asked for. */
  readonly sensitivity: () => readonly ChangeVariant[];
  readonly byHours: () => readonly ChangeAtHours[];
}

/** The change of each gene within each subject, and whether it is more than chance. */
export const change = stage({
  name: "change",
  title: "Change within subjects",
  about:
    "Each subject compared with itself, later minus earlier, on the log2 scale: 1 is twice as much, -1 half. q is the p corrected for the number of tests in the family: of the findings with q up to 0.05, about one in twenty is expected to be by chance.",
  settings: changeSettings,
  tables: [
    {
      name: "change",
      columns: changeColumns,
      key: ["subject", "contrast", "assay"],
      rows: (output: ChangeOutput) => changeTable(output),
    },
    {
      name: "change-tests",
      columns: changeTestColumns,
      key: ["contrast", "assay", "method"],
      rows: (output: ChangeOutput) => tableOf(changeTestColumns, output.tests),
    },
    {
      name: "change-hours",
      columns: changeHoursColumns,
      key: ["contrast", "hours", "assay", "method"],
      rows: (output: ChangeOutput) => tableOf(changeHoursColumns, output.byHours()),
    },
    {
      name: "change-sensitivity",
      columns: changeSensitivityColumns,
      key: ["contrast", "assay", "nondetects", "method"],
      rows: (output: ChangeOutput) => tableOf(changeSensitivityColumns, output.sensitivity()),
    },
  ],
  run({ expression, contrasts, nondetects }: ChangeInput, set: Values<typeof changeSettings>): ChangeOutput {
    const moments = new Moments(expression.wells.samples, expression.samples);
    const readings = new Readings(expression, nondetects);
    const changes = differences(expression, contrasts, moments, readings);
    const { panel } = expression.wells;
    const tests = testChanges(changes, panel, moments, readings, set);
    const sensitivity = once(() => changeSensitivity(expression, changes, moments, { ...nondetects, ...set }));
    const byHours = once(() => changesByHours(changes, panel, moments, readings, set));
    return { panel, changes, moments, readings, tests, sensitivity, byHours, expression, nondetects };
  },
  summarise(output, { moments: all }, set) {
    const { changes, tests } = output;
    const ranked = tests
      .filter((test) => test.method === "signed-rank" && test.p !== undefined)
      .sort((a, b) => a.p! - b.p!);
    const found = ranked.filter((test) => test.q! <= FDR);
    const best = ranked[0];
    return {
      headline:
        best === undefined
          ? "No change could be tested."
          : `Change: ${foundOf(ranked, `tests (${changes.assays.length} genes in ${changes.contrasts.length} contrasts)`)}. Strongest: ${best.gene} in ${best.contrast}, log2 change ${estimate(best.estimate!, best.low, best.high, set.level)}, p ${probability(best.p!)}, q ${probability(best.q!)}, ${best.n} subjects.`,
      top: highlights(output, ranked, set.level),
      counts: changes.contrasts.map((contrast) => ({
        label: `Pairs in ${contrast.name}`,
        value: pairsOf(output, contrast),
      })),
      findings: pooled(output),
      tables: [
        {
          title: "Changes with the smallest p",
          caption: `The ${Math.min(ranked.length, MOST)} smallest p of ${ranked.length}. Estimates are log2 change, later minus earlier; all tests are in change-tests.csv.`,
          columns: pick(changeTestColumns, [
            "contrast",
            "gene",
            "category",
            "n",
            "estimate",
            "low",
            "high",
            "p",
            "q",
            "caveat",
          ]),
          rows: ranked.slice(0, MOST),
        },
        ...sensitivityTable(
          output.sensitivity(),
          pick(changeSensitivityColumns, [
            ...(["contrast", "gene", "nondetects", "chosen", "method", "n", "estimate", "low", "high", "p"] as const),
          ]),
          ({ contrast, assay }) => `${contrast}, ${assay}`,
          "change-sensitivity.csv",
        ),
      ],
      figures: [
        ...changes.contrasts.map((contrast) => volcano(contrast, ranked)),
        forest(ranked, found.length),
        ...strongest(output, found.slice(0, 4), all),
      ].filter((figure) => figure !== undefined),
      methods: `Change within a subject is later minus earlier log2 expression, in the contrasts ${changes.contrasts.map(({ name, from, to }) => `${name} (${momentName(from)} to ${momentName(to)})`).join(", ")}. It was tested by the Wilcoxon signed-rank test (exact below 50 pairs without ties and zeros, else the normal approximation with corrections for ties and continuity; zeros left out) with the median of pairwise means and its ${100 * set.level} % confidence interval, by the paired t test, and by the moderated t test, in which the genes of a contrast lend each other their variances (Smyth 2004), all two-sided. Genes detected in fewer of the paired samples than the settings ask were tested by detection alone (exact McNemar). q is by Benjamini and Hochberg within ${set.family === "all" ? "all genes and contrasts of one method" : "all genes of one method and contrast"}. Values are rounded to 9 decimals before ranking.`,
      citations: [
        citations.wilcoxon,
        citations.hodgesLehmann,
        citations.smyth,
        citations.mcnemar,
        citations.benjaminiHochberg,
      ],
    };
  },
});

/** Rows of the report's table. */
const MOST = 20;

function pairsOf({ changes, moments }: ChangeOutput, { from, to }: Contrast): number {
  return changes.subjects.filter((subject) => moments.find(subject, from) >= 0 && moments.find(subject, to) >= 0)
    .length;
}

/** The contrasts whose later samples were taken at different hours, those of the same hours in one sentence. */
function pooled({ changes, moments }: ChangeOutput): Finding[] {
  const taken = (contrast: Contrast) =>
    changes.subjects.map((subject) => moments.find(subject, contrast.to)).filter((sample) => sample >= 0);
  const byHours = groups(changes.contrasts, (contrast) => moments.pooledHours(taken(contrast)));
  byHours.delete("");
  return [...byHours].map(([hours, contrasts]) => ({
    level: "caution",
    text: `${contrasts.map(({ name }) => name).join(", ")}: samples taken at different hours after the dose are pooled: ${hours}. Each by itself is in change-hours.csv.`,
  }));
}

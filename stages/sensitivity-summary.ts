import { columns, pick } from "../data/column.ts";
import { groups } from "../data/groups.ts";
import type { Summary, SummaryTable } from "../data/summary.ts";
import { type Sensitivity, sensitivityColumns } from "./sensitivity-columns.ts";
import { exclusionEffects } from "./sensitivity-exclusions.ts";
import type { SensitivityInput, SensitivityOutput } from "./sensitivity-output.ts";
import { counted, few } from "./wording.ts";

/** Rows of the report's table of findings that move. */
const MOST = 40;

const effectColumns = columns({
  kind: sensitivityColumns.kind,
  alternative: sensitivityColumns.alternative,
  moved: { kind: "count", meaning: "Findings whose conclusion is another" },
  untested: { kind: "count", meaning: "Of these, findings that can no longer be tested" },
  which: { kind: "text", meaning: "The findings that move" },
  shift: {
    kind: "number",
    meaning: "Largest distance of an estimate from that which the study has, in the unit of its table; of any finding",
  },
  shifted: { kind: "text", meaning: "The finding of which that is" },
});

export function tellSensitivity(
  { rows, findings, alternatives, impossible }: SensitivityOutput,
  { set }: SensitivityInput,
): Summary {
  const byFinding = [...groups(rows, keyOf).values()];
  const moving = byFinding.filter((own) => own.some(({ moves }) => moves));
  const others = alternatives.length - 1;
  const before = new Map(rows.filter(({ kind }) => kind === "chosen").map((row) => [keyOf(row), row]));
  const chosen = (row: Sensitivity) => before.get(keyOf(row))!;
  const stand = findings.length - moving.length;
  return {
    headline:
      findings.length === 0
        ? "No finding could be looked at."
        : `${stand} of ${counted(findings.length, "main finding")} ${stand === 1 ? "stands" : "stand"} under each of ${others} alternatives.`,
    counts: [
      { label: "Main findings", value: findings.length },
      { label: "Alternatives", value: others },
      { label: "Findings that move", value: moving.length },
    ],
    findings:
      impossible.length > 0
        ? [
            {
              level: "note",
              text: `These alternatives are left out, for the study cannot be computed so: ${few(impossible)}.`,
            },
          ]
        : [],
    tables: [movingTable(moving, byFinding.length), effectTable(rows, chosen), exclusionEffects(rows, chosen)].filter(
      (table) => table.rows.length > 0,
    ),
    figures: [],
    methods: `The tests with the smallest p were made again with one decision at a time taken otherwise. A conclusion is a direction with p up to 0.05, not corrected for the number of tests; intervals are at ${100 * set.change.level} %.`,
  };
}

/** Findings with the alternatives under which they move, each as the study has it first. */
function movingTable(moving: readonly (readonly Sensitivity[])[], all: number): SummaryTable {
  const told = moving.flatMap((own) => own.filter(({ kind, moves }) => kind === "chosen" || moves));
  const first = told.length > MOST ? ` The first ${MOST} of ${told.length} rows; a` : " A";
  return {
    title: "Findings that hang on a decision",
    caption: `${moving.length} of ${counted(all, "main finding")}: as the study has it, and under each alternative in which p crosses 0.05 or the direction turns. With fewer subjects p rises by their number alone: look at the estimate.${first}ll are in sensitivity.csv.`,
    columns: pick(sensitivityColumns, [
      ...(["stage", "outcome", "at", "gene", "kind", "alternative", "n", "estimate", "low", "high", "p"] as const),
      ...(["concordance", "conclusion"] as const),
    ]),
    rows: told.slice(0, MOST),
  };
}

/** What each alternative does to the findings: of an exclusion, the result with and without. */
function effectTable(rows: readonly Sensitivity[], chosen: (row: Sensitivity) => Sensitivity): SummaryTable {
  const byAlternative = groups(
    rows.filter(({ kind }) => kind !== "chosen"),
    ({ kind, alternative }) => `${kind}\t${alternative}`,
  );
  return {
    title: "What each decision does",
    caption:
      "One row an alternative: which conclusions are others under it, and how far the estimates go. Exclusions are told by what happens when they are taken back.",
    columns: effectColumns,
    rows: [...byAlternative.values()].map((own) => {
      const moved = own.filter(({ moves }) => moves);
      const shifts = own
        .map((row) => ({ row, shift: Math.abs(row.estimate! - chosen(row).estimate!) }))
        .filter(({ shift }) => !Number.isNaN(shift))
        .sort((a, b) => b.shift - a.shift);
      return {
        ...{ kind: own[0]!.kind, alternative: own[0]!.alternative, moved: moved.length },
        untested: moved.filter(({ conclusion }) => conclusion === "not-tested").length,
        which: few(moved.map(titleOf), 3) || undefined,
        shift: shifts[0]?.shift,
        shifted: shifts[0] && shifts[0].shift > 0 ? titleOf(shifts[0].row) : undefined,
      };
    }),
  };
}

/** Two assays of one gene are told apart by the table itself. */
function titleOf({ outcome, at, gene }: Sensitivity): string {
  return `${outcome ? `${outcome}, ` : ""}${gene} at ${at}`;
}

function keyOf({ stage, outcome, at, assay }: Sensitivity): string {
  return [stage, outcome, at, assay].join("\t");
}

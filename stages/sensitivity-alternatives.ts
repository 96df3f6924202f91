import type { Moment } from "../data/contrast.ts";
import type { Flag } from "../data/flag.ts";
import type { Wells } from "../data/well.ts";
import { type Excluded, excludedWells, ruledExclusions } from "./exclusions.ts";
import type { ExpressionOutput } from "./expression-output.ts";
import { type NonDetectSettings, policies } from "./nondetects.ts";
import { average } from "./replicates.ts";

/** Another way to come from the wells to the tests. */
export interface Alternative {
  readonly kind: "chosen" | "nondetects" | "reference" | "ct-limit" | "exclusion" | "flagged" | "hours";
  readonly name: string;
  /** undefined: the study cannot be computed so. */
  readonly expression: () => ExpressionOutput | undefined;
  readonly nondetects: NonDetectSettings;
  /** Only subjects whose sample, of a change the later one, was taken so many hours after the dose. */
  readonly hours?: number;
}

export interface Chosen {
  readonly wells: Wells;
  readonly flags: readonly Flag[];
  readonly excluded: Uint8Array;
  readonly exclusions: readonly Excluded[];
  readonly expression: ExpressionOutput;
  readonly nondetects: NonDetectSettings;
  readonly ct_caution: number;
  /** What the stage of expression makes of wells that are averaged in another way; undefined where it cannot. */
  readonly express: (wells: Wells, replicates: ExpressionOutput["replicates"]) => ExpressionOutput | undefined;
  readonly moments: readonly Moment[];
}

/** Limits of detection that people use, in cycles. */
const LIMITS = [35, 38, 40];

/** So many rows of a laboratory's table are looked at one by one. */
const MOST = 20;

/** The study as it is, then one thing at a time done otherwise. */
export function alternatives(chosen: Chosen): Alternative[] {
  const { wells, flags, excluded, exclusions, expression, nondetects, express } = chosen;
  const { ct_limit } = nondetects;
  const averaged = (without: Uint8Array, limit = ct_limit) => express(wells, average(wells, without, limit));
  const as = { expression: () => expression, nondetects };
  const { references, assays } = wells.panel;
  const one = exclusions.length <= MOST ? exclusions : [];
  const several = exclusions.length > 1 ? [{ name: "all that was left out", of: exclusions }] : [];
  const lifted = [...one.map((each) => ({ name: `with ${each.name}`, of: [each] })), ...several];
  const cautions = flags.filter(({ level }) => level === "caution");
  const suspects = ruledExclusions(wells, cautions, [...new Set(cautions.map(({ check }) => check))]);
  return [
    { ...as, kind: "chosen", name: "as the study has it" },
    ...policies
      .filter((policy) => policy !== nondetects.nondetects)
      .map((policy) => ({
        ...{ kind: "nondetects" as const, name: policy, expression: as.expression },
        nondetects: { ...nondetects, nondetects: policy },
      })),
    ...(references.length < 2 ? [] : references).map((left) => ({
      ...{ ...as, kind: "reference" as const, name: `without ${assays[left]!.gene}` },
      expression: () => express(withReferences(wells, left), expression.replicates),
    })),
    ...[...new Set([chosen.ct_caution, ...LIMITS])]
      .filter((limit) => limit !== ct_limit)
      .sort((a, b) => a - b)
      .map((limit) => ({
        ...{ kind: "ct-limit" as const, name: `${limit} cycles`, nondetects: { ...nondetects, ct_limit: limit } },
        expression: () => averaged(excluded, limit),
      })),
    ...lifted.map(({ name, of }) => ({
      ...{ ...as, kind: "exclusion" as const, name },
      expression: () =>
        averaged(
          excludedWells(
            wells,
            exclusions.filter((each) => !of.includes(each)),
          ),
        ),
    })),
    ...suspects.map((suspect) => ({
      ...{ ...as, kind: "flagged" as const, name: `without what ${suspect.check} has a caution on` },
      expression: () => averaged(excludedWells(wells, [...exclusions, suspect])),
    })),
    ...hoursOf(chosen).map((hours) => ({ ...as, kind: "hours" as const, name: `${hours} h`, hours })),
  ];
}

/** The same wells, one of whose reference genes is none. */
function withReferences(wells: Wells, left: number): Wells {
  const panel = { ...wells.panel, references: wells.panel.references.filter((assay) => assay !== left) };
  return wells.under(panel);
}

/** The hours after the dose of the samples of a moment, where they differ. */
function hoursOf({ expression, moments }: Chosen): number[] {
  const { samples } = expression.wells;
  const pooled = moments.flatMap(({ visit, time }) => {
    const own = expression.samples
      .map((index) => samples[index]!)
      .filter((one) => one.visit === visit && one.time === time);
    const hours = new Set(own.flatMap((one) => one.hours ?? []));
    return hours.size > 1 ? [...hours] : [];
  });
  return [...new Set(pooled)].sort((a, b) => a - b);
}

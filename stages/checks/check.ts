import type { Moment } from "../../data/contrast.ts";
import type { Exclusion } from "../../data/exclusion.ts";
import type { Flag } from "../../data/flag.ts";
import type { Replicates } from "../../data/replicates.ts";
import type { Sample } from "../../data/sample.ts";
import type { Settings, Values } from "../../data/setting.ts";
import type { StudyKnown } from "../../data/study-known.ts";
import type { Wells } from "../../data/well.ts";
import type { ctSettings } from "./settings.ts";
import type { SaidOfWell } from "./well-flag.ts";

export interface Look<Limits extends Settings = Settings> {
  readonly wells: Wells;
  readonly replicates: Replicates;
  /** The laboratory's own. */
  readonly exclusions: readonly Exclusion[];
  readonly study: StudyKnown & { readonly moments: readonly Moment[] };
  readonly set: Values<typeof ctSettings>;
  /** The check's own. */
  readonly limits: Values<Limits>;
}

/** A quality check: it looks, and raises flags; it changes nothing. */
export interface Check<Limits extends Settings = Settings> {
  readonly name: string;
  /** What it looks for, for the report. */
  readonly meaning: string;
  /** Its limits are settings: quality.<check>.<limit>. */
  readonly limits: Limits;
  /** How the report's first page tells of its cautions: "3 wells" and this. Without it, it does not. */
  readonly finding?: Told | undefined;
  look(look: Look<Limits>, raise: Raise): void;
}

export interface Told {
  /** What is counted, in the singular. */
  readonly noun: string;
  readonly text: string;
  /** Default caution. */
  readonly level?: "warning";
}

/** The limits of a check among the values of all settings. */
export function limitsFor<Limits extends Settings>(
  { name, limits }: Pick<Check<Limits>, "name" | "limits">,
  set: Readonly<Record<string, unknown>>,
): Values<Limits> {
  return Object.fromEntries(Object.keys(limits).map((limit) => [limit, set[`${name}.${limit}`]])) as Values<Limits>;
}

/** Checks the contract and keeps the names of the limits; a check without limits has none. */
export function check<const Limits extends Settings = Record<never, never>>(
  parts: Omit<Check<Limits>, "limits"> & { readonly limits?: Limits },
): Check<Limits> {
  return { limits: {} as Limits, ...parts };
}

/** Takes a check's flags: on wells by their row, and on all else. */
export interface Raise {
  readonly well: (row: number, said: SaidOfWell) => void;
  readonly other: (flag: Omit<Flag, "check">) => void;
}

/** A sample, for its flag: its card too, where the samples table tells the two apart by it. */
export function named({ sample, card }: Sample) {
  return { sample, card: card || undefined };
}

/** Where an assay's replicates in one sample are, for their flag. */
export function cellOf({ wells, replicates }: Pick<Look, "wells" | "replicates">, cell: number) {
  return {
    ...named(wells.samples[Math.floor(cell / replicates.assays)]!),
    assay: wells.panel.assays[cell % replicates.assays]!.assay,
  };
}

import type { Assessment } from "../../data/assessment.ts";
import type { Course } from "./course.ts";
import type { OutcomeSet } from "./endpoint.ts";

/** The MRD results after the first dose, up to the day up to which responses count: PD or another induction. */
export function mrdResults({ facts, start, until }: Course): readonly Assessment[] {
  return facts.assessments.filter(({ day, mrd }) => day > start.day && day <= until && mrd !== undefined);
}

/** Strictly below the limit, so that 0.01 % is not negative; below the limit of quantification always is. */
export function isNegative({ mrd }: Assessment, set: OutcomeSet): boolean {
  return mrd === "below LLOQ" || (mrd !== undefined && mrd < set.mrd_negative);
}

export function mrdWord({ mrd }: Assessment): string {
  return mrd === "below LLOQ" ? "MRD below LLOQ" : `MRD ${mrd} %`;
}

import type { Assessment, Response } from "../../data/assessment.ts";
import { allOf, anyOf, type Truth, whether } from "./truth.ts";

/** What the rule needs beside the assessment itself. */
export interface ResponseContext {
  /** Marrow blasts before the first dose, %; undefined: not known. */
  readonly baseline: number | undefined;
  readonly partial: "expansion-phase2" | "dose-finding";
  /** Whether the subject lived 7 days or more after the initial course, and this assessment may tell of its effect. */
  readonly refractory: boolean;
}

export type Seen = Pick<Assessment, "marrowBlasts" | "bloodBlasts" | "anc" | "platelets" | "extramedullary">;

/**
 * The response that one assessment shows, by marrow blasts (bm, %), blasts in blood (pb, %), ANC and platelets (per uL)
 * and extramedullary disease (C1: none, C2: partly gone, other).
 *
 *     CR   bm < 5, pb = 0, ANC >= 1000, platelets >= 100000, C1
 *     CRi  as CR, but ANC < 1000 or platelets < 100000, or both
 *     PR   expansion, phase 2: neither, pb = 0, and (bm at most half of baseline and 5 <= bm <= 25) and/or C2
 *          dose finding: neither, and any of pb = 0, bm at most half of baseline and 5 <= bm <= 25, C2
 *     RD   none of these, and leukemia persists: bm >= 5, pb > 0, or extramedullary disease that is neither C1 nor C2
 *     NE   what is missing could decide otherwise
 *
 * PD is the investigator's word, never this rule's. "And/or" is read as or. The source words the PR of dose finding as
 * "no peripheral blasts and/or ...": read so, a subject whose blood is clear has PR whatever the marrow holds. That is
 * what it says, however odd; `partial_response: expansion-phase2` is the reading without it. C2 alone gives PR in both.
 */
export function responseAtAssessment(
  seen: Seen,
  { baseline, partial, refractory }: ResponseContext,
): { readonly response: Response; readonly reason: string } {
  const { marrowBlasts: bm, extramedullary } = seen;
  const clear = whether(seen.bloodBlasts, (pb) => pb === 0);
  const gone = whether(extramedullary, (word) => word === "C1");
  const partlyGone = whether(extramedullary, (word) => word === "C2");
  const is = (response: Response, reason = found(seen)) => ({ response, reason });
  const untold = (what: string) => is("NE", `${what} cannot be told: ${missing(seen, baseline)} not given`);

  const remission = allOf(
    whether(bm, (percent) => percent < 5),
    clear,
    gone,
  );
  if (remission === undefined) return untold("CR or CRi");
  if (remission) {
    const low = anyOf(
      whether(seen.anc, (count) => count < 1000),
      whether(seen.platelets, (count) => count < 100_000),
    );
    return low === undefined ? untold("whether CR or CRi") : is(low ? "CRi" : "CR");
  }

  const range = whether(bm, (percent) => percent >= 5 && percent <= 25);
  const halved = bm === undefined ? undefined : whether(baseline, (percent) => bm <= percent / 2);
  const fallen = allOf(range, halved);
  const partly =
    partial === "dose-finding" ? anyOf(clear, fallen, partlyGone) : allOf(clear, anyOf(fallen, partlyGone));
  if (partly === undefined) return untold("PR");
  if (partly) return is("PR");

  const persists = anyOf(
    whether(bm, (percent) => percent >= 5),
    whether(clear, (none) => !none),
    whether(extramedullary, (word) => word === "other"),
  );
  if (persists !== true) return untold("persistent leukemia");
  if (refractory) return is("RD");
  return is("NE", `leukemia, but not (yet) 7 days after the initial course: ${found(seen)}`);
}

/** Whether leukemia is seen: what a relapse after CR or CRi is by the rule `blasts`. */
export function leukemia({ marrowBlasts, bloodBlasts, extramedullary }: Seen): Truth {
  return anyOf(
    whether(marrowBlasts, (percent) => percent >= 5),
    whether(bloodBlasts, (percent) => percent > 0),
    whether(extramedullary, (word) => word !== "C1"),
  );
}

function found({ marrowBlasts, bloodBlasts, anc, platelets, extramedullary }: Seen): string {
  const parts = [
    marrowBlasts !== undefined && `marrow blasts ${marrowBlasts} %`,
    bloodBlasts !== undefined && `blood blasts ${bloodBlasts} %`,
    anc !== undefined && `ANC ${anc}`,
    platelets !== undefined && `platelets ${platelets}`,
    extramedullary !== undefined && `extramedullary ${extramedullary}`,
  ];
  return parts.filter((part) => part !== false).join(", ");
}

function missing({ marrowBlasts, bloodBlasts, anc, platelets, extramedullary }: Seen, baseline: number | undefined) {
  const parts = [
    marrowBlasts === undefined && "marrow blasts",
    bloodBlasts === undefined && "blood blasts",
    anc === undefined && "ANC",
    platelets === undefined && "platelets",
    extramedullary === undefined && "extramedullary disease",
    baseline === undefined && "baseline marrow blasts",
  ];
  return parts.filter((part) => part !== false).join(", ");
}

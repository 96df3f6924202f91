import { columns } from "./column.ts";
import type { Fact } from "./fact.ts";

/** Best first: the order of the best response. */
export const responses = ["CR", "CRi", "PR", "RD", "PD", "NE"] as const;
export type Response = (typeof responses)[number];

/** The investigator's words: a relapse is a PD after CR or CRi. */
export const responseWords = [...responses, "relapse"] as const;
export type ResponseWord = (typeof responseWords)[number];

/** Of disease outside marrow and blood: gone or never there, partly gone, or anything else. */
export const extramedullaryWords = ["C1", "C2", "other"] as const;
export type Extramedullary = (typeof extramedullaryWords)[number];

export const mrdWords = ["below LLOQ", "not done"] as const;

export const assessmentColumns = columns({
  subject: { kind: "text", meaning: "Subject, as in the subjects table" },
  date: { kind: "text", meaning: "Date of the assessment (YYYY-MM-DD); up to the first dose it is a baseline" },
  visit: { kind: "text", meaning: "Visit, such as C1D15, by which CD22 is told" },
  marrow_blasts: { kind: "number", meaning: "Blasts in the bone marrow", unit: "%" },
  blood_blasts: { kind: "number", meaning: "Blasts in the peripheral blood", unit: "%" },
  anc: { kind: "number", meaning: "Absolute neutrophil count", unit: "per uL" },
  platelets: { kind: "number", meaning: "Platelets", unit: "per uL" },
  extramedullary: { kind: "text", meaning: `Extramedullary disease: ${extramedullaryWords.join(", ")}` },
  response: { kind: "text", meaning: `The investigator's word: ${responseWords.join(", ")}` },
  mrd: { kind: "text", meaning: `Minimal residual disease in %, or ${mrdWords.join(", ")}; blank is not done` },
  cd22_blood: { kind: "number", meaning: "CD22-positive blasts in blood", unit: "% of blasts" },
  cd22_marrow: { kind: "number", meaning: "CD22-positive blasts in marrow", unit: "% of blasts" },
  laboratory: { kind: "text", meaning: "Who measured CD22: central or local" },
});

export const laboratories = ["central", "local"] as const;

/**
 * What was seen of the disease on one day: one row a day. undefined: not given.
 *
 * It has a visit, not a cycle: nothing is derived by cycle, and CD22 is told by visit.
 */
export interface Assessment extends Fact {
  /** "" where none is named. */
  readonly visit: string;
  /** %, 0 to 100. */
  readonly marrowBlasts: number | undefined;
  readonly bloodBlasts: number | undefined;
  /** Per uL. */
  readonly anc: number | undefined;
  readonly platelets: number | undefined;
  readonly extramedullary: Extramedullary | undefined;
  readonly word: ResponseWord | undefined;
  /** %; undefined is not done. */
  readonly mrd: number | "below LLOQ" | undefined;
  /** % of blasts. */
  readonly cd22Blood: number | undefined;
  readonly cd22Marrow: number | undefined;
  readonly laboratory: (typeof laboratories)[number] | undefined;
}

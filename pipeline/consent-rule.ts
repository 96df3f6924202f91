import { listing, quote, type Troubles } from "../data/trouble.ts";
import type { ConsentRule } from "../stages/consent.ts";
import type { StudyFile } from "./study-file.ts";

/** By which columns of the subjects table consent is told: those that study.yaml names, else those of the usual names. */
export function consentRule(
  { consent, subjects }: StudyFile,
  headings: readonly string[],
  troubles: Troubles,
): ConsentRule | "none" {
  if (consent === "none") return "none";
  const rule = consent ?? {
    column: "consent",
    withdrawn: headings.includes("consent_withdrawn") ? "consent_withdrawn" : undefined,
  };
  for (const column of [rule.column, rule.withdrawn, "date" in rule ? rule.date : undefined]) {
    if (column === undefined || headings.includes(column)) continue;
    troubles.add({
      code: "consent-unclear",
      file: subjects,
      line: 1,
      text: `has no column ${quote(column)} that would tell of consent; its columns are ${listing(headings)}.`,
    });
  }
  return rule;
}

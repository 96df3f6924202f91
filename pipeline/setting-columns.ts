import { listing, quote, type Troubles } from "../data/trouble.ts";
import type { AllSettings } from "./settings.ts";

/** Demands the columns of the subjects table that settings name. */
export function demandSettingColumns(
  { quality: { drift_by: column } }: AllSettings,
  file: string,
  headings: readonly string[],
  troubles: Troubles,
): void {
  if (column === "none" || headings.includes(column)) return;
  const text = `has no column ${quote(column)} for quality.drift_by; its columns are ${listing([...new Set(headings)])}.`;
  troubles.add({ code: "column-missing", file, line: 1, text });
}

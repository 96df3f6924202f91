import type { Panel } from "../../data/panel.ts";
import type { Code } from "../../data/remedies.ts";
import { listing, quote } from "../../data/trouble.ts";

/** What is told of an assay's text that the panel does not have, or has of several assays. */
export function unknownOf(text: string, wells: number, panel: Panel): { readonly code: Code; readonly text: string } {
  const named = `the assay ${quote(text)} (${wells} wells)`;
  if (panel.byText.get(text) === "several")
    return {
      code: "panel-ambiguous",
      text: `${named} may be any of several assays of that gene in ${panel.file}.`,
    };
  if (isDate(text))
    return {
      code: "assay-mangled",
      text: `${named} is a date and not in ${panel.file}: a spreadsheet makes dates of names such as SEPT2, MARCH1 and DEC1.`,
    };
  const first = listing(
    panel.assays.map((assay) => assay.assay),
    3,
  );
  return { code: "assay-unknown", text: `${named} is not in ${panel.file}, whose first assays are ${first}.` };
}

/** Whether a text is as spreadsheets show dates: "2-Sep", "Sep-02", "2-Sep-24", "9/2/24", "2024-09-02", in English or not. */
function isDate(text: string): boolean {
  return /^\s*(?:\d{1,2}[-. /]\p{L}{3,4}\.?(?:[-. /]\d{2,4})?|(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[-. ]\d{1,4}|\d{1,2}[-./]\d{1,2}[-./]\d{2,4}|\d{4}-\d{2}-\d{2}(?:[ T].*)?)\s*$/iu.test(
    text,
  );
}

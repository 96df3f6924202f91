import type { Subject } from "../data/subject.ts";
import { quote, type Troubles } from "../data/trouble.ts";

/** Which columns of the subjects table tell of consent. */
export interface ConsentRule {
  readonly column: string;
  readonly withdrawn?: string | undefined;
  /** Date of consent: samples collected before it are withheld. */
  readonly date?: string | undefined;
}

export interface Consent {
  /** Subjects who have consented and not withdrawn, with the date of consent ("" where none is kept). */
  readonly admitted: ReadonlyMap<string, string>;
  readonly notConsented: number;
  readonly withdrawn: number;
}

const YES = /^(yes|y|true|1)$/i;
const NO = /^(no|n|false|0)?$/i;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** The gate that comes first: who may be in any computation. A blank cell is no consent. */
export function admit(
  subjects: readonly Subject[],
  rule: ConsentRule | "none",
  file: string,
  troubles: Troubles,
): Consent {
  const admitted = new Map<string, string>();
  let notConsented = 0;
  let withdrawn = 0;
  for (const { subject, columns, line } of subjects) {
    if (rule === "none") {
      admitted.set(subject, "");
      continue;
    }
    const clear = (column: string | undefined) => {
      const word = (column && columns[column]) || "";
      if (!YES.test(word) && !NO.test(word) && !DATE.test(word)) {
        troubles.add({
          code: "consent-unclear",
          file,
          line,
          column,
          text: `${quote(word)} is neither yes, no, nor a date (YYYY-MM-DD).`,
        });
      }
      return !NO.test(word);
    };
    const said = clear(rule.column);
    const left = clear(rule.withdrawn);
    const date = (rule.date && columns[rule.date]) || "";
    if (date !== "" && !DATE.test(date))
      troubles.add({
        code: "consent-unclear",
        file,
        line,
        column: rule.date,
        text: `${quote(date)} is not a date (YYYY-MM-DD); what was collected before it could not be told.`,
      });
    if (!said) notConsented++;
    else if (left) withdrawn++;
    else admitted.set(subject, date);
  }
  return { admitted, notConsented, withdrawn };
}

import { extramedullaryWords, responseWords } from "../../data/assessment.ts";
import type { CdiscCodes, TestRule } from "../../data/cdisc-codes.ts";
import type { Dataset } from "../../data/dataset.ts";
import type { AssessmentRow } from "../../data/fact-row.ts";
import { listing, quote, Troubles } from "../../data/trouble.ts";
import { CdiscRecord, Domain, type People } from "./domain.ts";
import { inUnitOf } from "./unit.ts";

/** The variables in which a dataset of findings tells a test, its result, when and at which visit. */
interface Layout {
  readonly test: string;
  readonly word: string;
  readonly number: string;
  readonly unit: string;
  readonly date: string;
  readonly visit: string;
  /** NOT DONE where there is no result; "" where the layout has no such variable. */
  readonly status: string;
  readonly specimen: string;
  readonly evaluator: string;
}

function sdtm(domain: "LB" | "RS"): Layout {
  return {
    ...{ test: `${domain}TESTCD`, word: `${domain}STRESC`, number: `${domain}STRESN`, unit: `${domain}STRESU` },
    ...{ date: `${domain}DTC`, visit: "VISIT", status: `${domain}STAT`, specimen: `${domain}SPEC` },
    evaluator: `${domain}EVAL`,
  };
}

export const layouts = {
  LB: sdtm("LB"),
  RS: sdtm("RS"),
  ADRS: {
    ...{ test: "PARAMCD", word: "AVALC", number: "AVAL", unit: "AVALU", date: "ADT", visit: "AVISIT" },
    ...{ status: "", specimen: "", evaluator: "" },
  },
} as const satisfies Record<string, Layout>;

/**
 * The results of LB, RS or ADRS that the study's tests name, one row for each record: standard results in the unit of their
 * column. Other tests are left unread. What was not done has no row; any other result that is blank, or not of its column's
 * kind, is told.
 */
export function findings(
  dataset: Dataset,
  kind: keyof typeof layouts,
  codes: CdiscCodes,
  people: People,
  troubles: Troubles,
): AssessmentRow[] {
  const layout: Layout = layouts[kind];
  const domain = new Domain(dataset, ["USUBJID", layout.test, layout.word, layout.date], troubles);
  const rows: AssessmentRow[] = [];
  for (const { subject, record } of domain.records(people)) {
    const rule = ruleOf(record, layout, codes);
    if (rule === undefined || record.text(layout.status) === "NOT DONE") continue;
    const evaluator = record.text(layout.evaluator);
    if (evaluator !== "" && evaluator !== codes.evaluator) continue;
    const date = record.date(layout.date);
    if (date === "") record.wrong(layout.date, "is blank; a date was expected.");
    const result = resultOf(record, layout, rule, codes);
    if (result === undefined || date === "") continue;
    const visit = record.text(layout.visit);
    const laboratory = rule.laboratory ? { laboratory: rule.laboratory } : {};
    rows.push({ subject, cells: { date, visit, [rule.column]: result, ...laboratory }, ...record.place });
  }
  return rows;
}

/** The tests of which the dataset has no record at all, of anybody: a misspelt code would else be a missing result. */
export function testsWithout(dataset: Dataset, kind: keyof typeof layouts, codes: CdiscCodes): TestRule[] {
  const layout: Layout = layouts[kind];
  const domain = new Domain(dataset, [layout.test], new Troubles());
  const found = new Set(dataset.rows.map((row) => ruleOf(new CdiscRecord(domain, row), layout, codes)));
  return codes.tests.filter((rule) => !found.has(rule));
}

function ruleOf(record: CdiscRecord, layout: Layout, { tests }: CdiscCodes): TestRule | undefined {
  const [code, taken] = [record.text(layout.test), record.text(layout.specimen)];
  return tests.find(({ test, specimen }) => test === code && (specimen === undefined || specimen === taken));
}

/** Words for a residual disease that was sought and lies below what can be measured. */
const belowLimit = /^(<\s*\d+(\.\d+)?|<\s*LLOQ|BELOW LLOQ|BLQ)$/i;

function resultOf(record: CdiscRecord, layout: Layout, { column }: TestRule, { words }: CdiscCodes) {
  const word = record.needed(layout.word);
  if (word === undefined) return undefined;
  if (column === "response" || column === "extramedullary") {
    const allowed: readonly string[] = column === "response" ? responseWords : extramedullaryWords;
    const meant = Object.hasOwn(words, word) ? words[word]! : word;
    return allowed.includes(meant) ? meant : record.unknown(layout.word, word, `is not one of ${listing(allowed)}.`);
  }
  if (column === "mrd" && belowLimit.test(word)) return "below LLOQ";
  const value = record.number(layout.number);
  if (value === undefined) return record.wrong(layout.word, `${quote(word)} is no number (${layout.number} is blank).`);
  if (Number.isFinite(Number(word)) && Number(word) !== value)
    return record.wrong(layout.number, `${value} is not what ${layout.word} says: ${quote(word)}.`);
  const unit = record.text(layout.unit);
  const inUnit = inUnitOf(column, value, unit);
  return inUnit ?? record.unknown(layout.unit, unit, `is no unit that ${column} can be told from.`);
}

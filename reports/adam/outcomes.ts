import type { AnalysisDataset } from "../../data/analysis-dataset.ts";
import type { TableRows } from "../../data/table-rows.ts";
import { inOrder } from "./in-order.ts";
import { kinds, measured, type Part } from "./measured.ts";
import { paramCodes } from "./param-codes.ts";

const TIMED = "time-to-event";

/**
 * The measures of clinical outcome as basic data structures of ADaM: ADTTE of the times to events, ADOUTC of the others. Subjects
 * without a value of a measure are in ADOUTC with a blank one and its reason; ADTTE has no record of them, for it would be
 * neither event nor censored.
 */
export function outcomeDatasets(study: string, outcome: TableRows): AnalysisDataset[] {
  const [kind, subject, measure, unit] = ["kind", "subject", "measure", "unit"].map(outcome.text) as Texts;
  const value = outcome.number("value");
  const event = outcome.text("event");
  const all = Array.from({ length: outcome.length }, (_, row) => row);
  const measures = [...new Set(all.map(measure))];
  const codes = paramCodes(measures.map((name) => ({ key: name, name })));
  const codeOf = new Map(measures.map((name, index) => [name, codes[index]!]));
  const units = new Map(all.filter((row) => unit(row) !== "").map((row) => [measure(row), unit(row)]));
  const titleOf = (name: string) => (units.has(name) ? `${name} (${units.get(name)})` : name);
  const dataset = (
    rows: readonly number[],
    { reason, ...told }: Told,
    own: (at: At) => readonly Part[],
  ): AnalysisDataset => {
    const order = inOrder(rows, [subject, (row) => codeOf.get(measure(row))!]);
    const at: At = (of) => (record) => of(order[record]!);
    const used = [...new Set(order.map(measure))];
    const text = (name: string, label: string, from: string): Part => ({
      ...{ name, label, dataType: kinds.text, origin: "Predecessor", derivation: `outcome.csv, ${from}` },
      at: at(outcome.text(from)),
    });
    const parts: Part[] = [
      {
        ...{ name: "STUDYID", label: "Study Identifier", dataType: kinds.text, origin: "Assigned" },
        ...{ derivation: "study of study.yaml", at: () => study },
      },
      { ...text("USUBJID", "Unique Subject Identifier", "subject"), key: 1 },
      {
        ...{ name: "PARAM", label: "Parameter", dataType: kinds.text, origin: "Assigned" },
        derivation: "outcome.csv, measure, with its unit",
        at: at((row) => titleOf(measure(row))),
      },
      {
        ...{ name: "PARAMCD", label: "Parameter Code", dataType: kinds.text, origin: "Assigned", key: 2 },
        derivation:
          "The measure in capitals without other signs; its beginning and a number where that is longer than 8",
        codes: used
          .map((name): [string, string] => [codeOf.get(name)!, titleOf(name)])
          .sort(([a], [b]) => (a < b ? -1 : 1)),
        at: at((row) => codeOf.get(measure(row))!),
      },
      {
        ...{ name: "AVAL", label: "Analysis Value", dataType: kinds.number, origin: "Derived" },
        ...{ derivation: "outcome.csv, value, in the unit of PARAM", at: at(value) },
      },
      ...own(at),
      {
        ...{ name: "ADT", label: "Analysis Date", dataType: kinds.date, origin: "Predecessor" },
        derivation: "outcome.csv, date: of the record that decided",
        at: at((row) => outcome.text("date")(row) || undefined),
      },
      text(...reason, "reason"),
      text("CAVEAT", "What a Reader Must Know", "caveat"),
    ];
    return measured({ ...told, length: order.length, parts });
  };
  const timed = all.filter((row) => kind(row) === TIMED && value(row) !== undefined && event(row) !== "");
  const others = all.filter((row) => kind(row) !== TIMED);
  return [
    dataset(timed, adtte, (at) => [
      {
        ...{ name: "CNSR", label: "Censor", dataType: kinds.count, origin: "Derived" },
        derivation: "0 where the event happened (outcome.csv, event), 1 where the time is censored",
        codes: [
          ["0", "The event happened"],
          ["1", "Censored"],
        ],
        at: at((row) => (event(row) === "yes" ? 0 : 1)),
      },
    ]),
    dataset(others, adoutc, (at) => [
      {
        ...{ name: "AVALC", label: "Analysis Value (C)", dataType: kinds.text, origin: "Derived" },
        derivation: "outcome.csv, word: the value where it is one; AVAL then is missing",
        at: at(outcome.text("word")),
      },
    ]),
  ].filter(({ length }) => length > 0);
}

type Text = (row: number) => string;
type Texts = [Text, Text, Text, Text];
type At = (of: (row: number) => string | number | undefined) => Part["at"];

interface Told extends Pick<AnalysisDataset, "name" | "label" | "class" | "structure"> {
  readonly reason: readonly [name: string, label: string];
}

const structure = "One record per subject and parameter";

const adtte: Told = {
  ...{ name: "ADTTE", label: "Times to Events", structure },
  class: { name: "BASIC DATA STRUCTURE", sub: "TIME-TO-EVENT" },
  reason: ["EVNTDESC", "Event or Censoring Description"],
};

const adoutc: Told = {
  ...{ name: "ADOUTC", label: "Outcomes Other Than Times", structure },
  class: { name: "BASIC DATA STRUCTURE" },
  reason: ["REASON", "Why It Is So, or Is Missing"],
};

import type { CdiscCodes, Meanings } from "../../data/cdisc-codes.ts";
import type { EventWord } from "../../data/clinical-event.ts";
import type { Dataset } from "../../data/dataset.ts";
import type { EventRow } from "../../data/fact-row.ts";
import { quote, type Troubles } from "../../data/trouble.ts";
import { Domain, type People } from "./domain.ts";
import { meaningOf } from "./meaning.ts";

/**
 * The doses of EX, one for each record with a dose above 0: a record that spans several days may be one dose or many, and is
 * told. The cycle is read from the variable that the study names, "CYCLE 2 DAY 8" or "C2D8".
 */
export function doses(dataset: Dataset, codes: CdiscCodes, people: People, troubles: Troubles): EventRow[] {
  const domain = new Domain(dataset, ["USUBJID", "EXDOSE", "EXSTDTC", codes.cycle], troubles);
  const rows: EventRow[] = [];
  for (const { subject, record } of domain.records(people)) {
    const dose = record.number("EXDOSE");
    if (dose === undefined && record.text("EXDOSE") === "") record.wrong("EXDOSE", "is missing; a dose was expected.");
    if (dose === undefined || dose === 0) continue;
    if (dose < 0) record.wrong("EXDOSE", `${dose} is not a dose.`);
    const date = record.date("EXSTDTC");
    const end = record.date("EXENDTC");
    if (date === "") record.wrong("EXSTDTC", "is blank; a date was expected.");
    if (end !== "" && end !== date)
      record.wrong(
        "EXENDTC",
        `${quote(end)} is another day than the start ${quote(date)}: single doses were expected.`,
      );
    const named = record.text(codes.cycle);
    const cycle = /\bC(?:YCLE)?\s*(\d+)(?!\d)/i.exec(named)?.[1];
    if (cycle === undefined) record.unknown(codes.cycle, named, "names no cycle, as CYCLE 1 DAY 8 or C1D8 does.");
    else if (date !== "")
      rows.push({ subject, cells: { date, event: "dose", cycle: String(Number(cycle)) }, ...record.place });
  }
  return rows;
}

/** What DS tells, by DSDECOD, on the day of DSSTDTC. */
export function disposition(dataset: Dataset, codes: CdiscCodes, people: People, troubles: Troubles): EventRow[] {
  return coded(dataset, { code: "DSDECOD", otherwise: "", date: "DSSTDTC" }, codes.disposition, people, troubles);
}

/** What PR tells, by PRDECOD or else PRTRT, on the day of PRSTDTC. */
export function procedures(dataset: Dataset, codes: CdiscCodes, people: People, troubles: Troubles): EventRow[] {
  return coded(dataset, { code: "PRDECOD", otherwise: "PRTRT", date: "PRSTDTC" }, codes.procedures, people, troubles);
}

/** The deaths that DM or ADSL tells of: DTHDTC or DTHDT. A death without its date is told. */
export function deaths(dataset: Dataset, people: People, troubles: Troubles): EventRow[] {
  const domain = new Domain(dataset, ["USUBJID"], troubles);
  const variable = domain.has("DTHDTC") ? "DTHDTC" : "DTHDT";
  const rows: EventRow[] = [];
  for (const { subject, record } of domain.records(people)) {
    const date = record.date(variable);
    if (date !== "") rows.push({ subject, cells: { date, event: "death" }, ...record.place });
    else if (record.text("DTHFL") === "Y") record.wrong(variable, "is blank, and DTHFL is Y: a date was expected.");
  }
  return rows;
}

interface Coded {
  readonly code: string;
  /** The variable that is read where the code is blank; "": none. */
  readonly otherwise: string;
  readonly date: string;
}

function coded(
  dataset: Dataset,
  { code, otherwise, date: dated }: Coded,
  meanings: Meanings<EventWord>,
  people: People,
  troubles: Troubles,
): EventRow[] {
  const domain = new Domain(dataset, ["USUBJID", dated], troubles);
  const rows: EventRow[] = [];
  for (const { subject, record } of domain.records(people)) {
    const variable = record.text(code) === "" && otherwise !== "" ? otherwise : code;
    const word = record.needed(variable);
    const event = word && meaningOf(meanings, word, variable, record);
    if (!word || !event) continue;
    const date = record.date(dated);
    if (date === "") record.wrong(dated, "is blank; a date was expected.");
    else rows.push({ subject, cells: { date, event, detail: word }, ...record.place });
  }
  return rows;
}

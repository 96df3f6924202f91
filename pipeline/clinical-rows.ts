import {
  type Assessment,
  assessmentColumns,
  extramedullaryWords,
  laboratories,
  responseWords,
} from "../data/assessment.ts";
import { type ClinicalEvent, eventColumns, eventWords } from "../data/clinical-event.ts";
import { type Toxicity, toxicityColumns, toxicityKinds } from "../data/toxicity.ts";
import type { ClinicalRow, Range } from "./clinical-row.ts";

/** What each table of clinical facts holds: its columns, those it cannot be without, and how a row of it is read. */
export const clinicalTables = {
  assessments: {
    columns: assessmentColumns,
    required: ["subject", "date", "marrow_blasts", "blood_blasts", "anc", "platelets", "extramedullary"],
    read(row: ClinicalRow): Assessment | undefined {
      const fact = row.date("date");
      const assessment = {
        visit: row.text("visit"),
        marrowBlasts: row.number("marrow_blasts", PERCENT),
        bloodBlasts: row.number("blood_blasts", PERCENT),
        anc: row.number("anc", ANC),
        platelets: row.number("platelets", PLATELETS),
        extramedullary: row.word("extramedullary", extramedullaryWords),
        word: row.word("response", responseWords),
        mrd: mrdOf(row),
        cd22Blood: row.number("cd22_blood", PERCENT),
        cd22Marrow: row.number("cd22_marrow", PERCENT),
        laboratory: row.word("laboratory", laboratories),
      };
      return fact && { ...fact, ...assessment };
    },
  },
  events: {
    columns: eventColumns,
    required: ["subject", "date", "event"],
    read(row: ClinicalRow): ClinicalEvent | undefined {
      const fact = row.date("date");
      const event = row.needed("event", row.word("event", eventWords));
      const cycle = row.number("cycle", CYCLE);
      if (event === "dose") row.needed("cycle", cycle);
      return fact && event && { ...fact, event, cycle };
    },
  },
  toxicities: {
    columns: toxicityColumns,
    required: [
      "subject",
      "date",
      "cycle",
      "kind",
      "grade",
      "related",
      "excepted",
      "significant",
      "resolved",
      "discontinued",
    ],
    read(row: ClinicalRow): Toxicity | undefined {
      const fact = row.date("date");
      const resolved = row.text("resolved") === "" ? undefined : row.date("resolved");
      const cycle = row.needed("cycle", row.number("cycle", CYCLE));
      const kind = row.needed("kind", row.word("kind", toxicityKinds));
      const grade = row.needed("grade", row.number("grade", GRADE));
      const related = row.needed("related", row.yesNo("related"));
      const excepted = row.needed("excepted", row.yesNo("excepted"));
      const significant = row.needed("significant", row.yesNo("significant"));
      const discontinued = row.needed("discontinued", row.yesNo("discontinued"));
      if (fact === undefined || cycle === undefined || kind === undefined || grade === undefined) return undefined;
      if (related === undefined || excepted === undefined) return undefined;
      if (significant === undefined || discontinued === undefined) return undefined;
      const term = row.text("term") || kind;
      return { ...fact, cycle, term, kind, grade, related, excepted, significant, resolved, discontinued };
    },
  },
} as const;

const PERCENT: Range = { holds: (value) => value >= 0 && value <= 100, expected: "a percentage from 0 to 100" };
/** A count in thousands per uL would turn every CR into a CRi; so small a count per uL is not seen. */
const ANC: Range = {
  holds: (value) => value === 0 || (value >= 10 && value <= 500_000),
  expected: "a count per uL: 0, or 10 to 500000 (is it in thousands?)",
};
const PLATELETS: Range = {
  holds: (value) => value === 0 || (value >= 1000 && value <= 10_000_000),
  expected: "a count per uL: 0, or 1000 to 10000000 (is it in thousands?)",
};
const CYCLE: Range = {
  holds: (value) => Number.isInteger(value) && value >= 1,
  expected: "a cycle: a whole number from 1",
};
const GRADE: Range = { holds: (value) => [1, 2, 3, 4, 5].includes(value), expected: "a grade from 1 to 5" };

function mrdOf(row: ClinicalRow): Assessment["mrd"] {
  const text = row.text("mrd").toLowerCase();
  if (text === "" || text === "not done") return undefined;
  return text === "below lloq" ? "below LLOQ" : row.number("mrd", MRD);
}

const MRD: Range = { ...PERCENT, expected: 'a percentage from 0 to 100, "below LLOQ" or "not done"' };

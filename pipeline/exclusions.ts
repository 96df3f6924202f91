import { readCsv } from "../data/csv.ts";
import { type Exclusion, exclusionColumns } from "../data/exclusion.ts";
import type { Sample } from "../data/sample.ts";
import { listing, quote, type Troubles } from "../data/trouble.ts";
import { nameOf } from "../stages/sample-key.ts";
import type { Pseudonyms } from "./pseudonyms.ts";
import type { Roster } from "./roster.ts";

/** Read where it is there and study.yaml names no other. */
export const EXCLUSIONS = "exclusions.csv";

/** What a row must name, by what it leaves out. */
const needed = {
  well: ["card", "well"],
  assay: ["assay"],
  sample: ["sample"],
  card: ["card"],
} as const;

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** The rows of a table of exclusions; those of withheld samples are left out, for nothing is told of them. */
export function readExclusions(file: string, text: string, roster: Roster, troubles: Troubles): Exclusion[] {
  const used = new Set(roster.samples.map(({ sample }) => sample));
  const withheld = new Set([...roster.withheld].map(nameOf));
  const csv = readCsv(file, text, exclusionColumns, ["scope", "reason", "person", "date"]);
  return csv.rows.flatMap(({ line, row }): Exclusion[] => {
    const { scope = "", card, well, sample, assay, reason = "", person = "", date = "" } = row;
    const wrong = (column: string, text: string) =>
      troubles.add({ code: "cell-not-valid", file, line, column, text: `${text}.` });
    if (!isScope(scope)) {
      wrong("scope", `${quote(scope)} is not one of ${listing(Object.keys(needed))}`);
      return [];
    }
    const lacking = needed[scope].filter((column) => (row[column] ?? "") === "");
    for (const column of lacking) wrong(column, `is blank; what leaves out a ${scope} names it`);
    for (const [column, cell] of Object.entries({ reason, person }))
      if (cell === "") wrong(column, "is blank; an exclusion tells why, by whom and when");
    if (!DATE.test(date)) wrong("date", `${quote(date)} is not a date (YYYY-MM-DD)`);
    if (sample && withheld.has(sample) && !used.has(sample)) return [];
    const named = { card: card || undefined, well, sample: sample || undefined, assay: assay || undefined };
    return lacking.length > 0 ? [] : [{ scope, ...named, reason, person, date, file, line }];
  });
}

function isScope(word: string): word is keyof typeof needed {
  return Object.hasOwn(needed, word);
}

/**
 * An exclusion under the other names of samples and cards: one for each sample that has the name. One that names no sample
 * stays as it is, to be told that it leaves nothing out.
 */
export function pseudonymiseExclusion(samples: readonly Sample[], names: Pseudonyms) {
  return (one: Exclusion): Exclusion[] => {
    const card = one.card && names.card(one.card);
    if (one.sample === undefined) return [{ ...one, card }];
    const meant = samples.filter(({ onCards }) => {
      return onCards?.sample === one.sample && (!one.card || !onCards?.card || onCards.card === one.card);
    });
    return meant.length > 0 ? meant.map(({ sample }) => ({ ...one, card, sample })) : [one];
  };
}

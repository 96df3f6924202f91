import type { Meanings } from "../../data/cdisc-codes.ts";
import { listing } from "../../data/trouble.ts";
import type { CdiscRecord } from "./domain.ts";

/** What a code means to the study; undefined where it means nothing, and where nobody says: that is told. */
export function meaningOf<Word extends string>(
  meanings: Meanings<Word>,
  code: string,
  variable: string,
  record: CdiscRecord,
): Word | undefined {
  const found = [code, "*"].find((key) => Object.hasOwn(meanings, key));
  if (found === undefined) return record.unknown(variable, code, `is not one of ${listing(Object.keys(meanings))}.`);
  const word = meanings[found]!;
  return word === "nothing" ? undefined : (word as Word);
}

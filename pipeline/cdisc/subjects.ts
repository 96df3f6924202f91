import type { Dataset } from "../../data/dataset.ts";
import type { Subject } from "../../data/subject.ts";
import { quote, type Troubles } from "../../data/trouble.ts";
import { CdiscRecord, Domain, type People } from "./domain.ts";

/**
 * The subjects of ADSL or DM, one for each record, with every variable as a column: numbers as they are written shortest,
 * SAS's dates as YYYY-MM-DD. The study's id is USUBJID, or SUBJID where the samples are named by it.
 *
 * @throws {Trouble} when it has no such variable; blank ids and subjects listed twice are added to `troubles`.
 */
export function subjectsOf(dataset: Dataset, id: "USUBJID" | "SUBJID", troubles: Troubles): Subject[] {
  const domain = new Domain(dataset, ["USUBJID", id], troubles);
  const places = new Map<string, string>();
  return dataset.rows.flatMap((row): Subject[] => {
    const record = new CdiscRecord(domain, row);
    const subject = record.needed(id);
    const unique = record.needed("USUBJID");
    if (subject === undefined || unique === undefined) return [];
    for (const [variable, text] of new Map([
      [id, subject],
      ["USUBJID", unique],
    ])) {
      const before = places.get(`${variable} ${text}`);
      if (before !== undefined)
        record.wrong(variable, `the subject ${quote(text)} is listed on ${before} already.`, "row-twice");
      places.set(`${variable} ${text}`, record.told);
    }
    const cells = dataset.variables.map(({ name }) => [name, record.text(name)] as const);
    return [{ subject, columns: { subject, ...Object.fromEntries(cells) }, line: record.place.line }];
  });
}

/**
 * Who the subjects are to the other datasets: by their USUBJID, or by their id where the subjects have no such column. Two
 * subjects of one name are trouble: the records of one would be the other's.
 */
export function peopleOf(all: readonly Subject[], used: readonly Subject[], file: string, troubles: Troubles): People {
  const known = new Map<string, string>();
  for (const { subject, columns, line } of all) {
    const id = columns.USUBJID || subject;
    const before = known.get(id);
    if (before === undefined) known.set(id, subject);
    else {
      const text = `${quote(id)} is the subject ${quote(before)} too.`;
      troubles.add({ code: "row-twice", file, line, column: "USUBJID", text });
    }
  }
  return { known, used: new Set(used.map(({ subject }) => subject)) };
}

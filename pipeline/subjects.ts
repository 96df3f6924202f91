import { columns } from "../data/column.ts";
import { type Csv, readCsv } from "../data/csv.ts";
import { readTable } from "../data/dataset-file.ts";
import { decode, plain } from "../data/encoding.ts";
import type { Subject } from "../data/subject.ts";
import { quote, type Troubles } from "../data/trouble.ts";
import { isXpt } from "../data/xpt.ts";
import { subjectsOf } from "./cdisc/subjects.ts";

/** The variable of ADSL or DM that samples name their subjects by. */
export const subjectIds = ["USUBJID", "SUBJID"] as const;
export type SubjectId = (typeof subjectIds)[number];

export interface SubjectTable {
  readonly all: readonly Subject[];
  readonly headings: readonly string[];
}

/** Every subject of the study: a table with a column `subject`; or ADSL or DM, told by its content. */
export function readSubjects(file: string, bytes: Uint8Array, id: SubjectId, troubles: Troubles): SubjectTable {
  const text = decode(plain(bytes));
  if (isDataset(bytes, text)) {
    const dataset = readTable(file, bytes);
    return { all: subjectsOf(dataset, id, troubles), headings: dataset.variables.map(({ name }) => name) };
  }
  const csv = readCsv(file, text, subjectColumns, ["subject"]);
  return { all: rowsOf(csv, troubles), headings: csv.headings };
}

/** A text with CDISC's id and none of ours is a dataset too. */
function isDataset(bytes: Uint8Array, text: string): boolean {
  const [heading = ""] = text.split(/\r\n|\r|\n/, 1);
  const has = (name: string) => new RegExp(`(^|[,;\\t"])${name}($|[,;\\t"])`).test(heading);
  return isXpt(bytes) || text.trimStart().startsWith("{") || (has("USUBJID") && !has("subject"));
}

const subjectColumns = columns({ subject: { kind: "text", meaning: "The participant's id in the study" } });

/** The rows of the subjects table, with every column as written. */
function rowsOf(csv: Csv<typeof subjectColumns>, troubles: Troubles): Subject[] {
  const lines = new Map<string, number>();
  return csv.rows.flatMap(({ line, row, others }) => {
    const subject = row.subject ?? "";
    const before = lines.get(subject);
    if (subject === "")
      troubles.add({
        code: "cell-not-valid",
        file: csv.file,
        line,
        column: "subject",
        text: "is blank; a subject's id was expected.",
      });
    else if (before !== undefined)
      troubles.add({
        code: "row-twice",
        file: csv.file,
        line,
        text: `the subject ${quote(subject)} is listed on line ${before} already.`,
      });
    lines.set(subject, line);
    return [{ subject, columns: { subject, ...others }, line }];
  });
}

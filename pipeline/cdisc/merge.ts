import type { AssessmentRow, EventRow } from "../../data/fact-row.ts";
import { type Problem, quote, type Troubles } from "../../data/trouble.ts";

/**
 * The results of a subject on one day as one row, named by the first record. Two results of one column on one day are
 * trouble if they differ: which of them holds is not told. Results whose date is partial are put together where they share
 * their visit too.
 */
export function mergedAssessments(rows: readonly AssessmentRow[], troubles: Troubles): AssessmentRow[] {
  const merged = new Map<string, AssessmentRow>();
  const first = new Map<string, AssessmentRow>();
  rows.forEach((row, index) => {
    const { date = "", visit = "" } = row.cells;
    const isWhole = /^\d{4}-\d{2}-\d{2}$/.test(date);
    const key = [row.subject, date, isWhole ? "" : visit || String(index)].join("\u0000");
    for (const [column, cell] of Object.entries(row.cells)) {
      const before = first.get(`${key}\u0000${column}`);
      const same = before?.cells[column as keyof AssessmentRow["cells"]];
      if (before === undefined) first.set(`${key}\u0000${column}`, row);
      else if (same !== cell && column !== "visit") {
        const text = `${quote(cell)} of ${quote(row.subject)} on ${date}; ${placed(before)} has ${quote(same ?? "")}.`;
        troubles.add({ code: "row-twice", ...placeOf(row), column, text });
      }
    }
    const known = merged.get(key);
    merged.set(key, known === undefined ? row : joined(known, row));
  });
  return [...merged.values()];
}

/** A row with the cells of another that it has not itself, and their place. */
function joined(row: AssessmentRow, { cells, ...place }: AssessmentRow): AssessmentRow {
  const own = withoutBlanks(row.cells);
  const { file, line, record } = place;
  const taken = Object.keys(cells).filter((column) => !Object.hasOwn(own, column));
  const others = { ...row.others, ...Object.fromEntries(taken.map((column) => [column, { file, line, record }])) };
  return { ...row, cells: { ...cells, ...own }, others };
}

/** The events of several datasets: one that two of them tell, on one day, is one; told twice by one, it stays twice. */
export function mergedEvents(lists: readonly (readonly EventRow[])[]): EventRow[] {
  const keyOf = ({ subject, cells }: EventRow) => [subject, cells.date, cells.event].join("\u0000");
  const told = new Set<string>();
  return lists.flatMap((list) => {
    const fresh = list.filter((row) => !told.has(keyOf(row)));
    for (const row of list) told.add(keyOf(row));
    return fresh;
  });
}

/** Where a row is, as messages tell it. */
function placeOf({ file, line, record }: AssessmentRow): Pick<Problem, "file" | "line" | "record"> {
  return record === undefined ? { file, line } : { file, record };
}

function placed({ file, line, record }: AssessmentRow): string {
  return `${file} ${record === undefined ? "line" : "record"} ${line}`;
}

function withoutBlanks<Cells extends object>(cells: Cells): Cells {
  return Object.fromEntries(Object.entries(cells).filter(([, cell]) => cell !== "")) as Cells;
}

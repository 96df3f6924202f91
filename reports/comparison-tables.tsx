import type { VNode } from "preact";
import { columns } from "../data/column.ts";
import type { Comparison, TableChange } from "../data/comparison.ts";
import { Listing } from "./listing.tsx";
import { count } from "./numbers.ts";

const TABLES = columns({
  table: { kind: "text", meaning: "Table of the run folders" },
  rows_a: { kind: "count", meaning: "Rows in run A" },
  rows_b: { kind: "count", meaning: "Rows in run B" },
  changed: { kind: "count", meaning: "Rows that both runs have and that are not the same" },
  a_alone: { kind: "count", meaning: "Rows that run A alone has" },
  b_alone: { kind: "count", meaning: "Rows that run B alone has" },
  moved: { kind: "count", meaning: "Rows of which only file or line is another: no change" },
  note: { kind: "text", meaning: "Columns that one run alone has, and why a table could not be compared" },
});

const COLUMNS = columns({
  column: { kind: "text", meaning: "Column of the table" },
  cells: { kind: "count", meaning: "Cells that are not the same" },
  blanked: { kind: "count", meaning: "Of these: blank in B alone" },
  filled: { kind: "count", meaning: "Of these: blank in A alone" },
  largest: { kind: "number", meaning: "The largest difference, in the unit of the column" },
  share: { kind: "number", meaning: "The same as a share of the column's largest number in the rows that changed" },
  unit: { kind: "text", meaning: "Unit of the column" },
});

const CELLS = columns({
  column: { kind: "text", meaning: "Column of the table" },
  row: { kind: "text", meaning: "The cells that tell the row apart" },
  a: { kind: "text", meaning: "The cell in run A, as written" },
  b: { kind: "text", meaning: "The cell in run B, as written" },
  difference: { kind: "number", meaning: "B less A" },
});

/** What changed in the tables: all of them in short, then each that changed. */
export function ComparedTables({ comparison: { tables, tolerance } }: { comparison: Comparison }): VNode {
  return (
    <section id="numbers" aria-labelledby="numbers-title">
      <h2 id="numbers-title">Numbers</h2>
      <p>
        Rows are matched by the columns that tell them apart. Numbers are the same within {tolerance} of the larger of
        the two, counts and words only where they are equal; a number that came or went is a change.
      </p>
      <Listing
        title="Tables of the two runs"
        name="Tables of the two runs"
        columns={TABLES}
        rows={tables.map((one) => ({
          ...{ table: `${one.table}.csv`, rows_a: one.rows[0], rows_b: one.rows[1], changed: one.changed },
          ...{ a_alone: one.alone[0].rows, b_alone: one.alone[1].rows, moved: one.moved, note: noteOf(one) },
        }))}
      />
      {tables.map((one) =>
        one.columns.length + one.alone[0].rows + one.alone[1].rows > 0 ? <Changes of={one} /> : null,
      )}
    </section>
  );
}

function counted(n: number, noun: string): string {
  return `${count(n)} ${noun}${n === 1 ? "" : "s"}`;
}

function noteOf({ columnsAlone: [a, b], rows, unread }: TableChange): string | undefined {
  const notes = [
    ...(rows[0] === undefined ? ["in B alone"] : rows[1] === undefined ? ["in A alone"] : []),
    ...(a.length > 0 ? [`columns in A alone: ${a.join(", ")}`] : []),
    ...(b.length > 0 ? [`columns in B alone: ${b.join(", ")}`] : []),
    ...(unread === undefined ? [] : [unread]),
  ];
  return notes.length > 0 ? notes.join("; ") : undefined;
}

function Changes({ of: { table, alone, columns } }: { of: TableChange }): VNode {
  return (
    <details>
      <summary>
        <b>{table}.csv</b> {counted(columns.length, "column")} with changes
      </summary>
      {alone.map(({ rows, first }, side) =>
        rows > 0 ? (
          <p>
            <b>{counted(rows, "row")}</b> in {side === 0 ? "A" : "B"} alone: {first.join("; ")}
            {rows > first.length && " ..."}
          </p>
        ) : null,
      )}
      {columns.length > 0 && (
        <>
          <Listing
            title={`Columns of ${table}.csv with changes`}
            name={`Columns of ${table}.csv with changes`}
            columns={COLUMNS}
            rows={columns.map(({ name, cells, blanked, filled, largest, share, unit }) => ({
              ...{ column: name, cells, blanked, filled, largest, share, unit: unit || undefined },
            }))}
          />
          <Listing
            title={`Largest changes in ${table}.csv`}
            name={`Largest changes in ${table}.csv`}
            caption="Of each column the largest differences between two numbers, then the first of the cells that came, went, or hold other words."
            columns={CELLS}
            rows={columns.flatMap(({ name, examples }) =>
              examples.map(({ row, cell, difference }) => ({
                ...{ column: name, row, a: cell[0] || undefined, b: cell[1] || undefined, difference },
              })),
            )}
          />
        </>
      )}
    </details>
  );
}

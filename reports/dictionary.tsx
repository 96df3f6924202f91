import type { VNode } from "preact";
import { columns } from "../data/column.ts";
import type { Report } from "../data/report.ts";
import { Listing } from "./listing.tsx";

const COLUMNS = columns({
  column: { kind: "text", meaning: "Name of the column, as in the head of the file" },
  kind: { kind: "text", meaning: "text; number (any); count (a whole number, 0 or more); yes-no" },
  unit: { kind: "text", meaning: "Unit of the values" },
  meaning: { kind: "text", meaning: "What the column holds" },
});

/** What every column of every table in the run folder means. */
export function Dictionary({ dictionary }: { dictionary: Report["dictionary"] }): VNode {
  return (
    <section id="dictionary" aria-labelledby="dictionary-title">
      <h2 id="dictionary-title">Data dictionary</h2>
      <p>The tables of the run folder, as CSV files beside this report. A blank cell has its reason in the same row.</p>
      {dictionary.map((entry) => {
        const rows = Object.entries(entry.columns).map(([column, { kind, unit, meaning }]) => ({
          column,
          kind,
          unit,
          meaning,
        }));
        return (
          <details>
            <summary>
              <b>{entry.table}</b> {rows.length} columns
            </summary>
            <Listing
              title={`Columns of ${entry.table}`}
              name={`Columns of ${entry.table}`}
              columns={COLUMNS}
              rows={rows}
            />
          </details>
        );
      })}
    </section>
  );
}

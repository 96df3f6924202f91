import type { VNode } from "preact";
import { pick } from "../data/column.ts";
import type { Trace } from "../data/trace.ts";
import { FigureFrame } from "./figures/frame.tsx";
import { Listing } from "./listing.tsx";
import { profileOf, rowsOfGene, stripAt, wellColumns, wellRows } from "./trace-rows.ts";

/** All that is known of one gene: its figures, its tests, and every well with the file and line it came from. */
export function GenePage({ trace, gene: index }: { trace: Trace; gene: number }): VNode {
  const { assay, gene, category, role } = trace.genes[index]!;
  const drawn = trace.values[index]!.length > 0;
  const figures = drawn
    ? [
        profileOf(trace, index),
        ...trace.outcomes.flatMap((outcome) => trace.places.map((_, place) => stripAt(trace, index, place, outcome))),
      ]
    : [];
  const about = [assay === gene ? "" : assay, category, role].filter((word) => word !== "").join(", ");
  return (
    <article>
      <h2 id="gene-title">
        {gene} <small>{about}</small>
      </h2>
      {figures.length > 0 && (
        <div class="figures">
          {figures.map((data, i) => (
            <FigureFrame data={data} number={`G${i + 1}`} />
          ))}
        </div>
      )}
      {trace.tables.map((table) => {
        const rows = rowsOfGene(table, index, trace.words);
        if (rows.length === 0) return null;
        const told = Object.keys(table.columns).filter((name) => rows.some((row) => row[name] !== undefined));
        const caption = `${table.title}: every test of ${gene}. Four digits; all of them are in ${table.table}.csv.`;
        return (
          <Listing
            title={<b>{table.title}</b>}
            name={table.title}
            caption={caption}
            columns={pick(table.columns, told)}
            rows={rows}
          />
        );
      })}
      <Listing
        title={<b>Wells</b>}
        name={`Wells of ${gene}`}
        caption="Where every number above comes from: each well of the gene, with the export and the line it was read from."
        columns={wellColumns}
        rows={wellRows(trace, index)}
      />
    </article>
  );
}

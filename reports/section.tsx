import type { VNode } from "preact";
import type { Report } from "../data/report.ts";
import { FigureFrame } from "./figures/frame.tsx";
import { Findings } from "./findings.tsx";
import { Listing } from "./listing.tsx";
import { count } from "./numbers.ts";

interface Props {
  readonly section: Report["sections"][number];
  /** The numbers of its first figure and table: they run through the whole report. */
  readonly figure: number;
  readonly table: number;
}

/** What one stage tells. What it has nothing of is absent. */
export function Section({ section: { name, title, about, summary }, figure, table }: Props): VNode {
  return (
    <section id={name} aria-labelledby={`${name}-title`}>
      <h2 id={`${name}-title`}>{title}</h2>
      <p class="headline">{summary.headline}</p>
      <p class="about">{about}</p>
      {summary.counts.length > 0 && (
        <dl class="counts">
          {summary.counts.map(({ label, value }) => (
            <div>
              <dt>{label}</dt>
              <dd>{typeof value === "number" ? count(value) : value}</dd>
            </div>
          ))}
        </dl>
      )}
      <Findings findings={summary.findings} />
      {summary.figures.length > 0 && (
        <div class="figures">
          {summary.figures.map((data, i) => (
            <FigureFrame data={data} number={figure + i} />
          ))}
        </div>
      )}
      {summary.tables.map((content, i) => (
        <Listing
          title={
            <>
              <b>Table {table + i}.</b> {content.title}.
            </>
          }
          name={`Table ${table + i}. ${content.title}`}
          caption={content.caption}
          columns={content.columns}
          rows={content.rows}
        />
      ))}
    </section>
  );
}

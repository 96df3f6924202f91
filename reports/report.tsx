import type { VNode } from "preact";
import type { Report } from "../data/report.ts";
import { Contents } from "./contents.tsx";
import { Dictionary } from "./dictionary.tsx";
import { Front } from "./front.tsx";
import { hasMethods, Methods } from "./methods.tsx";
import { pageHtml } from "./page.ts";
import { Provenance } from "./provenance.tsx";
import { Section } from "./section.tsx";

const CLOSING = [
  { name: "methods", title: "Methods" },
  { name: "dictionary", title: "Data dictionary" },
  { name: "provenance", title: "Provenance" },
];

/** The report as one HTML file: complete without a script, without the network, and equal to the byte for equal runs. */
export function reportHtml(report: Report): string {
  const data = report.trace && { id: "trace", content: report.trace };
  return pageHtml(`${report.study}: deltact report`, <Body report={report} />, data);
}

function Body({ report }: { report: Report }): VNode {
  let figure = 1;
  let table = 1;
  const sections = report.sections.map((section) => {
    const drawn = <Section section={section} figure={figure} table={table} />;
    figure += section.summary.figures.length;
    table += section.summary.tables.length;
    return drawn;
  });
  const closing = CLOSING.filter(({ name }) => name !== "methods" || hasMethods(report.sections));
  return (
    <main>
      <Front report={report} />
      <Contents entries={[...report.sections, ...closing]} />
      {sections}
      {hasMethods(report.sections) && <Methods sections={report.sections} />}
      <Dictionary dictionary={report.dictionary} />
      <Provenance report={report} />
    </main>
  );
}

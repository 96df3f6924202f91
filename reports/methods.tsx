import type { VNode } from "preact";
import type { Report } from "../data/report.ts";

export function hasMethods(sections: Report["sections"]): boolean {
  return sections.some(({ summary }) => summary.methods !== "");
}

/** The methods of all sections as running text that a paper can take. */
export function Methods({ sections }: { sections: Report["sections"] }): VNode {
  const citations = [...new Set(sections.flatMap(({ summary }) => summary.citations ?? []))].sort();
  return (
    <section id="methods" aria-labelledby="methods-title">
      <h2 id="methods-title">Methods</h2>
      {sections
        .filter(({ summary }) => summary.methods !== "")
        .map(({ title, summary }) => (
          <>
            <h3>{title}</h3>
            {summary.methods.split(/\n\s*\n/).map((paragraph) => (
              <p>{paragraph}</p>
            ))}
          </>
        ))}
      {citations.length > 0 && (
        <>
          <h3>References</h3>
          <ul class="citations">
            {citations.map((citation) => (
              <li>{citation}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

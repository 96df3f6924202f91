import type { VNode } from "preact";
import type { Report } from "../data/report.ts";
import { Drawn } from "./figures/frame.tsx";
import { Findings } from "./findings.tsx";
import { count } from "./numbers.ts";

/** The first screen: what was asked, what was found and how sure, who was in it, and what could overturn it. */
export function Front({ report }: { report: Report }): VNode {
  const serious = report.sections.flatMap((from) =>
    from.summary.findings.filter(({ level }) => level !== "note").map((finding) => ({ ...finding, from })),
  );
  const top = report.sections.flatMap((section) =>
    (section.summary.top ?? []).map((highlight) => ({ ...highlight, section })),
  );
  return (
    <header id="top">
      <p class="kind">Expression change and concordance with clinical outcome</p>
      <h1>{report.study}</h1>
      <p class="sentence">{report.sentence}</p>
      <section aria-labelledby="verdict" class="verdict">
        <h2 id="verdict">Verdict</h2>
        {report.verdict.map((sentence) => (
          <p>{sentence}</p>
        ))}
      </section>
      {top.length > 0 && (
        <section aria-labelledby="strongest" class="top">
          <h2 id="strongest">Strongest findings</h2>
          <ul>
            {top.map(({ text, assay, figure, section }, i) => (
              <li>
                <Drawn data={figure} id={`top-${i + 1}`} />
                <p>
                  {text} <a href={`#${section.name}`}>{section.title}</a>
                  <span data-page={assay} />
                </p>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section aria-labelledby="participants">
        <h2 id="participants">Participants</h2>
        <ol class="flow">
          {report.flow.map(({ label, value, note, parts }) => (
            <li>
              <b>{count(value)}</b> <span>{label}</span>
              {note && <small>{note}</small>}
              {parts.length > 0 && (
                <ul>
                  {parts.map((part) => (
                    <li>
                      {part.label} <b>{count(part.value)}</b>
                    </li>
                  ))}
                </ul>
              )}
            </li>
          ))}
        </ol>
      </section>
      <section aria-labelledby="attention">
        <h2 id="attention">What could change this</h2>
        {serious.length > 0 ? <Findings findings={serious} /> : <p>No warning and no caution was raised.</p>}
      </section>
    </header>
  );
}

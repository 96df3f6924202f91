import type { VNode } from "preact";
import type { ListedRun, RunIndex } from "../data/run-index.ts";
import { Contents } from "./contents.tsx";
import { moment } from "./moment.ts";
import { count } from "./numbers.ts";
import { pageHtml } from "./page.ts";

const MARK = "deltact-runs";

/** The index of the runs in a folder, as one HTML file beside them. */
export function runsHtml(index: RunIndex): string {
  return pageHtml("Runs: deltact", <Body index={index} />);
}

/** Whether a page is an index that was written here: no other is replaced. */
export function isRunsPage(html: string): boolean {
  return html.startsWith("<!doctype html>") && html.includes(`<main id="${MARK}">`);
}

function Body({ index: { studies, unreadable } }: { index: RunIndex }): VNode {
  const runs = studies.reduce((sum, study) => sum + study.runs.length, 0);
  const entries = studies.map(({ study }, at) => ({ name: `study-${at + 1}`, title: study }));
  const broken = unreadable.length > 0 ? [{ name: "unreadable", title: "Not readable" }] : [];
  return (
    <main id={MARK}>
      <header id="top">
        <p class="kind">Expression change and concordance with clinical outcome</p>
        <h1>Runs</h1>
        <p class="sentence">
          {count(runs)} {runs === 1 ? "run" : "runs"} of {count(studies.length)}{" "}
          {studies.length === 1 ? "study" : "studies"}, the newest first. What changed between two of them:{" "}
          <code>deltact compare RUN_A RUN_B</code>
        </p>
      </header>
      <Contents entries={[...entries, ...broken]} find="run" />
      {studies.map(({ study, runs }, at) => (
        <section id={entries[at]!.name} aria-labelledby={`${entries[at]!.name}-title`}>
          <h2 id={`${entries[at]!.name}-title`}>{study}</h2>
          <Runs study={study} runs={runs} />
        </section>
      ))}
      {unreadable.length > 0 && (
        <section id="unreadable" aria-labelledby="unreadable-title">
          <h2 id="unreadable-title">Not readable</h2>
          <p>Folders that hold a provenance.json which no run wrote, or which was changed since.</p>
          <ul>
            {unreadable.map(({ folder, reason }) => (
              <li>
                <b>{folder}</b>: {reason}
              </li>
            ))}
          </ul>
        </section>
      )}
    </main>
  );
}

function Runs({ study, runs }: { study: string; runs: readonly ListedRun[] }): VNode {
  return (
    <section class="box" tabindex={0} aria-label={`Runs of ${study}`}>
      <table class="runs" data-find="">
        <caption>
          {count(runs.length)} {runs.length === 1 ? "run" : "runs"}
        </caption>
        <thead>
          <tr>
            <th scope="col">run</th>
            <th scope="col">found</th>
            <th scope="col">against the run before it</th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr>
              <td data-v={`${run.ended} ${run.folder}`}>
                <a href={hrefOf(run)}>
                  <time datetime={run.ended}>{moment(run.ended)}</time>
                </a>
                <p>
                  <code>{run.run.slice(0, 12)}</code>
                </p>
                <p>
                  <small>
                    version {run.version}
                    {!run.whole && ", tables alone"}
                  </small>
                </p>
              </td>
              <td>
                {run.found.map((sentence) => (
                  <p>{sentence} </p>
                ))}
              </td>
              <td>{run.since}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The report of a run, or its folder where it has none. A name that is not well-formed text has no address. */
function hrefOf({ folder, whole }: ListedRun): string | undefined {
  if (/\p{Cs}/u.test(folder)) return undefined;
  return `${encodeURIComponent(folder)}/${whole ? "report.html" : ""}`;
}

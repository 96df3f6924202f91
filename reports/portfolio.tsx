import type { VNode } from "preact";
import type { Collected, CollectedStudy } from "../data/portfolio.ts";
import { Contents } from "./contents.tsx";
import { count } from "./numbers.ts";
import { pageHtml } from "./page.ts";

/** The results of a portfolio, as one HTML file beside its tables. */
export function portfolioHtml(collected: Collected): string {
  return pageHtml(`${collected.portfolio}: deltact`, <Body {...collected} />);
}

function Body({ portfolio, version, studies, tables }: Collected): VNode {
  const done = studies.filter(({ status }) => status === "done");
  const rest = studies.filter(({ status }) => status !== "done");
  const entries = [
    ...(rest.length > 0 ? [{ name: "not-done", title: `Not done (${count(rest.length)})` }] : []),
    { name: "tables", title: "Tables" },
    { name: "studies", title: "Studies" },
  ];
  return (
    <main id="deltact-portfolio">
      <header id="top">
        <p class="kind">Expression change and concordance with clinical outcome</p>
        <h1>{portfolio}</h1>
        <p class="sentence">
          {count(done.length)} of {count(studies.length)} {studies.length === 1 ? "study is" : "studies are"} done, by
          deltact {version}.{" "}
          {rest.length > 0 && "The tables hold those that are done, and nothing of the others, which are named below."}
        </p>
      </header>
      <Contents entries={entries} find="study" />
      {rest.length > 0 && (
        <section id="not-done" aria-labelledby="not-done-title">
          <h2 id="not-done-title">Not done</h2>
          <ul>
            {rest.map(({ study, status, message }) => (
              <li>
                <b>{study}</b>, {status}: {message.split("\n").map((line, at) => (at === 0 ? line : <p>{line}</p>))}
              </li>
            ))}
          </ul>
        </section>
      )}
      <section id="tables" aria-labelledby="tables-title">
        <h2 id="tables-title">Tables</h2>
        <p>The rows of all studies that are done, each with its study and run, as Parquet beside this page.</p>
        <ul>
          {tables.map(({ name, rows }) => (
            <li>
              <a href={`${name}.parquet`}>{name}.parquet</a>: {count(rows)} {rows === 1 ? "row" : "rows"}
            </li>
          ))}
        </ul>
      </section>
      <section id="studies" aria-labelledby="studies-title">
        <h2 id="studies-title">Studies</h2>
        <Studies studies={done} />
      </section>
    </main>
  );
}

function Studies({ studies }: { studies: readonly CollectedStudy[] }): VNode {
  return (
    <section class="box" tabindex={0} aria-label="Studies that are done">
      <table class="runs" data-find="">
        <caption>
          {count(studies.length)} {studies.length === 1 ? "study" : "studies"}
        </caption>
        <thead>
          <tr>
            <th scope="col">study</th>
            <th scope="col">found</th>
          </tr>
        </thead>
        <tbody>
          {studies.map(({ study, run, folder, found }) => (
            <tr>
              <td data-v={study}>
                <a href={`../runs/${encodeURIComponent(folder!)}/report.html`}>{study}</a>
                <p>
                  <code>{run!.slice(0, 12)}</code>
                </p>
              </td>
              <td>
                {found.map((sentence) => (
                  <p>{sentence} </p>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

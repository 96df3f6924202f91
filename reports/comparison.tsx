import type { VNode } from "preact";
import { columns } from "../data/column.ts";
import type { Comparison, Two } from "../data/comparison.ts";
import { ComparedTables } from "./comparison-tables.tsx";
import { Contents } from "./contents.tsx";
import { Listing } from "./listing.tsx";
import { moment } from "./moment.ts";
import { pageHtml } from "./page.ts";

const CONTENTS = [
  { name: "conclusions", title: "Conclusions" },
  { name: "numbers", title: "Numbers" },
  { name: "settings", title: "Settings" },
  { name: "inputs", title: "Inputs" },
];

const RUNS = columns({
  run: { kind: "text", meaning: "A and B, as they are called on this page" },
  folder: { kind: "text", meaning: "The run's folder" },
  study: { kind: "text", meaning: "Name of the study" },
  ended: { kind: "text", meaning: "When the run ended" },
  version: { kind: "text", meaning: "Version of deltact" },
  id: { kind: "text", meaning: "Hash of inputs, settings and version" },
});

const CONCLUSIONS = columns({
  change: { kind: "text", meaning: "What is otherwise" },
  table: { kind: "text", meaning: "Table of the run folders" },
  test: { kind: "text", meaning: "The cells that tell the test apart" },
  a: { kind: "text", meaning: "What run A says" },
  b: { kind: "text", meaning: "What run B says" },
});

/** Characters of a hash that are shown: as many as the name of a run's folder has. */
const SHOWN = 12;

const CHANGES = {
  gained: "found in B alone",
  lost: "found in A alone",
  sign: "other direction",
  strongest: "other strongest gene",
};

const SETTINGS = columns({
  setting: { kind: "text", meaning: "Name of the setting, as in study.yaml" },
  a: { kind: "text", meaning: "Value in run A, and whether study.yaml or the default says so" },
  b: { kind: "text", meaning: "Value in run B, and whether study.yaml or the default says so" },
  unit: { kind: "text", meaning: "Unit of the value" },
});

const INPUTS = columns({
  change: { kind: "text", meaning: "changed: other content; added: in B alone; removed: in A alone; renamed" },
  file: { kind: "text", meaning: "Path in the study folder" },
  before: { kind: "text", meaning: "Its path in run A, where it was renamed" },
  a: { kind: "text", meaning: "Beginning of its SHA-256 hash in run A" },
  b: { kind: "text", meaning: "Beginning of its SHA-256 hash in run B" },
});

/** What changed between two runs, as one HTML file. */
export function comparisonHtml(comparison: Comparison): string {
  const [a, b] = comparison.runs;
  return pageHtml(`${a.folder} and ${b.folder}: deltact compare`, <Body comparison={comparison} />);
}

function Body({ comparison }: { comparison: Comparison }): VNode {
  const { runs, summary, settings, inputs, conclusions } = comparison;
  const [a, b] = runs.map(({ record }) => record.study) as unknown as Two<string>;
  return (
    <main>
      <header id="top">
        <p class="kind">What changed between two runs</p>
        <h1>{a === b ? a : `${a} and ${b}`}</h1>
        <section aria-labelledby="verdict" class="verdict">
          <h2 id="verdict">In short</h2>
          {summary.map((sentence) => (
            <p>{sentence}</p>
          ))}
        </section>
        <Listing
          title="The two runs"
          name="The two runs"
          columns={RUNS}
          rows={runs.map(({ folder, record }, at) => ({
            ...{ run: at === 0 ? "A" : "B", folder, study: record.study },
            ...{ ended: moment(record.ended), version: record.version, id: record.run.slice(0, SHOWN) },
          }))}
        />
      </header>
      <Contents entries={CONTENTS} find="gene or row" />
      <section id="conclusions" aria-labelledby="conclusions-title">
        <h2 id="conclusions-title">Conclusions</h2>
        <Headlines runs={runs} />
        {conclusions.length === 0 ? (
          <p>No test crosses q 0.05, none that is found turns its direction, and the strongest genes are the same.</p>
        ) : (
          <Listing
            title="Conclusions that differ"
            name="Conclusions that differ"
            caption="Found: q at most 0.05. Of tests that are found in neither run, the direction is not compared."
            columns={CONCLUSIONS}
            rows={conclusions.map(({ change, table, test, said }) => ({
              ...{ change: CHANGES[change], table: `${table}.csv`, test, a: said[0], b: said[1] },
            }))}
          />
        )}
      </section>
      <ComparedTables comparison={comparison} />
      <section id="settings" aria-labelledby="settings-title">
        <h2 id="settings-title">Settings</h2>
        {settings.length === 0 ? (
          <p>Every setting has the same value.</p>
        ) : (
          <Listing
            title="Settings that differ"
            name="Settings that differ"
            columns={SETTINGS}
            rows={settings.map(({ name, unit, used: [a, b] }) => ({
              setting: name,
              a: a && `${a.value} (${a.from})`,
              b: b && `${b.value} (${b.from})`,
              unit: unit || undefined,
            }))}
          />
        )}
      </section>
      <section id="inputs" aria-labelledby="inputs-title">
        <h2 id="inputs-title">Inputs</h2>
        {inputs.length === 0 ? (
          <p>Both runs read the same files.</p>
        ) : (
          <Listing
            title="Files that differ"
            name="Files that differ"
            columns={INPUTS}
            rows={inputs.map(({ change, path, before, sha256: [a, b] }) => ({
              ...{ change, file: path, before, a: a?.slice(0, SHOWN), b: b?.slice(0, SHOWN) },
            }))}
          />
        )}
      </section>
    </main>
  );
}

/** The sentences of the two runs, where they differ. */
function Headlines({ runs }: Pick<Comparison, "runs">): VNode | null {
  const [a, b] = runs.map(({ record }) => new Map(record.headlines.map(({ stage, text }) => [stage, text]))) as [
    Map<string, string>,
    Map<string, string>,
  ];
  const stages = [...new Set([...a.keys(), ...b.keys()])].filter((stage) => a.get(stage) !== b.get(stage));
  if (stages.length === 0) return null;
  return (
    <dl class="facts">
      {stages.map((stage) => (
        <>
          <dt>{stage}</dt>
          <dd>
            <p>
              <b>A</b> {a.get(stage) ?? "was not done"}
            </p>
            <p>
              <b>B</b> {b.get(stage) ?? "was not done"}
            </p>
          </dd>
        </>
      ))}
    </dl>
  );
}

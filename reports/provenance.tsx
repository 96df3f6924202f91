import type { VNode } from "preact";
import { columns } from "../data/column.ts";
import type { Report } from "../data/report.ts";
import { Listing } from "./listing.tsx";
import { count } from "./numbers.ts";

const INPUTS = columns({
  file: { kind: "text", meaning: "Path in the study folder" },
  bytes: { kind: "count", meaning: "Size of the file", unit: "bytes" },
  sha256: { kind: "text", meaning: "SHA-256 hash of the file" },
});

const SETTINGS = columns({
  setting: { kind: "text", meaning: "Name of the setting, as in study.yaml" },
  value: { kind: "text", meaning: "Value used in this run" },
  unit: { kind: "text", meaning: "Unit of the value" },
  from: { kind: "text", meaning: "Given in study.yaml, or the default" },
  meaning: { kind: "text", meaning: "What the setting decides" },
});

const TABLES = columns({
  table: { kind: "text", meaning: "File in the run folder" },
  rows: { kind: "count", meaning: "Rows, the head not counted" },
  sha256: { kind: "text", meaning: "SHA-256 hash of the file" },
});

/** Where the numbers come from, and how to compute them again. */
export function Provenance({ report: { provenance, command } }: { report: Report }): VNode {
  const { program, version, run, inputs, settings, tables } = provenance;
  const given = settings.filter(({ from }) => from !== "default").length;
  const bytes = inputs.reduce((sum, input) => sum + input.bytes, 0);
  return (
    <section id="provenance" aria-labelledby="provenance-title">
      <h2 id="provenance-title">Provenance</h2>
      <dl class="facts">
        <dt>Run</dt>
        <dd>
          <code>{run}</code>, the hash of inputs, settings and version: a repeat with the same id holds the same numbers
        </dd>
        <dt>Program</dt>
        <dd>
          {program} {version}
        </dd>
        <dt>Run again</dt>
        <dd>
          <pre>
            <code>{command}</code>
          </pre>
        </dd>
      </dl>
      <details>
        <summary>
          <b>Settings</b> {count(settings.length)}, of which {count(given)} given in study.yaml
        </summary>
        <Listing
          title="Settings of this run"
          name="Settings of this run"
          columns={SETTINGS}
          rows={settings.map(({ name, unit, ...rest }) => ({ ...rest, setting: name, unit: unit || undefined }))}
        />
      </details>
      <details>
        <summary>
          <b>Inputs</b> {count(inputs.length)} files, {count(bytes)} bytes
        </summary>
        <Listing
          title="Input files"
          name="Input files"
          columns={INPUTS}
          rows={inputs.map(({ path, ...rest }) => ({ ...rest, file: path }))}
        />
      </details>
      <details>
        <summary>
          <b>Tables</b> {count(tables.length)} files written
        </summary>
        <Listing
          title="Tables of the run folder"
          name="Tables of the run folder"
          columns={TABLES}
          rows={tables.map(({ name, ...rest }) => ({ ...rest, table: name }))}
        />
      </details>
    </section>
  );
}

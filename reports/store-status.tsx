import type { VNode } from "preact";
import { columns } from "../data/column.ts";
import type { StoreStatus } from "../data/store-status.ts";
import { Contents } from "./contents.tsx";
import { Listing } from "./listing.tsx";
import { moment } from "./moment.ts";
import { count } from "./numbers.ts";
import { pageHtml } from "./page.ts";

const file = { kind: "text", meaning: "Name within the inbox under which it first came" } as const;
const since = { kind: "text", meaning: "Since when, by the clock of the machine that looks" } as const;

const tables = {
  studies: columns({
    study: { kind: "text", meaning: "Name of the study" },
    uploads: { kind: "count", meaning: "Uploads that its next run is made of" },
    run: { kind: "text", meaning: "When its last run was made; blank where there is none" },
    found: { kind: "text", meaning: "What that run found" },
    folder: { kind: "text", meaning: "The folder of that run" },
  }),
  failed: columns({
    study: { kind: "text", meaning: "Name or folder of the study" },
    inbox: { kind: "text", meaning: "The inbox of the call that could not run it" },
    reason: { kind: "text", meaning: "Why it could not be run, and what to do" },
  }),
  waiting: columns({ file, since, why: { kind: "text", meaning: "Why it is not processed yet" } }),
  quarantined: columns({
    ...{ file, since },
    reason: { kind: "text", meaning: "Why it was put aside" },
    remedy: { kind: "text", meaning: "What to do about it" },
    more: { kind: "text", meaning: "The file in the store that says all of it" },
  }),
  superseded: columns({ file, since, by: { kind: "text", meaning: "The upload that took its place" } }),
};

/** What a store holds, as one HTML file in it. The mark tells pages of other content apart. */
export function statusHtml(status: StoreStatus, written: string, mark: string): string {
  return pageHtml("Uploads: deltact", <Body status={status} written={written} mark={mark} />);
}

function Body({ status, written, mark }: { status: StoreStatus; written: string; mark: string }): VNode {
  const { studies, inboxes, waiting, quarantined, superseded } = status;
  const failed = inboxes.flatMap(({ inbox, failed }) => failed.map((one) => ({ inbox, ...one })));
  const sections = [
    { name: "failed", title: "Could not be run", columns: tables.failed, rows: failed },
    {
      name: "quarantined",
      title: "Quarantined",
      columns: tables.quarantined,
      rows: quarantined.map((one) => ({ ...one, since: moment(one.since) })),
    },
    {
      ...{ name: "studies", title: "Last runs", columns: tables.studies },
      rows: studies.map(({ study, uploads, last }) => ({
        ...{ study, uploads, run: last && moment(last.made), found: last?.headline, folder: last?.folder },
      })),
    },
    {
      name: "waiting",
      title: "Waiting",
      columns: tables.waiting,
      rows: waiting.map((one) => ({ ...one, since: moment(one.since) })),
    },
    {
      ...{ name: "superseded", title: "Superseded", columns: tables.superseded },
      rows: superseded.map((one) => ({ file: one.file, since: moment(one.since), by: one.by.file })),
    },
  ].filter(({ rows }) => rows.length > 0);
  return (
    <main id="deltact-status" data-of={mark}>
      <header id="top">
        <p class="kind">Uploads of array exports</p>
        <h1>Uploads</h1>
        <p class="sentence">{sentence(status)}</p>
        <p>
          As of <time datetime={written}>{moment(written)}</time>, when something last changed. When the inbox was last
          looked at: <code>deltact status --store DIR</code>
        </p>
      </header>
      <Contents entries={sections} find="file" />
      {sections.map(({ name, title, columns, rows }) => (
        <section id={name} aria-labelledby={`${name}-title`}>
          <h2 id={`${name}-title`}>{title}</h2>
          <Listing title={`${count(rows.length)} in all`} name={title} columns={columns} rows={rows} findable />
        </section>
      ))}
    </main>
  );
}

function sentence({ uploads, waiting }: StoreStatus): string {
  const parts = Object.entries(uploads).map(([state, n]) => `${count(n)} ${state}`);
  const held = parts.length > 0 ? `Uploads: ${parts.join(", ")}.` : "No upload yet.";
  return waiting.length > 0 ? `${held} Waiting: ${count(waiting.length)}.` : held;
}

import type { StoreStatus } from "../data/store-status.ts";
import { printable } from "../data/trouble.ts";
import { moment } from "../reports/moment.ts";

/** What a store holds, in lines for people. */
export function statusLines(status: StoreStatus, now: Date): string[] {
  const { inboxes, studies, uploads, waiting, quarantined, superseded } = status;
  const counts = Object.entries(uploads).map(([state, n]) => `${n} ${state}`);
  const lines = [
    ...inboxes.map(({ inbox, looked }) => `${inbox} was looked at ${ago(looked, now)}, ${moment(looked)}.`),
    ...(inboxes.length === 0 ? ["No inbox was looked at yet."] : []),
    `Uploads: ${counts.join(", ") || "none"}.`,
    ...part("Last runs", studies, ({ study, last }) =>
      last ? [`${study}: ${moment(last.made)}, ${last.folder}`, last.headline] : [`${study}: none yet`],
    ),
    ...part(
      "Could not be run",
      inboxes.flatMap(({ failed }) => failed),
      ({ study, reason }) => [...`${study}: ${reason}`.split("\n")],
    ),
    ...part("Waiting", waiting, ({ file, since, why }) => [`${file}: ${why}, since ${moment(since)}`]),
    ...part("Quarantined", quarantined, ({ file, sha256, since, reason, remedy }) => [
      `${file} (${sha256.slice(0, 12)}), ${moment(since)}: ${reason}`,
      `-> ${remedy}`,
    ]),
    ...part("Superseded", superseded, ({ file, since, by }) => [`${file}, ${moment(since)}: by ${by.file}`]),
  ];
  return lines.map(printable);
}

function part<T>(title: string, items: readonly T[], lines: (item: T) => readonly string[]): string[] {
  if (items.length === 0) return [];
  const told = items.flatMap((item) => lines(item).map((line, at) => `${at === 0 ? "  " : "    "}${line.trim()}`));
  return [`${title}:`, ...told];
}

/** How long ago it was, in the largest unit that is at least 1. */
function ago(iso: string, now: Date): string {
  const seconds = Math.round((now.getTime() - Date.parse(iso)) / 1000);
  if (seconds < 0) return "at a time that is yet to come by this clock";
  const units = [
    [86_400, "day"],
    [3600, "hour"],
    [60, "minute"],
    [1, "second"],
  ] as const;
  const [size, unit] = units.find(([size]) => seconds >= size) ?? [1, "second"];
  const n = Math.floor(seconds / size);
  return `${n} ${unit}${n === 1 ? "" : "s"} ago`;
}

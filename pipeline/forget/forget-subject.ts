import { decode, plain } from "../../data/encoding.ts";
import { printable } from "../../data/trouble.ts";
import { loadOpener } from "../containers/open.ts";
import { readInput } from "../files.ts";
import { writeStatusPage } from "../inbox/status-page.ts";
import { goToWork } from "../portfolio/at-work.ts";
import type { Watcher } from "../store/disk.ts";
import { demandStore } from "../store/read-store.ts";
import { openStore } from "../store/store.ts";
import { readStudy } from "../study.ts";
import { parseStudyFile } from "../study-file.ts";
import { forget } from "./forget.ts";
import { type Person, personOf } from "./person.ts";
import { type Plan, planOf } from "./plan.ts";
import { demandPortfolio } from "./portfolio.ts";

export interface ForgetOptions {
  readonly subject: string;
  readonly study: string;
  /** Undefined: none is kept. */
  readonly store: string | undefined;
  readonly out: string;
  /** Folder of a portfolio that the study is of. */
  readonly portfolio?: string | undefined;
  /** Only tell. */
  readonly dry: boolean;
  readonly watcher?: Watcher | undefined;
}

/** What was done, or would be, in lines for people; whether something is left for them. */
export interface Told {
  readonly lines: readonly string[];
  readonly left: boolean;
  readonly busy: boolean;
}

/** @throws {Trouble} where the subject may be used, or the study or the store cannot be. */
export async function forgetSubject(options: ForgetOptions): Promise<Told> {
  const { subject, study: folder, store: place, out, portfolio, dry, watcher } = options;
  await loadOpener();
  const study = await readStudy(folder, { clinical: false, more: [] });
  const { study: file } = parseStudyFile("study.yaml", decode(plain(readInput(folder, "study.yaml"))));
  const person = personOf(folder, file.samples, study, subject);
  const now = () => new Date();
  if (place !== undefined) demandStore(place);
  if (portfolio !== undefined) demandPortfolio(portfolio);
  const work = portfolio === undefined ? undefined : goToWork(portfolio);
  if (work && "busy" in work) return { lines: [printable(work.busy)], left: true, busy: true };
  const store = place === undefined ? undefined : await openStore(place, { now, watcher });
  try {
    if (place !== undefined && store === undefined)
      return { lines: ["Another process is at work on this store; nothing was done."], left: true, busy: true };
    const runs = store?.ledger.runs().map((run) => run.folder) ?? [];
    const places = { study: folder, name: study.name, exports: file.exports, out, runs, portfolio };
    const plan = await planOf(person, store, study, places);
    const lines = tell(person, plan, dry);
    if (!dry) {
      forget(store, person, plan);
      if (store) writeStatusPage(store, { now, tell: (line) => lines.push(line) });
    }
    return { lines: lines.map(printable), left: plan.left.length > 0 || person.short.length > 0, busy: false };
  } finally {
    store?.close();
    work?.leave();
  }
}

function tell({ short }: Person, { gone, cut, runs, portfolio, left }: Plan, dry: boolean): string[] {
  const done = (what: string) => (dry ? `would be ${what}` : what);
  const going = [
    ...gone.map(({ sha256, name }) => `${name} (${sha256.slice(0, 12)}): ${done("taken away")}.`),
    ...cut.map(({ upload }) => `${upload.name} (${upload.sha256.slice(0, 12)}): ${done("cut")}.`),
    ...[...runs, ...portfolio].map((path) => `${path}: ${done("taken away")}.`),
  ];
  const lines = [...going, ...left.map((what) => `Left to you: ${what}.`)];
  if (short.length > 0) lines.push(`Left to you: names too short to be looked for in texts: ${short.join(", ")}.`);
  if (lines.length === 0) return ["Nothing of it is there."];
  if (!dry) return [...lines, "Logs, backups, files in the inbox and what was sent on are not touched."];
  return going.length > 0 ? [...lines, "Nothing was done: --yes does it."] : lines;
}

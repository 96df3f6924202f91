import { groups } from "../data/groups.ts";
import type { RunRecord } from "../data/provenance.ts";
import type { ListedRun, RunIndex } from "../data/run-index.ts";

/** What is kept of a run while all are gathered. */
export type GatheredRun = Pick<RunRecord, "study" | "run" | "version" | "ended" | "headlines"> & {
  readonly folder: string;
  readonly whole: boolean;
  /** Hash of the inputs. */
  readonly inputs: string;
  readonly settings: ReadonlyMap<string, string>;
};

/** The stages whose headlines say what a run found. */
const FINDING: ReadonlySet<string> = new Set(["change", "outcome", "association"]);

/** Runs by study, the newest first, each with what it was given otherwise than the one before it. */
export function indexRuns(runs: readonly GatheredRun[], unreadable: RunIndex["unreadable"]): RunIndex {
  const newest = [...runs].sort((a, b) => byText(b.ended, a.ended) || byText(a.folder, b.folder));
  const studies = [...groups(newest, ({ study }) => study)].map(([study, own]) => ({
    study,
    runs: own.map((run, at) => listed(run, own[at + 1])),
  }));
  return { studies, unreadable: [...unreadable].sort((a, b) => byText(a.folder, b.folder)) };
}

function listed(run: GatheredRun, before: GatheredRun | undefined): ListedRun {
  const { folder, run: id, version, ended, whole, headlines } = run;
  const finding = headlines.filter(({ stage }) => FINDING.has(stage));
  const found = (finding.length > 0 ? finding : headlines.slice(-1)).map(({ text }) => text);
  return {
    folder,
    run: id,
    version,
    ended,
    whole,
    found,
    since: before ? since(run, before) : "the first run of the study",
  };
}

function since(run: GatheredRun, before: GatheredRun): string {
  const settings = [...new Set([...before.settings.keys(), ...run.settings.keys()])].flatMap((name) => {
    const [was, is] = [before.settings.get(name), run.settings.get(name)];
    return was === is ? [] : [`${name} ${was ?? "none"} to ${is ?? "none"}`];
  });
  const told = [
    ...(run.version === before.version ? [] : [`version ${before.version} to ${run.version}`]),
    ...settings,
    ...(run.inputs === before.inputs ? [] : ["other inputs"]),
  ];
  return told.join("; ") || "the same inputs and settings";
}

/** The order of two texts that is the same everywhere, whatever the language. */
function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

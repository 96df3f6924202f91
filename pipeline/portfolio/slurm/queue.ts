import { slurm } from "./commands.ts";

/** An element of an array in Slurm's queue, or one that left it lately. */
export interface Queued {
  /** "12_3", as Slurm's programs take it. */
  readonly id: string;
  /** The plan that the array is of, and which of its tasks this does. */
  readonly plan: string;
  readonly from: number;
  readonly each: number;
  /** PENDING, RUNNING, COMPLETED, NODE_FAIL, TIMEOUT ... */
  readonly state: string;
  /** Why it waits, or ended. */
  readonly reason: string;
  readonly node: string;
}

/** The states of what has left the queue for good. */
const ENDED: ReadonlySet<string> = new Set(
  "BOOT_FAIL CANCELLED COMPLETED DEADLINE FAILED NODE_FAIL OUT_OF_MEMORY PREEMPTED REVOKED TIMEOUT".split(" "),
);

export function hasEnded({ state }: Queued): boolean {
  return ENDED.has(state);
}

/** All elements of the arrays of a name; undefined where the controller does not answer. */
export async function queueOf(name: string): Promise<readonly Queued[] | undefined> {
  const format = "%F|%K|%k|%T|%N|%r";
  const { code, stdout } = await slurm("squeue", [
    "--noheader",
    "--array",
    "--states=all",
    `--name=${name}`,
    `--format=${format}`,
  ]);
  if (code !== 0) return undefined;
  return stdout.split("\n").flatMap((line) => {
    const [job, index = "", comment = "", state = "", node = "", ...reason] = line.split("|");
    const [, plan, each] = /^([0-9a-f]{12})x(\d+)$/.exec(comment) ?? [];
    if (!/^\d+$/.test(index) || plan === undefined) return [];
    const of = { plan, each: Number(each), from: Number(index) * Number(each) };
    return [{ id: `${job}_${index}`, ...of, state, node, reason: reason.join("|") }];
  });
}

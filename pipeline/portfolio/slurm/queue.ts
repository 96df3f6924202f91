import { slurm } from "./commands.ts";

/** An element of an array in Slurm's queue, or one that left it lately. */
export interface Queued {
  /** "12_3", as Slurm's programs take it. */
  readonly id: string;
  /** The plan that the array is of, and which task of it this is. */
  readonly plan: string;
  readonly index: number;
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
    const [job, index = "", plan = "", state = "", node = "", ...reason] = line.split("|");
    if (!/^\d+$/.test(index)) return [];
    return [{ id: `${job}_${index}`, plan, index: Number(index), state, node, reason: reason.join("|") }];
  });
}

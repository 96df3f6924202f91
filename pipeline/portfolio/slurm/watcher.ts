import { join } from "node:path";
import { exists } from "../../files.ts";
import { places } from "../places.ts";
import { hasEnded, type Queued } from "./queue.ts";
import { blockOf, lossOf } from "./reasons.ts";

/** What is waited for, and how long. */
export interface Wait {
  readonly out: string;
  /** Milliseconds in which what a task left behind becomes visible on a shared disk. */
  readonly grace: number;
  /** Milliseconds for which nothing may move before the waiting ends. */
  readonly patience: number;
  readonly onTask: (index: number) => void;
  readonly tell: (line: string) => void;
}

/**
 * What is known of the tasks in Slurm's queue from one look to the next. What a task left behind is the truth; the queue
 * tells of those that left nothing, for there it may be seen why.
 */
export class Watcher {
  /** Why tasks left nothing behind, by their index. */
  readonly lost = new Map<number, string>();
  private readonly told = new Set<string>();
  /** Since when tasks are out of the queue, by their key. */
  private readonly gone = new Map<string, number>();
  /** The nodes that tasks were seen at, by their key. */
  private readonly nodes = new Map<string, string>();
  private moved = performance.now();

  /** @param outstanding the indexes of the tasks that are to end, by their key */
  constructor(
    private readonly wait: Wait,
    private readonly outstanding: Map<string, number>,
  ) {}

  get isDone(): boolean {
    return this.outstanding.size === 0;
  }

  /** Says it the first time. */
  once(line: string): void {
    if (!this.told.has(line)) this.wait.tell(line);
    this.told.add(line);
  }

  /** Takes those that left something behind; of those that are not started there is nothing to look for. */
  take(queue: ReadonlyMap<string, Queued>): void {
    for (const [key, index] of [...this.outstanding]) {
      if (queue.get(key)?.state === "PENDING" || !exists(places.sentinel(this.wait.out, key))) continue;
      this.outstanding.delete(key);
      this.moved = performance.now();
      this.wait.onTask(index);
    }
  }

  /**
   * Looks why the others left nothing yet: they run, wait, stand still, or are out of the queue.
   *
   * @returns whether it is worth waiting longer
   */
  look(queue: ReadonlyMap<string, Queued>, isHeldBack: (key: string) => boolean): boolean {
    const now = performance.now();
    const blocked = new Map<string, number[]>();
    for (const [key, index] of [...this.outstanding]) {
      const queued = queue.get(key);
      if (queued === undefined ? isHeldBack(key) : !hasEnded(queued)) {
        this.gone.delete(key);
        if (queued) this.follow(key, queued);
        const block = queued?.state === "PENDING" ? blockOf(queued) : undefined;
        if (block) blocked.set(block, [...(blocked.get(block) ?? []), index]);
        else if (queued) this.moved = now;
        continue;
      }
      const since = this.gone.get(key) ?? now;
      this.gone.set(key, since);
      if (now - since >= this.wait.grace) this.lose(key, index, queued);
    }
    const isStill = now - this.moved > this.wait.patience;
    for (const [why, indexes] of blocked) {
      const are = indexes.length === 1 ? "study waits, and does" : "studies wait, and do";
      this.once(`${indexes.length} ${are} not go on without you: ${why}.`);
      if (isStill)
        for (const index of indexes) this.lost.set(index, `It stands still in Slurm's queue: ${why}, then --resume.`);
    }
    return !isStill;
  }

  /** Nobody knows what came of those that are left. */
  giveUp(why: string): void {
    for (const index of this.outstanding.values()) this.lost.set(index, why);
  }

  /** A task that ran and waits again was on a node that failed. */
  private follow(key: string, { state, node }: Queued): void {
    const before = this.nodes.get(key);
    if (state === "PENDING" && before !== undefined) {
      this.once(`Node ${before} failed, or was lost: Slurm does its studies again.`);
      this.nodes.delete(key);
    } else if (node !== "") this.nodes.set(key, node);
  }

  private lose(key: string, index: number, queued: Queued | undefined): void {
    this.outstanding.delete(key);
    this.moved = performance.now();
    const log = join(places.logs(this.wait.out), queued ? `${queued.id}.log` : "");
    this.lost.set(index, lossOf(queued, log));
  }
}

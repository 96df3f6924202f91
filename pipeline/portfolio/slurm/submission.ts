import type { Manifest, Task } from "../../../data/portfolio.ts";
import { readManifest } from "../manifest.ts";
import { places } from "../places.ts";
import { refused } from "./commands.ts";
import { hasEnded, type Queued, queueOf } from "./queue.ts";
import { mostOf, nameOf, type Request, submit } from "./submit.ts";

/** The arrays of a portfolio: what is submitted, what still waits for room, and which task an element is. */
export class Submission {
  readonly name: string;
  /** Jobs whose elements are of this call. */
  private readonly jobs = new Set<string>();
  private readonly plans = new Map<string, Manifest>();
  /** Keys of the tasks that are not submitted yet. */
  private readonly heldBack = new Set<string>();
  private last: string | undefined;

  /** @param chunks what is still to be submitted, an array each */
  private constructor(
    private readonly request: Request,
    private readonly chunks: Manifest[],
    live: readonly Queued[],
  ) {
    this.name = nameOf(request.out);
    for (const one of live) this.jobs.add(jobOf(one));
  }

  /**
   * The tasks as arrays that Slurm takes, but for those that are in its queue already, from a call before.
   *
   * @throws {Trouble} where Slurm does not answer.
   */
  static async of(request: Request, manifest: Manifest, tasks: readonly Task[]): Promise<Submission> {
    const queue = await queueOf(nameOf(request.out));
    if (queue === undefined) throw refused("Slurm's controller does not answer");
    const live = queue.filter((one) => !hasEnded(one));
    const made = new Submission(request, [], live);
    const queued = new Set(live.flatMap((one) => made.keysOf(one)));
    const rest = tasks.filter(({ key }) => !queued.has(key));
    const most = (await mostOf()) * request.settings.each;
    for (const { key } of rest) made.heldBack.add(key);
    for (let at = 0; at < rest.length; at += most) made.chunks.push({ ...manifest, tasks: rest.slice(at, at + most) });
    return made;
  }

  /** The keys of the tasks that an element of the queue does; none where it is not of this call. */
  keysOf(queued: Queued): readonly string[] {
    if (!this.jobs.has(jobOf(queued))) return [];
    const { out } = this.request;
    const plan = this.plans.get(queued.plan) ?? readManifest(places.plan(out, queued.plan));
    this.plans.set(queued.plan, plan);
    return plan.tasks.slice(queued.from, queued.from + queued.each).map(({ key }) => key);
  }

  /** Whether a task still waits to be submitted. */
  isHeldBack(key: string): boolean {
    return this.heldBack.has(key);
  }

  /**
   * Submits as many arrays as Slurm has room for; the others wait for those that are in its queue.
   *
   * @throws {Trouble} where Slurm does not take them, though nothing of ours is in its queue.
   */
  async submit(isLive: boolean): Promise<void> {
    for (let live = isLive; this.chunks.length > 0; live = true) {
      const after = this.request.jobs === undefined ? undefined : this.last;
      const answer = await submit(this.chunks[0]!, { ...this.request, after });
      if ("full" in answer) {
        if (live) return;
        throw refused(`sbatch says: ${answer.full}`);
      }
      this.last = answer.job;
      this.jobs.add(answer.job);
      for (const { key } of this.chunks.shift()!.tasks) this.heldBack.delete(key);
    }
  }
}

function jobOf({ id }: Queued): string {
  return id.split("_")[0]!;
}

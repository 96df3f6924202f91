import { createHash } from "node:crypto";
import { resolve } from "node:path";
import type { Made, Manifest, Task } from "../../../data/portfolio.ts";
import { Trouble } from "../../../data/trouble.ts";
import type { CollectedFolder } from "../collect.ts";
import type { TaskOutcome } from "../outcome-of.ts";
import type { Sql } from "./sql.ts";
import { tables } from "./tables.ts";

/** What is known of portfolios over all their results: each task and each result stands in it once. */
export class PortfolioLedger {
  private constructor(
    private readonly sql: Sql,
    private readonly now: () => Date,
  ) {}

  static async of(sql: Sql, now: () => Date): Promise<PortfolioLedger> {
    await sql.make(tables);
    return new PortfolioLedger(sql, now);
  }

  /**
   * Writes results down, all of them or nothing. What stands there already stays.
   *
   * @returns how many of the tasks were new
   * @throws {Trouble} where a task was done before, here or elsewhere, and gave something else.
   */
  record(manifest: Manifest, results: CollectedFolder): Promise<number> {
    return this.sql.transaction(async () => {
      let fresh = 0;
      const done = results.tasks.flatMap((outcome, at) =>
        outcome.told.status === "done" ? [{ outcome, task: manifest.tasks[at]! }] : [],
      );
      for (const { outcome, task } of done) if (await this.claim(task, outcome)) fresh++;
      const id = results.path.slice(-12);
      const told = [id, results.portfolio, results.version, resolve(results.path)];
      const counts = [results.studies.length, done.length];
      await this.insert("portfolio_results", [...told, ...counts, this.time()]);
      for (const { key, told } of results.tasks)
        await this.insert("portfolio_studies", [id, told.study, key, told.status, told.message]);
      return fresh;
    });
  }

  /** Whether a task that is done was not written down before. */
  async claim(task: Task, { key, sentinel }: Pick<TaskOutcome, "key" | "sentinel">): Promise<boolean> {
    const { made, by } = sentinel!;
    const hash = hashOf(made!);
    const what = [key, task.study, made!.run, hash, task.inputs, task.settings];
    const row = [...what, by.version, by.host, by.job, by.started, by.ended, this.time()];
    if ((await this.insert("portfolio_tasks", row)) === 1) return true;
    const [before] = await this.sql.rows("SELECT made, host, ended FROM portfolio_tasks WHERE key = ?", [key]);
    if (before!.made === hash) return false;
    const text = `${task.study} gave something else on ${before!.host} at ${before!.ended} than on ${by.host} at ${by.ended}.`;
    throw new Trouble([{ code: "ledger-differs", text }]);
  }

  private insert(table: string, row: readonly (string | number)[]): Promise<number> {
    const values = row.map(() => "?").join(", ");
    return this.sql.run(`INSERT INTO ${table} VALUES (${values}) ON CONFLICT DO NOTHING`, row);
  }

  private time(): string {
    return this.now().toISOString();
  }
}

function hashOf({ run, files, parts }: Made): string {
  const all = [...Object.entries(files), ...Object.entries(parts).map(([name, { sha256 }]) => [name, sha256])];
  return createHash("sha256")
    .update(JSON.stringify([run, all.map((one) => one.join(" ")).sort()]))
    .digest("hex");
}

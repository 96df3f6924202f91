import { join } from "node:path";
import type { PortfolioTable } from "../../data/portfolio.ts";

/** Where things lie in the folder of a portfolio. Tasks know each other by their keys alone, whichever plan they are of. */
export const places = {
  plan: (out: string, id: string) => join(out, "plans", `${id}.jsonl`),
  runs: (out: string) => join(out, "runs"),
  /** What a task left behind; a folder that holds many names is slow on a shared disk. */
  sentinel: (out: string, key: string) => join(out, "tasks", key.slice(0, 2), `${key}.json`),
  part: (out: string, key: string, table: PortfolioTable) =>
    join(out, "parts", key.slice(0, 2), key, `${table}.parquet`),
  logs: (out: string) => join(out, "logs"),
} as const;

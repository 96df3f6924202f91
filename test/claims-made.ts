import { createHash } from "node:crypto";
import type { Sentinel, Task } from "../data/portfolio.ts";

/** A task that is done, and what it left behind. */
export function claimed(at: number): {
  readonly task: Task;
  readonly outcome: { readonly key: string; readonly sentinel: Sentinel };
} {
  const key = createHash("sha256").update(String(at)).digest("hex");
  const study = `study ${at}`;
  const task = { study, folder: "", files: 1, bytes: 1, inputs: key, settings: key, key };
  const made = { run: key, folder: `study-${at}`, files: { "wells.csv": key }, parts: {}, headlines: [] };
  const by = { host: "n1", job: "", version: "1", node: "v20", started: "", ended: "" };
  return { task, outcome: { key, sentinel: { key, study, status: "done", message: "", made, by } } };
}

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Work } from "./work.ts";

/**
 * Does tasks on this machine, so many at once. Each worker is a process that takes one task after the other: it has loaded
 * the program once, and where it dies it takes no other with it.
 */
export async function workLocally(work: Work, jobs: number): Promise<ReadonlyMap<number, string>> {
  const waiting = [...work.indexes];
  const lost = new Map<number, string>();
  const next = () => waiting.shift();
  const workers = Array.from({ length: Math.min(jobs, waiting.length) }, async () => {
    for (let index = next(); index !== undefined; index = next()) {
      const died = await untilItDies(work, index, next);
      if (died !== undefined) lost.set(died.index, died.reason);
    }
  });
  await Promise.all(workers);
  return lost;
}

/** Has one process do tasks until there are none, or it dies: then tells at which, and why. */
function untilItDies({ program, manifest, onTask }: Work, first: number, next: () => number | undefined) {
  const [command = "", ...words] = program;
  const child = spawn(command, [...words, "run-task", "--manifest", manifest, "--stdin"], {
    stdio: ["pipe", "pipe", "pipe"],
  });
  let index: number | undefined = first;
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said = (said + text).slice(-2000);
  });
  const give = () => (index === undefined ? child.stdin.end() : child.stdin.write(`${index}\n`));
  // That it died is told by its end.
  child.stdin.on("error", () => {});
  createInterface({ input: child.stdout }).on("line", (line) => {
    if (index === undefined || !line.startsWith(`${index} `)) return;
    onTask(index);
    index = next();
    give();
  });
  give();
  return new Promise<{ readonly index: number; readonly reason: string } | undefined>((settle, fail) => {
    child.on("error", fail);
    child.on("close", (code, signal) => {
      if (index === undefined) return settle(undefined);
      const how = signal ? `ended by ${signal}` : `ended with ${code}`;
      const lines = said.trim().split("\n");
      const words = lines.find((line) => /error/i.test(line)) ?? lines[0];
      settle({ index, reason: `Its process ${how}${words ? `: ${words}` : "."}` });
    });
  });
}

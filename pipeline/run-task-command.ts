import { createInterface } from "node:readline";
import type { Argv } from "yargs";
import type { Manifest, Sentinel } from "../data/portfolio.ts";
import { printable, Trouble } from "../data/trouble.ts";
import { indexOf, indexVariables } from "./portfolio/engine.ts";
import { say } from "./say.ts";

/** What a task left behind, as an exit code: nothing but done is 0. */
const EXIT: Readonly<Record<Sentinel["status"], number>> = { done: 0, failed: 1, differs: 3 };

const EPILOGUE = `Whatever comes of a task stands in a file of its own in the portfolio's folder, from where collect takes it.
A task that is done is not done again; two machines may do it at once, and each gives the same bytes. The index is that of the
manifest's line, from 0; without --index it comes from ${indexVariables.slice(0, 2).join(", ")},
${indexVariables.slice(2).join(" or ")}. With --stdin indexes are read from the standard input, one a line.
Exit codes: 0 done; 1 failed, and why stands in the file; 3 done before, and otherwise; 2 wrong words.`;

const builder = (y: Argv) =>
  y
    .option("manifest", { type: "string", demandOption: true, describe: "What plan wrote" })
    .option("index", { type: "number", describe: "Which task of it, from 0" })
    .option("each", { type: "number", default: 1, describe: "Do so many tasks: those from the index times this" })
    .option("stdin", {
      type: "boolean",
      default: false,
      describe: "Do task after task, as the standard input names them",
    })
    .check(({ index = 0, each }) => {
      if (!(Number.isInteger(index) && index >= 0)) throw new Error("--index is a whole number from 0.");
      if (!(Number.isInteger(each) && each > 0)) throw new Error("--each is a whole number from 1.");
      return true;
    })
    .example("$0 run-task --manifest out/plans/1a2b3c.jsonl --index 0", "do the first task");

interface Words {
  readonly manifest: string;
  readonly index?: number | undefined;
  readonly each: number;
  readonly stdin: boolean;
}

export const runTaskCommand = {
  command: "run-task",
  describe: "Do one task of a portfolio, as an engine calls it",
  builder: (y: Argv) => builder(y).epilogue(EPILOGUE),
  handler: async ({ manifest: path, index = indexOf(process.env), each, stdin }: Words): Promise<void> => {
    const { readManifest } = await import("./portfolio/manifest.ts");
    const manifest = readManifest(path);
    if (stdin) return doAll(path, manifest);
    if (index === undefined) {
      const text = `no index was given, and none of ${indexVariables.join(", ")} tells one.`;
      throw new Trouble([{ code: "no-index", text }]);
    }
    const last = Math.max(index * each + 1, Math.min((index + 1) * each, manifest.tasks.length));
    for (let at = index * each; at < last; at++) {
      const { study, status, message } = await doOne(path, manifest, at);
      if (message) say(message);
      process.stdout.write(`${printable(study)}: ${status}\n`);
      process.exitCode = Math.max(Number(process.exitCode ?? 0), EXIT[status]);
    }
  },
};

async function doAll(path: string, manifest: Manifest): Promise<void> {
  for await (const line of createInterface({ input: process.stdin })) {
    const { status } = await doOne(path, manifest, Number(line));
    process.stdout.write(`${line} ${status}\n`);
  }
}

async function doOne(path: string, manifest: Manifest, index: number): Promise<Sentinel> {
  if (manifest.tasks[index] === undefined) {
    const text = `has ${manifest.tasks.length} tasks, from 0, and none of the index ${index}.`;
    throw new Trouble([{ code: "no-index", file: path, text }]);
  }
  const { outOf, runTask } = await import("./portfolio/task.ts");
  return runTask(outOf(path), manifest, index);
}

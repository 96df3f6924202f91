import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { exampleStudy } from "../data/example/study.ts";

export const cli = new URL("../dist/cli.js", import.meta.url).pathname;

/** Writes a study of two cards under a name of its own into a folder. */
export function makeStudy(folder: string, name: string, seed: number): string {
  for (const { path, text } of exampleStudy({ seed, cards: 2, formats: ["quantstudio"] })) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, path === "study.yaml" ? text.replace(/^study:.*$/m, `study: ${JSON.stringify(name)}`) : text);
  }
  return folder;
}

/** A call of the command line that is under way. */
export class Call {
  stdout = "";
  stderr = "";
  private readonly child: ChildProcess;
  readonly ended: Promise<number | null>;

  constructor(program: string, words: readonly string[], env: NodeJS.ProcessEnv = process.env) {
    this.child = spawn(process.execPath, [program, ...words], { env });
    this.child.stdout!.setEncoding("utf8").on("data", (text: string) => {
      this.stdout += text;
    });
    this.child.stderr!.setEncoding("utf8").on("data", (text: string) => {
      this.stderr += text;
    });
    this.ended = new Promise((settle) => this.child.on("close", settle));
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** The folder of the results that it told. */
  get results(): string {
    return dirname(this.stdout.trim());
  }
}

/** Every file below a folder with what it holds, but for those that hold times. */
export function filesIn(folder: string): ReadonlyMap<string, string> {
  const names = (readdirSync(folder, { recursive: true, withFileTypes: true }) as unknown as Entry[])
    .filter((entry) => entry.isFile() && !["provenance.json", "portfolio.json"].includes(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  return new Map(names.sort().map((path) => [path.slice(folder.length + 1), readFileSync(path, "latin1")]));
}

interface Entry {
  readonly name: string;
  readonly parentPath: string;
  isFile(): boolean;
}

import { basename, dirname, join, resolve } from "node:path";
import { globSync } from "tinyglobby";
import * as z from "zod/mini";
import { decode, plain } from "../../data/encoding.ts";
import type { Manifest } from "../../data/portfolio.ts";
import { listing, type Problem, quote, Trouble } from "../../data/trouble.ts";
import { exists, isFile, readInput } from "../files.ts";
import { suggestion } from "../suggestion.ts";
import { parseYaml } from "../yaml-file.ts";
import { isAddress } from "./ledger/record.ts";

export const PORTFOLIO = "portfolio.yaml";

const text = z.string().check(z.minLength(1));

const seconds = z.number().check(z.minimum(0), z.maximum(3600));

/** What the tasks ask of Slurm: each word is that of sbatch's option. */
const slurmSection = z.strictObject({
  partition: z.optional(text),
  account: z.optional(text),
  qos: z.optional(text),
  time: z._default(z.coerce.string().check(z.minLength(1)), "00:30:00"),
  /** As sbatch reads it: MB, or with a unit, for each study. */
  mem: z._default(z.coerce.string().check(z.minLength(1)), "1G"),
  /** How many studies an element of an array does, one after the other: short ones cost less so, and Slurm has less to do. */
  each: z._default(z.int().check(z.minimum(1), z.maximum(1000)), 1),
  /** Seconds in which what a task left behind becomes visible on a shared disk. */
  grace: z._default(seconds, 30),
  /** Seconds for which nothing may move, while all that is left stands still in the queue. */
  patience: z._default(seconds, 60),
  /** Further options, such as --constraint=ssd. */
  options: z._default(z.array(text), []),
});

const schema = z.strictObject({
  portfolio: z.optional(z.coerce.string().check(z.minLength(1))),
  /** Globs of the studies' folders. */
  studies: z._default(z.array(text).check(z.minLength(1)), ["*"]),
  slurm: z._default(slurmSection, slurmSection.parse({})),
  /** An address of PostgreSQL without a password, or a file of SQLite; without it the file is beside the runs. */
  ledger: z.optional(text.check(z.refine((said) => !/^postgres(ql)?:\/\/[^/@]*:[^/@]*@/.test(said)))),
});

export type SlurmSettings = z.infer<typeof slurmSection>;

export interface Portfolio {
  readonly name: string;
  /** The folders of its studies, in the order of their names. */
  readonly studies: readonly string[];
  readonly slurm: SlurmSettings;
  readonly ledger: Manifest["ledger"];
}

const expected: Readonly<Record<string, string>> = {
  portfolio: "a text",
  studies: "a list of globs of folders",
  slurm: "a section of options of sbatch",
  "slurm.options": "a list of options of sbatch",
  "slurm.each": "a whole number of studies from 1 to 1000",
  "slurm.grace": "a number of seconds from 0 to 3600",
  "slurm.patience": "a number of seconds from 0 to 3600",
  ledger: "the name of a file, or an address of PostgreSQL without a password",
};

/**
 * Reads a portfolio: a folder of studies' folders, with a portfolio.yaml or without, or such a file.
 *
 * @throws {Trouble} with every key and value that is not known, or where no study is found.
 */
export function readPortfolio(path: string): Portfolio {
  if (!exists(path)) throw new Trouble([{ code: "no-portfolio", file: path, text: "is not there." }]);
  const file = isFile(path) ? path : join(path, PORTFOLIO);
  const folder = dirname(resolve(file));
  const said = exists(file) ? parse(folder, basename(file)) : schema.parse({});
  const found = globSync(
    said.studies.map((glob) => `${glob.replace(/\/+$/, "")}/study.yaml`),
    { cwd: folder, onlyFiles: true, expandDirectories: false },
  );
  if (found.length === 0) {
    const isStudy = exists(join(folder, "study.yaml"));
    const of = isStudy ? "; it is a study itself, for `deltact run`" : "";
    const told = `no folder that fits ${listing(said.studies)} holds a study.yaml${of}.`;
    throw new Trouble([{ code: "no-portfolio", file: path, text: told }]);
  }
  return {
    name: said.portfolio ?? basename(folder),
    studies: [...new Set(found)].sort().map((one) => dirname(resolve(folder, one))),
    slurm: said.slurm,
    ledger: said.ledger === undefined || isAddress(said.ledger) ? (said.ledger ?? "") : resolve(folder, said.ledger),
  };
}

function parse(folder: string, file: string): z.infer<typeof schema> {
  const { value, lineOf } = parseYaml(file, decode(plain(readInput(folder, file))));
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.flatMap((issue): Problem[] => {
    const path = issue.path.map(String);
    if (issue.code === "unrecognized_keys") {
      const keys = Object.keys(path.length === 0 ? schema.shape : slurmSection.shape);
      return issue.keys.map((key) => ({
        ...{ code: "portfolio-value", file, line: lineOf([...path, key]), column: [...path, key].join(".") },
        text: `is not a key that ${PORTFOLIO} knows${suggestion(key, keys)}`,
      }));
    }
    const came = path.reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], value);
    const name = path.join(".").replace(/\.\d+$/, "");
    // What may hold a password is not repeated.
    const told =
      name === "ledger"
        ? "what is there"
        : quote(typeof came === "string" ? came : (JSON.stringify(came) ?? "nothing"));
    const at = { file, line: lineOf(path), column: path.join(".") };
    return [{ code: "portfolio-value", ...at, text: `${told} is not ${expected[name] ?? "a text"}.` }];
  });
  throw new Trouble(problems);
}

import { type Code, remedies } from "./remedies.ts";

/** Something in the input that stops the run: where, what came, what was expected, what to do. */
export interface Problem {
  readonly code: Code;
  /** Path as the study gives it, and the line in it, from 1. */
  readonly file?: string | undefined;
  /** Where in the file, as a card's `part`. */
  readonly part?: string | undefined;
  readonly line?: number | undefined;
  /** Record of a dataset, from 1, where the file has no lines. */
  readonly record?: number | undefined;
  readonly column?: string | undefined;
  /** What came and what was expected, in a sentence. */
  readonly text: string;
}

/** Input that cannot be computed from. Its message tells every problem, those of one kind together. */
export class Trouble extends Error {
  override readonly name = "Trouble";
  constructor(readonly problems: readonly Problem[]) {
    super(spell(problems));
  }
}

/** Collects problems, so that one run tells them all. */
export class Troubles {
  readonly problems: Problem[] = [];

  add(problem: Problem): void {
    this.problems.push(problem);
  }

  /** @throws {Trouble} if any problem was added. */
  stop(): void {
    if (this.problems.length > 0) throw new Trouble(this.problems);
  }
}

/** How many problems of one kind are printed; the others are counted. */
const SHOWN = 12;

function spell(problems: readonly Problem[]): string {
  const kinds = new Map<Code, Problem[]>();
  for (const problem of problems) kinds.set(problem.code, [...(kinds.get(problem.code) ?? []), problem]);
  const blocks: string[] = [];
  for (const [code, alike] of kinds) {
    const lines = alike.slice(0, SHOWN).map((problem) => `${where(problem)}${problem.text}`);
    if (alike.length > SHOWN) lines.push(`... and ${alike.length - SHOWN} more like these.`);
    blocks.push(`${lines.join("\n")}\n  -> ${remedies[code]} [${code}]`);
  }
  return blocks.join("\n");
}

function where({ file, part = "", line, record, column }: Problem): string {
  const row = line ? `line ${line}` : record && `record ${record}`;
  const place = [[file && printable(file + part), row].filter(Boolean).join(" "), column && printable(column)]
    .filter(Boolean)
    .join(", ");
  return place && `${place}: `;
}

/** A text from data, for a message: quoted, cut, and without characters that could steer a terminal. */
export function quote(text: string): string {
  const cut = text.length > 60 ? `${text.slice(0, 57)}...` : text;
  return `"${printable(cut)}"`;
}

/** A text without characters that could steer a terminal. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (c) => `\\u${c.codePointAt(0)!.toString(16).padStart(4, "0")}`);
}

/** "a, b and c", the first few of many. */
export function listing(words: readonly string[], most = 8): string {
  const shown = words.slice(0, most).map(quote);
  if (words.length > most) return `${shown.join(", ")} and ${words.length - most} more`;
  return shown.length > 1 ? `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}` : (shown[0] ?? "nothing");
}

import { all, create, type EvalFunction, type MathNode } from "mathjs";
import type { Subject } from "../data/subject.ts";
import { listing, quote, type Troubles } from "../data/trouble.ts";

/** What a formula may call; mathjs can do far more, and none of it is within reach of a study file. */
const allowed = ["abs", "ceil", "exp", "floor", "log", "log10", "log2", "max", "min", "round", "sqrt"];

type Value = number | string | boolean;

const math = create(all!, {});

// Texts are compared as texts, and `in` asks whether a list holds a value, instead of converting units.
math.import(
  {
    equal: (a: Value, b: Value) => a === b,
    unequal: (a: Value, b: Value) => a !== b,
    to: (a: Value, list: { toArray(): Value[] }) => list.toArray().includes(a),
  },
  { override: true },
);

/**
 * Adds columns to the subjects that formulas make of their columns: `high_blasts: blast_percent > 50`. A formula that
 * needs a cell which is blank gives a blank; true and false become yes and no.
 */
export function derive(
  formulas: Readonly<Record<string, string>>,
  subjects: readonly Subject[],
  lineOf: (name: string) => number | undefined,
  troubles: Troubles,
): Subject[] {
  const tell = (name: string, text: string) =>
    troubles.add({ code: "formula-wrong", file: "study.yaml", line: lineOf(name), column: `derive.${name}`, text });
  const known = new Set(Object.keys(subjects[0]?.columns ?? {}));
  const compiled: { readonly name: string; readonly uses: readonly string[]; readonly code: EvalFunction }[] = [];
  for (const [name, formula] of Object.entries(formulas)) {
    const trouble = (text: string) => tell(name, text);
    if (known.has(name)) trouble(`${quote(name)} is a column of the subjects table already.`);
    try {
      const node = math.parse(formula);
      const uses = namesIn(node);
      const unknown = uses.filter((use) => !known.has(use));
      if (unknown.length > 0)
        trouble(
          `${quote(formula)} uses ${listing(unknown)}, which is neither a column (${listing([...known])}) nor one of ${listing(allowed, 20)}.`,
        );
      else compiled.push({ name, uses, code: node.compile() });
    } catch (error) {
      trouble(`${quote(formula)}: ${(error as Error).message}.`);
    }
    known.add(name);
  }
  return subjects.map((subject) => {
    const columns: Record<string, string> = { ...subject.columns };
    for (const { name, uses, code } of compiled) {
      const blank = uses.some((use) => (columns[use] ?? "") === "");
      columns[name] = blank
        ? ""
        : evaluate(code, uses, columns, (text) => tell(name, `for subject ${quote(subject.subject)}: ${text}`));
    }
    return { ...subject, columns };
  });
}

/** The names that a formula reads, functions that are allowed left out. */
function namesIn(node: MathNode): string[] {
  const names = new Set<string>();
  node.traverse((inner) => {
    const { name, isSymbolNode } = inner as MathNode & { readonly name?: string; readonly isSymbolNode?: boolean };
    if (isSymbolNode && name !== undefined && !allowed.includes(name) && name !== "true" && name !== "false")
      names.add(name);
  });
  return [...names];
}

function evaluate(
  code: EvalFunction,
  uses: readonly string[],
  columns: Readonly<Record<string, string>>,
  trouble: (text: string) => void,
): string {
  const scope = new Map(uses.map((use) => [use, asValue(columns[use]!)]));
  try {
    const value: unknown = code.evaluate(scope);
    if (typeof value === "boolean") return value ? "yes" : "no";
    if (typeof value === "string" || (typeof value === "number" && Number.isFinite(value))) return String(value);
    trouble(`gives ${quote(String(value))}, which is neither a number, a text, nor true or false.`);
  } catch (error) {
    trouble(`${(error as Error).message}.`);
  }
  return "";
}

/** A cell as a formula sees it: a number where it is one. */
function asValue(cell: string): Value {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(cell) ? Number(cell) : cell;
}

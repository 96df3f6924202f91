import { all, create, type EvalFunction, type MathNode } from "mathjs";
import { listing, quote } from "../data/trouble.ts";
import { numberIn } from "../data/written.ts";

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

type Columns = Readonly<Record<string, string>>;

/** A formula of study.yaml, understood. */
interface Formula {
  readonly name: string;
  readonly uses: readonly string[];
  readonly code: EvalFunction;
}

/** Formulas by whose columns they read: those of subjects alone, or of their samples too. */
export interface Formulas {
  readonly ofSubjects: readonly Formula[];
  readonly ofSamples: readonly Formula[];
}

/** Tells what is wrong with the formula of a name. */
export type TellFormula = (name: string, text: string) => void;

/**
 * Understands formulas, in their order: `high_blasts: blast_percent > 50`. A formula may use the columns that those before
 * it make. One that reads a column of the samples table is computed for each sample, any other for each subject.
 */
export function understand(
  formulas: Readonly<Record<string, string>>,
  headings: { readonly subjects: readonly string[]; readonly samples: readonly string[] },
  tell: TellFormula,
): Formulas {
  const ofSubjects: Formula[] = [];
  const ofSamples: Formula[] = [];
  const known = { subjects: new Set(headings.subjects), all: new Set([...headings.subjects, ...headings.samples]) };
  for (const [name, text] of Object.entries(formulas)) {
    if (known.all.has(name)) tell(name, `${quote(name)} is a column already.`);
    try {
      const node = math.parse(text);
      const uses = namesIn(node);
      const unknown = uses.filter((use) => !known.all.has(use));
      const bySubject = uses.every((use) => known.subjects.has(use));
      if (unknown.length > 0)
        tell(
          name,
          `${quote(text)} uses ${listing(unknown)}, which is neither a column (${listing([...known.all])}) nor one of ${listing(allowed, 20)}.`,
        );
      else (bySubject ? ofSubjects : ofSamples).push({ name, uses, code: node.compile() });
      if (bySubject) known.subjects.add(name);
    } catch (error) {
      tell(name, `${quote(text)}: ${(error as Error).message}.`);
    }
    known.all.add(name);
  }
  return { ofSubjects, ofSamples };
}

/**
 * The columns that formulas make of columns. A formula that needs a cell which is blank gives a blank; true and false
 * become yes and no. `whose` is for errors.
 */
export function compute(formulas: readonly Formula[], columns: Columns, whose: string, tell: TellFormula): Columns {
  const all: Record<string, string> = { ...columns };
  const made: Record<string, string> = {};
  for (const { name, uses, code } of formulas) {
    const blank = uses.some((use) => (all[use] ?? "") === "");
    made[name] = blank ? "" : evaluate(code, uses, all, (text) => tell(name, `for ${whose}: ${text}`));
    all[name] = made[name];
  }
  return made;
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
  const number = numberIn(cell);
  return Number.isNaN(number) ? cell : number;
}

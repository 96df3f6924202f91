import { type Document, isMap, LineCounter, parseDocument, visit } from "yaml";
import { type Problem, quote, Trouble } from "../data/trouble.ts";

/** A text in YAML, read. */
export interface YamlFile {
  readonly value: unknown;
  /** Line of the key at the end of a path, or of the nearest one above it that is there. */
  readonly lineOf: (path: readonly string[]) => number | undefined;
}

/** @throws {Trouble} with the line of every place that is not YAML. */
export function parseYaml(file: string, text: string): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number) => lines.linePos(offset).line;
  if (document.errors.length > 0) {
    throw new Trouble(
      document.errors.map((error): Problem => {
        const [first] = error.message.split("\n");
        return { code: "study-syntax", file, line: at(error.pos[0]), text: `${first}.` };
      }),
    );
  }
  const problems = unquoted(document, at, file);
  if (problems.length > 0) throw new Trouble(problems);
  return { value: document.toJS() ?? {}, lineOf: (path) => lineOf(document, at, path) };
}

/** A text that begins with * means something else to YAML. */
function unquoted(document: Document, at: (offset: number) => number, file: string): Problem[] {
  const problems: Problem[] = [];
  visit(document, {
    Alias(_, alias) {
      if (alias.resolve(document) !== undefined) return;
      const text = `${quote(`*${alias.source}`)} begins with *, and so needs quotes.`;
      problems.push({ code: "study-syntax", file, line: alias.range ? at(alias.range[0]) : undefined, text });
    },
  });
  return problems;
}

function lineOf(document: Document, at: (offset: number) => number, path: readonly string[]): number | undefined {
  for (let depth = path.length; depth > 0; depth--) {
    const map = depth === 1 ? document.contents : document.getIn(path.slice(0, depth - 1), true);
    if (!isMap(map)) continue;
    const pair = map.items.find((item) => String(item.key) === path[depth - 1]);
    const range = (pair?.key as { range?: [number, number, number] } | undefined)?.range;
    if (range) return at(range[0]);
  }
  return undefined;
}

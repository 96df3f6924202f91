import { isOfWells } from "./another-table.ts";
import { fold } from "./fold.ts";
import { type Headings, headingsOf } from "./headings.ts";
import type { Layout } from "./layout.ts";
import type { Lines } from "./lines.ts";
import type { Delimiter } from "./text.ts";

export interface Header {
  /** Undefined: the text ends before them. */
  readonly headings: Headings | undefined;
  /** The card's name by the key lines; "" where they do not tell. */
  readonly card: string;
  /** What the run is called, which several cards may be; "" where nothing tells. */
  readonly title: string;
  /** When it ran, by card; "" where there is one only. */
  readonly run: ReadonlyMap<string, string>;
  readonly instrument: string;
  readonly software: string;
  /** Line of another table's headings, passed on the way to these; undefined: there is none. */
  readonly passed: number | undefined;
  /** Number of the plate's last well by what the plate is said to be; 0 where nothing tells. */
  readonly last: number;
  /** All key lines, folded. */
  readonly keys: ReadonlyMap<string, string>;
}

/**
 * Reads key lines up to the headings of the table of wells, and leaves `lines` behind them. `delimiter`: what the file parts
 * cells by, which may stand in the value of a key line without quotes.
 */
export function readHeader(lines: Lines, layout: Layout, delimiter: Delimiter = "\t"): Header {
  const keys = new Map<string, string>();
  const cards: string[] = [];
  const run = new Map<string, string>();
  let inside = layout.section === undefined;
  let sections = false;
  let passed: number | undefined;
  let program = "";
  const header = (headings?: Headings): Header => {
    const named = (names: readonly string[] = []) => names.map((name) => keys.get(name)).find((value) => value) ?? "";
    const { card, title, instrument, software, block } = layout.keys;
    return {
      headings,
      card: cards.length === 1 ? cards[0]! : named(card),
      title: named(title),
      run,
      instrument: named(instrument),
      software: named(software) || program,
      passed,
      last: Number(/(?:^|\D)(96|384)(?:\D|$)/.exec(named(block))?.[1] ?? 0),
      keys,
    };
  };
  for (let line = lines.next(); line !== undefined; line = lines.next()) {
    if (layout.section !== undefined && line.startsWith("[")) {
      sections = true;
      inside = line.trim() === layout.section;
      if (!inside) lines.skipTo(layout.section);
      continue;
    }
    if (lines.line === 1) program = layout.keys.program?.exec(line)?.[0] ?? "";
    const headings = inside || !sections ? headingsOf(line, layout) : undefined;
    if (headings !== undefined) return header(headings);
    if (passed === undefined && isOfWells(line)) passed = lines.line;
    const pair = pairOf(line);
    if (pair === undefined) continue;
    const key = fold(pair[0]);
    const value = pair[1].trim().replaceAll("\t", delimiter);
    if (value === "" || value === "NA") continue;
    if (key === "embeddedfile") cards.push(value);
    else if (layout.keys.run.includes(key) && !NEVER.test(value)) run.set(cards.at(-1) ?? "", value);
    keys.set(key, value);
  }
  return header();
}

/** What a clock that was never set calls the time of a run. */
const NEVER = /^(?:1969-12-31|1970-01-01)/;

/** "* key = value", "# key: value" or, in two cells, "key" and "value". */
function pairOf(line: string): readonly [string, string] | undefined {
  const found = line.startsWith("*")
    ? /^\*\s*([^=]+?)\s*=\s?(.*)$/.exec(line)
    : line.startsWith("#")
      ? /^#\s*([^:\t]+?)\s*:\s*(.*)$/.exec(line)
      : /^([^\t]+?):?\t([^\t]*)/.exec(line);
  return found === null ? undefined : [found[1]!, found[2]!];
}

import { fold } from "./fold.ts";
import type { Layout } from "./layout.ts";
import type { Lines } from "./lines.ts";

export interface Header {
  readonly headings: readonly string[] | undefined;
  /** The same, folded. */
  readonly folded: readonly string[];
  /** The card's name by the key lines; "" where they do not tell. */
  readonly card: string;
  /** What the run is called, which several cards may be; "" where nothing tells. */
  readonly title: string;
  /** When it ran, by card; "" where there is one only. */
  readonly run: ReadonlyMap<string, string>;
}

/** Reads key lines up to the headings of the table of wells, and leaves `lines` behind them. */
export function readHeader(lines: Lines, layout: Layout): Header {
  const keys = layout.header.key.split("|");
  const names = new Map<string, string>();
  const cards: string[] = [];
  const run = new Map<string, string>();
  let inside = layout.section === undefined;
  let sections = false;
  for (let line = lines.next(); line !== undefined; line = lines.next()) {
    if (layout.section !== undefined && line.startsWith("[")) {
      sections = true;
      inside = line.trim() === layout.section;
      if (!inside) lines.skipTo(layout.section);
      continue;
    }
    const cells = line.split("\t");
    const folded = cells.length > 3 && (inside || !sections) ? cells.map(fold) : [];
    if (isTable(folded, layout)) {
      const name = cards.length === 1 ? cards[0]! : (keys.map((key) => names.get(key)).find((value) => value) ?? "");
      return { headings: trimEnd(cells), folded, card: name, title: names.get(layout.header.title ?? "") ?? "", run };
    }
    const pair = layout.header.pattern.exec(line);
    if (pair === null) continue;
    const key = fold(pair[1]!);
    const value = pair[2]!.trim();
    if (value === "" || value === "NA") continue;
    if (key === "embeddedfile") cards.push(value);
    else if (key === layout.header.run) run.set(cards.at(-1) ?? "", value);
    names.set(key, value);
  }
  return { headings: undefined, folded: [], card: "", title: "", run };
}

function isTable(folded: readonly string[], layout: Layout): boolean {
  const { well, assay, sample } = layout.columns;
  return (
    folded.length > 0 &&
    well.includes(folded[0]!) &&
    [assay, sample].some((names) => names.some((name) => folded.includes(name)))
  );
}

function trimEnd(cells: readonly string[]): string[] {
  let length = cells.length;
  while (length > 0 && cells[length - 1]!.trim() === "") length--;
  return cells.slice(0, length).map((cell) => cell.trim());
}

import type { InspectedCard, InspectedTable, Inspection, TextForm } from "../data/inspection.ts";
import { listing, printable, quote, Trouble } from "../data/trouble.ts";

/** What was recognised in a file, in lines for people: the same as its JSON, long lists cut. */
export function inspectionLines(inspection: Inspection): string[] {
  const { file, kind, texts, formats, tables, cards, samples, assays, wells, flags, doubts, refused } = inspection;
  const lines: (readonly [string, string])[] = [];
  const add = (label: string, ...told: readonly string[]) => {
    for (const [at, text] of told.entries()) lines.push([at === 0 ? label : "", text]);
  };
  add("format", formats.map(({ title, tested }) => `${title} (tested on ${exports[tested]})`).join("; ") || "none");
  add(kind, ...texts.map(formOf));
  if (kind !== "text" && texts.length === 0) add("file", kind);
  for (const table of tables) add("table", ...tableLines(table));
  if (wells.all > 0) {
    add("software", ...distinct(cards, "software"));
    add("instrument", ...distinct(cards, "instrument"));
    add("cards", ...most(cards.map(cardOf), "cards"));
    add("samples", `${samples.length}: ${listing(samples)}`);
    add("assays", `${assays.length}: ${listing(assays)}`);
    const { all, measured, undetermined, noResult, omitted, nameless } = wells;
    const states = `${measured} measured, ${undetermined} undetermined, ${noResult} without a result`;
    add("wells", `${all}: ${states}; ${omitted} omitted, ${nameless} without a sample's name`);
    add("flags", ...(flags.length > 0 ? flags.map(flagOf) : ["none"]));
    add("thresholds", ...most([...new Set(cards.map(thresholdsOf))], "ways"));
  }
  add("doubts", ...(doubts.length > 0 ? doubts : refused.length > 0 ? [] : ["none"]));
  const told = lines.map(([label, text]) => `  ${label.padEnd(12)}${printable(text)}`);
  // The message of the trouble is safe to print, its lines parted by line ends.
  const why = refused.length > 0 ? new Trouble(refused).message.split("\n").map((line) => `    ${line}`) : [];
  return [printable(file), ...told, ...(why.length > 0 ? ["  refused", ...why] : [])];
}

const exports = { real: "exports of instruments", made: "made exports" } as const;

/** Cards, flags and the like that are printed. */
const SHOWN = 12;

function most(lines: readonly string[], noun: string): string[] {
  const more = lines.length - SHOWN;
  return more > 0 ? [...lines.slice(0, SHOWN), `and ${more} more ${noun}`] : [...lines];
}

function formOf({ part, encoding, lineEnds, delimiter }: TextForm): string {
  const ends = Object.entries(lineEnds).flatMap(([kind, lines]) => (lines > 0 ? [`${lines} ${kind}`] : []));
  return `${part && `${part}: `}${encoding}; line ends: ${ends.join(", ") || "none"}; cells parted by ${delimiter}s`;
}

function tableLines({ part, line, headings, unread, decimals }: InspectedTable): string[] {
  const places = new Map<string, string[]>();
  for (const { heading, as } of headings) places.set(as, [...(places.get(as) ?? []), heading]);
  return [
    `${part && `${part}, `}headings in line ${line}; decimal mark: ${decimals.join(", ")}`,
    `read: ${[...places].map(([as, own]) => `${own.join(", ")} = ${as}`).join("; ")}`,
    `nobody reads: ${unread.length > 0 ? listing(unread, 40) : "none"}`,
  ];
}

/** What the cards tell, once. */
function distinct(cards: readonly InspectedCard[], key: "software" | "instrument"): string[] {
  const told = [...new Set(cards.map((card) => card[key]))].filter((text) => text !== "");
  return told.length > 0 ? most(told, "others") : ["not told"];
}

function cardOf({ card, part, wells, positions, layout, run }: InspectedCard): string {
  const of = positions > 0 ? ` of ${positions}` : "";
  return `${quote(card)}${part && ` in ${part}`}: ${wells}${of} wells, ${layout}, run ${run || "not told"}`;
}

function flagOf({ flag, meaning, wells }: Inspection["flags"][number]): string {
  return `${flag} in ${wells} ${wells === 1 ? "well" : "wells"}${meaning && ` (${meaning})`}`;
}

function thresholdsOf({ thresholds }: InspectedCard): string {
  if (thresholds === undefined) return "not told";
  const { low, high, automatic, manual, unsaid } = thresholds;
  const values = low === undefined ? "" : low === high ? `${low}; ` : `${low} to ${high}; `;
  const ways = [automatic && `${automatic} automatic`, manual && `${manual} by hand`, unsaid && `${unsaid} not said`];
  return `${values}assays: ${ways.filter(Boolean).join(", ")}`;
}

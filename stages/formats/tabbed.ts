import { listing, quote } from "../../data/trouble.ts";
import { contradictionIn } from "./contradiction.ts";
import { decimalMarks } from "./decimal-mark.ts";
import { doubleCt } from "./double-ct.ts";
import { FileCards } from "./file-cards.ts";
import { fold } from "./fold.ts";
import { readHeader } from "./header.ts";
import type { Intake } from "./intake.ts";
import type { Layout } from "./layout.ts";
import { Lines } from "./lines.ts";
import { numberingOf } from "./numbering.ts";
import type { Text } from "./text.ts";
import { readWells } from "./well-table.ts";

/** Reads one text: its key lines, then the table of wells, whose columns are found by their headings. */
export function readTabbed(text: Text, intake: Intake, layout: Layout): void {
  const { file, part } = text;
  if (text.broken) {
    intake.troubles.add({ code: "csv-syntax", file, part, ...text.broken });
    return;
  }
  const lines = new Lines(text.bytes, text.lineOf);
  const header = readHeader(lines, layout, text.delimiter);
  const found = header.headings;
  if (found === undefined) {
    const ends = `ends before the table of wells begins${layout.section ? ` (no ${layout.section})` : ""}.`;
    intake.troubles.add({ code: "file-truncated", file, part, line: lines.line, text: ends });
    return;
  }
  if (header.passed !== undefined) {
    const text = `another table of wells stands before that of line ${lines.line}: two exports were put into one file.`;
    intake.troubles.add({ code: "table-twice", file, part, line: header.passed, text });
    return;
  }
  const { columns } = found;
  const [, instead] = Object.entries(layout.instead ?? {}).find(([heading]) => found.folded.includes(heading)) ?? [];
  if (instead !== undefined && columns.ct < 0) {
    intake.troubles.add({ code: "no-ct", file, part, line: lines.line, text: `the table ${instead}.` });
    return;
  }
  const denied = contradictionIn(lines, found) ?? doubleCt(lines, found);
  if (denied) {
    intake.troubles.add({ code: "columns-contradict", file, part, ...denied });
    return;
  }
  for (const need of layout.order ? needed.slice(1) : needed) {
    if (columns[need] >= 0 || (need === "well" && columns.position >= 0)) continue;
    const wanted = (layout.columns[need] ?? []).map((name) => quote(name)).join(" or ");
    const text = `the table of wells has no column ${wanted}; its columns are ${listing(found.written, 12)}.`;
    intake.troubles.add({ code: "column-missing", file, part, line: lines.line, text });
    return;
  }
  const width = found.written.length;
  const marks = decimalMarks(lines, columns, width);
  intake.account?.({ text, format: layout.format, header, line: lines.line, columns, marks, unread: unread() });
  const cards = new FileCards(intake.wells, text, layout.format, header, columns.instrument);
  const numbering = numberingOf(lines, columns, layout, width);
  readWells({ text, lines, cards, headings: found, marks, numbering, layout, last: header.last }, intake);

  /** Headings that nothing was read from. */
  function unread(): string[] {
    const { written, flags, flagTexts } = found!;
    const read = new Set([...Object.values(columns), ...flags.map(({ column }) => column), ...flagTexts]);
    return written.filter((heading, index) => !read.has(index) && fold(heading) !== "");
  }
}

const needed = ["well", "sample", "assay", "ct"] as const;

import { plain } from "../../data/encoding.ts";
import type { Export } from "../../data/export.ts";
import { listing, quote } from "../../data/trouble.ts";
import { FileCards } from "./file-cards.ts";
import { readHeader } from "./header.ts";
import type { Intake } from "./intake.ts";
import type { Layout } from "./layout.ts";
import { Lines } from "./lines.ts";
import { readWells } from "./well-table.ts";

/** Reads one tab-delimited export: its key lines, then the table of wells, whose columns are found by their headings. */
export function readTabbed(source: Export, intake: Intake, layout: Layout): void {
  const bytes = plain(source.bytes);
  const lines = new Lines(bytes);
  const header = readHeader(lines, layout);
  const found = header.headings;
  if (found === undefined) {
    intake.troubles.add({
      code: "file-truncated",
      file: source.file,
      line: lines.line,
      text: `ends before the table of wells begins${layout.section ? ` (no ${layout.section})` : ""}.`,
    });
    return;
  }
  const at = (names: readonly string[] = []) =>
    names.map((name) => header.folded.indexOf(name)).find((index) => index >= 0) ?? -1;
  const { columns: named } = layout;
  const columns = {
    ...{ well: at(named.well), position: at(named.position), sample: at(named.sample), assay: at(named.assay) },
    ...{ task: at(named.task), ct: at(named.ct), vendorMean: at(named.vendorMean), omitted: at(named.omitted) },
    ...{ card: at(named.card), ampScore: at(named.ampScore), cqConfidence: at(named.cqConfidence) },
    threshold: at(named.threshold),
    automaticThreshold: at(named.automaticThreshold),
    automaticBaseline: at(named.automaticBaseline),
  };
  for (const need of ["well", "sample", "assay", "ct"] as const) {
    if (columns[need] >= 0) continue;
    const wanted = layout.columns[need].map((name) => quote(name)).join(" or ");
    intake.troubles.add({
      code: "column-missing",
      file: source.file,
      line: lines.line,
      text: `the table of wells has no column ${wanted}; its columns are ${listing(found, 12)}.`,
    });
    return;
  }
  const flags = layout.flags.map((name) => ({ name, column: found.indexOf(name) })).filter(({ column }) => column >= 0);
  const cards = new FileCards(intake.wells, source.file, layout.format, header);
  readWells({ file: source.file, lines, cards, columns, flags, width: found.length }, intake);
}

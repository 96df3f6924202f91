import { listing, quote } from "../../data/trouble.ts";
import { fold } from "./fold.ts";
import type { Format } from "./format.ts";
import { rowsOf, withRows } from "./rows.ts";
import { tablesWhere } from "./source.ts";
import { readTabbed } from "./tabbed.ts";

const TARGET = ["target name", "target", "gene", "assay"];

/**
 * LightCycler 480 results: the first line names the experiment and the filter, and the table has no column of targets. The
 * filter is a colour, which every assay on the plate may have: without a column of targets, which a copy can be given,
 * nothing is read. An empty Cp stays without result, for the software writes none of a well that it did not analyse either.
 */
export const lightcycler: Format = {
  name: "lightcycler",
  title: "LightCycler 480 results text with a column Target",
  tested: "made",
  recognise: (source) =>
    tablesWhere(source, (head) => /^Experiment: /.test(head) && /[\r\n]Include\tColor\tPos\tName\t/.test(head)),
  read(text, intake) {
    const rows = rowsOf(text);
    const [, experiment = "", filter = ""] =
      /^Experiment: *(.*?)(?: +Selected Filter: *(.*?))?\s*$/.exec(rows[0]?.cells.join(" ") ?? "") ?? [];
    const headings = rows.find(({ cells }) => cells[0] === "Include");
    if (headings && !headings.cells.some((cell) => TARGET.includes(fold(cell)))) {
      const columns = listing(headings.cells.filter(Boolean), 12);
      intake.troubles.add({
        ...{ code: "assay-unnamed", file: text.file, part: text.part, line: headings.line },
        text: `no column names a target, and the filter ${quote(filter)} is not one; the columns are ${columns}.`,
      });
      return;
    }
    const titled = [{ cells: ["Experiment", experiment], line: 1 }, ...rows.slice(1)];
    readTabbed(withRows(text, titled), intake, {
      format: "lightcycler",
      columns: {
        position: ["pos"],
        sample: ["name", "sample name"],
        assay: TARGET,
        ct: ["cp"],
        included: ["include"],
      },
      flagTexts: ["status"],
      keys: { card: [], title: ["experiment"], run: [] },
    });
  },
};

import type { Trace } from "../../data/trace.ts";
import { improveFigures } from "./figures.ts";
import { Find } from "./find.ts";
import { GeneDialog } from "./gene-dialog.tsx";
import { linkGenes } from "./links.ts";
import { improveTables } from "./tables.ts";

// What a report with genes gains where scripts run: as other pages, tables are sorted, filtered and saved, and figures
// saved; genes are found, and each has a page of its own. The report is complete without it.

const find = new Find();
const trace: Trace = JSON.parse(document.getElementById("trace")!.textContent!);
const genes = new GeneDialog(trace, (page) => improve(page));
improve(document.body);
genes.follow();
find.begin(trace, (gene) => genes.go(gene));

/** A part of the page that was drawn. */
function improve(part: HTMLElement): void {
  linkGenes(part, trace, (gene) => genes.go(gene));
  improveTables(part, find);
  improveFigures(part);
}

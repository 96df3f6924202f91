import type { Trace } from "../../data/trace.ts";
import { improveFigures } from "./figures.ts";
import { Find } from "./find.ts";
import { GeneDialog } from "./gene-dialog.tsx";
import { linkGenes } from "./links.ts";
import { improveTables } from "./tables.ts";

// What the report gains where scripts run: tables are sorted, filtered and saved, figures saved, genes found, and each
// gene has a page of its own. The report is complete without it.

const find = new Find();
const traced = document.getElementById("trace")?.textContent;
const trace: Trace | undefined = traced ? JSON.parse(traced) : undefined;
const genes = trace && new GeneDialog(trace, (page) => improve(page));
improve(document.body);
genes?.follow();
find.begin(trace, (gene) => genes?.go(gene));

/** A part of the page that was drawn. */
function improve(part: HTMLElement): void {
  if (trace && genes) linkGenes(part, trace, (gene) => genes.go(gene));
  improveTables(part, find);
  improveFigures(part);
}

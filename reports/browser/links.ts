import type { Trace } from "../../data/trace.ts";
import { all, make } from "./make.ts";

/** Leads from the name of a gene, in a table or beside a mark of a figure, to its page. */
export function linkGenes(part: HTMLElement, trace: Trace, go: (gene: number) => void): void {
  const known = new Map<string, number>();
  trace.genes.forEach(({ assay, gene }, index) => {
    known.set(assay, index);
    if (!known.has(gene)) known.set(gene, index);
  });
  for (const table of all<HTMLTableElement>("table", part)) {
    const names = all("thead th", table).map((head) => head.firstChild?.textContent);
    const assay = names.indexOf("assay");
    const gene = names.includes("gene") ? names.indexOf("gene") : names.indexOf("label");
    if (gene < 0) continue;
    for (const row of table.tBodies[0]!.rows) {
      const cell = row.cells[gene]!;
      const index = known.get(row.cells[assay]?.textContent ?? "") ?? known.get(cell.textContent ?? "");
      if (index === undefined) continue;
      const link = make("a", { href: hashOf(trace, index) });
      link.append(...cell.childNodes);
      cell.append(link);
    }
  }
  // Where a finding is told, the way to its gene's page.
  for (const place of all("[data-page]", part)) {
    const index = known.get(place.dataset.page!);
    if (index === undefined) continue;
    place.append(", ", make("a", { href: hashOf(trace, index) }, `all of ${trace.genes[index]!.gene}`));
  }
  for (const mark of all<SVGElement>("[data-gene]", part)) {
    const index = known.get(mark.dataset.gene!);
    if (index === undefined) continue;
    mark.classList.add("goes");
    mark.addEventListener("click", () => go(index));
  }
}

/** Where the page of a gene is, within the report. */
export function hashOf(trace: Trace, gene: number): string {
  return `#gene=${encodeURIComponent(trace.genes[gene]!.assay)}`;
}

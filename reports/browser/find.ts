import type { Trace } from "../../data/trace.ts";
import { all, make } from "./make.ts";

/** The field above the report: what is typed is looked for in the rows and marks of all of it; Enter opens a gene's page. */
export class Find {
  private readonly hidden = new WeakMap<HTMLElement, Set<string>>();

  /** Hides a row for a reason, or shows it where no other reason is left. */
  hide(row: HTMLElement, reason: string, is: boolean): void {
    const reasons = this.hidden.get(row) ?? new Set();
    this.hidden.set(row, reasons);
    if (is) reasons.add(reason);
    else reasons.delete(reason);
    row.hidden = reasons.size > 0;
  }

  begin(trace: Trace | undefined, go: (gene: number) => void): void {
    const status = make("span", { role: "status", class: "status" });
    const nav = document.querySelector("nav");
    const label = make("label", { class: "find" }, `Find ${nav?.dataset.find ?? "gene or sample"} `);
    const field = make("input", { type: "search", autocomplete: "off", spellcheck: "false" });
    label.append(field);
    if (trace) {
      const names = make("datalist", { id: "genes" });
      for (const { gene } of trace.genes) names.append(make("option", { value: gene }));
      field.setAttribute("list", names.id);
      label.append(names);
    }
    nav?.append(label, status);
    const geneOf = (text: string) => {
      const same = (name: string) => name.toLowerCase() === text.trim().toLowerCase();
      return trace?.genes.findIndex(({ assay, gene }) => same(gene) || same(assay)) ?? -1;
    };
    field.addEventListener("input", () => {
      const found = this.look(field.value.trim().toLowerCase());
      const page = geneOf(field.value) >= 0 ? "; Enter opens the gene's page" : "";
      status.textContent = field.value.trim() === "" ? "" : `${found} ${found === 1 ? "row" : "rows"}${page}`;
    });
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && geneOf(field.value) >= 0) go(geneOf(field.value));
    });
  }

  /** Shows the rows that hold a text, and marks the marks; how many rows there are. */
  private look(sought: string): number {
    const has = (text: string | null) => (text ?? "").toLowerCase().includes(sought);
    const rows = all("table[data-find] tbody tr");
    for (const row of rows) this.hide(row, "find", !has(row.textContent));
    for (const title of all<SVGTitleElement>("svg title"))
      if (title.id === "") title.parentElement?.classList.toggle("found", sought !== "" && has(title.textContent));
    return rows.filter((row) => !row.hidden).length;
  }
}

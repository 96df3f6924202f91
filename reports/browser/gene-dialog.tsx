import { render } from "preact";
import type { Trace } from "../../data/trace.ts";
import { GenePage } from "../gene-page.tsx";
import { hashOf } from "./links.ts";
import { make, tool } from "./make.ts";

/** The page of one gene, over the report. Its address is the report's with #gene=ASSAY: it can be sent, and gone back from. */
export class GeneDialog {
  private readonly dialog = make("dialog", { "aria-labelledby": "gene-title", class: "gene" });
  private readonly page = make("div");
  private shown = -1;

  constructor(
    private readonly trace: Trace,
    private readonly improve: (page: HTMLElement) => void,
  ) {
    const tools = make("p", { class: "tools" });
    const step = (by: number) => () => this.go((this.shown + by + trace.genes.length) % trace.genes.length);
    tools.append(
      tool("Previous gene", step(-1)),
      tool("Next gene", step(1)),
      tool("Close", () => this.dialog.close()),
    );
    this.dialog.append(tools, this.page);
    document.body.append(this.dialog);
    this.dialog.addEventListener("close", () => {
      this.shown = -1;
      if (location.hash.startsWith("#gene=")) history.replaceState(null, "", location.pathname + location.search);
    });
    addEventListener("hashchange", () => this.follow());
  }

  go(gene: number): void {
    location.hash = hashOf(this.trace, gene);
  }

  /** Shows the gene that the page's address names; none: shows the report. */
  follow(): void {
    const [, name = ""] = /^#gene=(.*)$/.exec(location.hash) ?? [];
    const gene =
      name === "" ? -1 : this.trace.genes.findIndex((_, index) => hashOf(this.trace, index) === location.hash);
    if (gene === this.shown) return;
    if (gene < 0) {
      this.dialog.close();
      return;
    }
    this.shown = gene;
    // Drawn anew: what was improved is no longer what was drawn.
    const page = make("div");
    render(<GenePage trace={this.trace} gene={gene} />, page);
    this.page.replaceChildren(page);
    this.improve(page);
    if (!this.dialog.open) this.dialog.showModal();
    this.dialog.scrollTop = 0;
  }
}

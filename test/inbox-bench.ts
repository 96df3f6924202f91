import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { exampleStudy } from "../data/example/study.ts";
import type { Processed, ProcessOptions } from "../pipeline/inbox/options.ts";
import { processInbox } from "../pipeline/inbox/process.ts";
import type { Ledger } from "../pipeline/store/ledger.ts";
import { readLedger } from "../pipeline/store/read-store.ts";
import { quickStudy } from "./quick-study.ts";

export const QUIET = 30_000;
export const GRACE = 3_600_000;

/** A study whose exports wait outside, an inbox, and a clock that is turned by hand. */
export class Bench {
  readonly folder: string;
  readonly study: string;
  readonly inbox: string;
  readonly store: string;
  readonly out: string;
  readonly cards = new Map<string, string>();
  readonly lines: string[] = [];
  time = Date.parse("2026-01-05T08:00:00Z");

  constructor(root: string, name: string, options: Parameters<typeof exampleStudy>[0] = {}) {
    this.folder = join(root, name);
    [this.study, this.inbox, this.store, this.out] = ["study", "inbox", "store", "runs"].map((one) =>
      join(this.folder, one),
    ) as [string, string, string, string];
    mkdirSync(this.inbox, { recursive: true });
    for (const { path, text } of exampleStudy({ cards: 3, formats: ["quantstudio"], ...options })) {
      if (path.startsWith("cards/")) this.cards.set(path.slice("cards/".length), text);
      else this.write(join(this.study, path), path === "study.yaml" ? quickStudy(text) : text);
    }
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }

  /** Puts a card into the inbox, as it is or edited. */
  upload(card: number, { as, edit = (text) => text }: { as?: string; edit?: (text: string) => string } = {}): string {
    const [name, text] = [...this.cards][card]!;
    this.write(join(this.inbox, as ?? name), edit(text));
    return as ?? name;
  }

  process(more: Partial<ProcessOptions> = {}): Promise<Processed> {
    return processInbox({
      ...{ studies: [this.study], inbox: this.inbox, store: this.store, out: this.out, quiet: QUIET, grace: GRACE },
      now: () => new Date(this.time),
      tell: (line) => this.lines.push(line),
      ...more,
    });
  }

  /** A look, and what is settled after it. */
  async settle(more: Partial<ProcessOptions> = {}): Promise<Processed> {
    await this.process(more);
    this.time += QUIET;
    return this.process(more);
  }

  ledger<T>(ask: (ledger: Ledger) => T): Promise<T> {
    return readLedger(this.store, ask);
  }

  states(): Promise<Record<string, string>> {
    return this.ledger((ledger) => Object.fromEntries(ledger.uploads().map(({ name, state }) => [name, state])));
  }

  inputs(folder: string): string[] {
    const { inputs } = JSON.parse(readFileSync(join(folder, "provenance.json"), "utf8"));
    return inputs.map(({ path }: { path: string }) => path).filter((path: string) => path.startsWith("inbox/"));
  }
}

/** A card with some of the rows of its table of results. */
export function withWells(keep: (well: number) => boolean): (text: string) => string {
  return (text) => {
    const at = text.indexOf("[Results]");
    const rows = text.slice(at).split("\n");
    return text.slice(0, at) + rows.filter((row) => !/^\d+\t/.test(row) || keep(Number.parseInt(row, 10))).join("\n");
  };
}

import { columns } from "./column.ts";
import type { Csv } from "./csv.ts";
import { listing, quote, Trouble, Troubles } from "./trouble.ts";

export const panelColumns = columns({
  assay_id: { kind: "text", meaning: "The vendor's assay id; may be blank" },
  gene: { kind: "text", meaning: "Gene symbol" },
  category: { kind: "text", meaning: "Gene set that the gene belongs to" },
  role: { kind: "text", meaning: "target, reference, or control (read, but not analysed)" },
});

export interface Assay {
  /** The key: the assay id, or the gene symbol where there is none. */
  readonly assay: string;
  readonly gene: string;
  readonly category: string;
  readonly role: "target" | "reference" | "control";
}

/** The assays of a card, in the panel's order. */
export interface Panel {
  readonly file: string;
  readonly assays: readonly Assay[];
  /** Indices of the reference genes in `assays`. */
  readonly references: readonly number[];
  /** By exact text (assay id, gene symbol, or GENE-assayid) the index in `assays`; "several" when two share the symbol. */
  readonly byText: ReadonlyMap<string, number | "several">;
}

/** So many assays a well can tell apart. */
const MOST = 2 ** 16;

/** @throws {Trouble} on an empty panel or a huge one, unknown roles, or assays that cannot be told apart. */
export function panelOf(csv: Csv<typeof panelColumns>): Panel {
  const troubles = new Troubles();
  const assays: Assay[] = [];
  const byText = new Map<string, number | "several">();
  const lines = new Map<string, number>();
  for (const { line, row } of csv.rows) {
    const at = { file: csv.file, line };
    const { assay_id: id = "", gene = "", category = "", role = "target" } = row;
    if (gene === "")
      troubles.add({ ...at, code: "cell-not-valid", column: "gene", text: "is blank; a gene symbol was expected." });
    if (role !== "target" && role !== "reference" && role !== "control") {
      troubles.add({
        ...at,
        code: "cell-not-valid",
        column: "role",
        text: `${quote(role)} is not target, reference or control.`,
      });
      continue;
    }
    const assay = id || gene;
    const before = lines.get(assay);
    if (before !== undefined) {
      troubles.add({
        ...at,
        code: "row-twice",
        text: `the assay ${quote(assay)} is listed on line ${before} already; ${id ? "assay ids" : "assays without an id"} must differ.`,
      });
      continue;
    }
    lines.set(assay, line);
    const index = assays.push({ assay, gene, category, role }) - 1;
    for (const text of new Set(id ? [id, `${gene}-${id}`] : [])) byText.set(text, index);
    byText.set(gene, byText.has(gene) ? "several" : index);
  }
  troubles.stop();
  if (assays.length === 0) throw new Trouble([{ code: "panel-empty", file: csv.file, text: "lists no assay." }]);
  if (assays.length > MOST)
    throw new Trouble([
      { code: "panel-large", file: csv.file, text: `lists ${assays.length} assays; at most ${MOST} are read.` },
    ]);
  // In the order of their names: the order of the panel's rows must not decide the last digit of a mean.
  const references = assays
    .flatMap((assay, index) => (assay.role === "reference" ? [index] : []))
    .sort((a, b) => (assays[a]!.assay < assays[b]!.assay ? -1 : 1));
  if (references.length === 0) {
    const roles = listing([...new Set(assays.map((assay) => assay.role))]);
    throw new Trouble([
      {
        code: "reference-missing",
        file: csv.file,
        text: `no assay has the role reference (only ${roles}); dCt needs at least one.`,
      },
    ]);
  }
  return { file: csv.file, assays, references, byText };
}

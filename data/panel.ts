import { columns, type Row } from "./column.ts";
import type { Csv } from "./csv.ts";
import { listing, quote, Trouble, Troubles } from "./trouble.ts";

export const panelColumns = columns({
  assay_id: { kind: "text", meaning: "The vendor's assay id; may be blank" },
  gene: { kind: "text", meaning: "Gene symbol" },
  category: { kind: "text", meaning: "Gene set that the gene belongs to" },
  role: { kind: "text", meaning: "target, reference, or control (read, but not analysed)" },
  efficiency: {
    kind: "number",
    meaning:
      "Factor by which a cycle multiplies the assay, above 1 and at most 2.1; blank: assumed 2. Used where expression.normaliser is efficiency",
  },
  efficiency_se: {
    kind: "number",
    meaning: "Standard error of the efficiency; blank: not known, and part of no error",
  },
  ct_min: { kind: "number", meaning: "Smallest Ct that the assay can have; may be blank", unit: "cycles" },
  ct_max: { kind: "number", meaning: "Ct of the assay from which on it is flagged; may be blank", unit: "cycles" },
});

export interface Assay {
  /** The key: the assay id, or the gene symbol where there is none. */
  readonly assay: string;
  readonly gene: string;
  readonly category: string;
  readonly role: "target" | "reference" | "control";
  /** Factor by which a cycle multiplies; undefined where the panel gives none. */
  readonly efficiency?: number;
  readonly efficiencySe?: number;
  readonly ctMin?: number | undefined;
  readonly ctMax?: number | undefined;
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

/** Greatest efficiency: 2 is a doubling, and a little more is the error of a dilution series. */
const GREATEST = 2.1;

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
    const { assay_id: id = "", gene = "", category = "", role = "target", ct_min: ctMin, ct_max: ctMax } = row;
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
    for (const trouble of efficiencyTroubles(row)) troubles.add({ ...at, code: "cell-not-valid", ...trouble });
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
    const known = row.efficiency === undefined ? {} : { efficiency: row.efficiency, ...errorOf(row) };
    const index = assays.push({ assay, gene, category, role, ctMin, ctMax, ...known }) - 1;
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

type PanelRow = Row<typeof panelColumns>;

function errorOf({ efficiency_se }: PanelRow): { efficiencySe?: number } {
  return efficiency_se === undefined ? {} : { efficiencySe: efficiency_se };
}

function efficiencyTroubles({ efficiency, efficiency_se }: PanelRow): { column: string; text: string }[] {
  const troubles = [];
  if (efficiency !== undefined && !(efficiency > 1 && efficiency <= GREATEST))
    troubles.push({
      column: "efficiency",
      text: `${quote(String(efficiency))} is not above 1 and at most ${GREATEST}: 2 is a doubling in each cycle, 95 % is 1.95.`,
    });
  if (efficiency_se !== undefined && (efficiency === undefined || efficiency_se < 0))
    troubles.push({
      column: "efficiency_se",
      text: `${quote(String(efficiency_se))} ${efficiency === undefined ? "stands beside no efficiency" : "is below 0"}.`,
    });
  return troubles;
}

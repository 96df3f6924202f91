import type { Heat, HeatCell } from "../data/figure.ts";
import { groups } from "../data/groups.ts";
import type { Matrix } from "../data/matrix.ts";
import { Cell, isNonDetect } from "../data/replicates.ts";
import type { Wells } from "../data/well.ts";
import { averageLinkage } from "./statistics/average-linkage.ts";
import { euclideanDistances } from "./statistics/euclidean-distances.ts";

/** What a heat map of expression is drawn from. */
export interface Expressed {
  readonly wells: Wells;
  readonly delta: Matrix<"delta-ct">;
  readonly state: Uint8Array;
}

/** A sample as a column of the map. */
export interface HeatColumn {
  readonly sample: number;
  readonly label: string;
  readonly group: string;
}

/** More columns than this are too narrow to be told apart. */
const MOST = 1000;

/** Where non-detects stand in the clustering, unless a measured value of the gene is lower still. */
const LOW = -3;

const HOW =
  "A cell is the distance of log2 expression from the median of its gene over the subjects in which it is detected: unlike a z score it keeps its unit (1 is twofold), so that a gene which hardly varies stays pale. Genes within their category, and subjects within their group, stand in the order of average-linkage clustering (Euclidean distance); a non-detect counts there as low.";

/** The targets by category against samples by group, both in the order of their clustering. */
export function heatMap(
  expressed: Expressed,
  columns: readonly HeatColumn[],
  { title, caption }: { readonly title: string; readonly caption: string },
): Heat {
  const frame = { kind: "heat" as const, title, z: Z, from: "Median log2 expression (-dCt) where detected" };
  if (columns.length > MOST) {
    const told = `${columns.length} subjects are too many columns to be told apart; the values are in expression.csv.`;
    return { ...frame, caption: `${caption} ${told}`, columns: [], rows: [] };
  }
  const { assays } = expressed.wells.panel;
  const count = groups(assays, ({ gene }) => gene);
  const genes = assays.flatMap((assay, index) => {
    if (assay.role !== "target") return [];
    const label = count.get(assay.gene)!.length > 1 ? `${assay.gene} (${assay.assay})` : assay.gene;
    return [{ label, group: assay.category || "without category", ...centred(expressed, columns, index) }];
  });
  const rows = [...groups(genes, ({ group }) => group).values()].flatMap((own) =>
    clustered(
      own,
      own.map(({ drawn }) => drawn),
    ),
  );
  const places = [...groups(Array.from(columns.keys()), (i) => columns[i]!.group).values()].flatMap((own) =>
    clustered(
      own,
      own.map((i) => rows.map(({ drawn }) => drawn[i]!)),
    ),
  );
  return {
    ...frame,
    caption: `${caption} ${HOW}`,
    columns: places.map((i) => ({ label: columns[i]!.label, group: columns[i]!.group })),
    rows: rows.map(({ label, group, middle, cells }) => ({ label, group, middle, cells: places.map((i) => cells[i]) })),
  };
}

const Z = "log2 expression minus the gene's median";

/** A gene's cells, and as numbers for its clustering: NaN is missing. */
function centred({ delta, state }: Expressed, columns: readonly HeatColumn[], assay: number) {
  const at = columns.map(({ sample }) => sample * delta.columns + assay);
  const measured = at
    .filter((cell) => state[cell] === Cell.measured)
    .map((cell) => -delta.values[cell]!)
    .sort((a, b) => a - b);
  const n = measured.length;
  const middle = n === 0 ? undefined : (measured[(n - 1) >> 1]! + measured[n >> 1]!) / 2;
  const cells = at.map((cell): HeatCell => {
    if (state[cell] === Cell.measured) return -delta.values[cell]! - middle!;
    return isNonDetect(state[cell]!) ? "not detected" : undefined;
  });
  const low = n === 0 ? LOW : Math.min(LOW, measured[0]! - middle!);
  const drawn = cells.map((cell) => (cell === "not detected" ? low : (cell ?? Number.NaN)));
  return { middle, cells, drawn };
}

/** Things in the order of the clustering of their rows. */
function clustered<T>(things: readonly T[], rows: readonly (readonly number[])[]): T[] {
  if (things.length < 2 || rows[0]!.length === 0) return [...things];
  return averageLinkage(euclideanDistances(rows)).order.map((i) => things[i]!);
}

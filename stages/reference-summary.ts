import { pick } from "../data/column.ts";
import type { Finding } from "../data/finding.ts";
import { groups } from "../data/groups.ts";
import type { Values } from "../data/setting.ts";
import type { SummaryTable } from "../data/summary.ts";
import { FDR } from "./family.ts";
import type { qualitySettings } from "./quality-settings.ts";
import { APART, type DriftRow, driftColumns, MEAN } from "./reference-drift.ts";
import { type ReferenceRow, referenceColumns } from "./reference-ranking-columns.ts";
import { few, probability } from "./wording.ts";

type Set = Pick<Values<typeof qualitySettings>, "references" | "reference_drift" | "drift_by">;

/** Rows of a table of the report. */
const MOST = 40;

/** Below this V a further gene adds nothing; Vandesompele 2002. */
const ENOUGH = 0.15;

export function referenceTables(ranking: readonly ReferenceRow[], drift: readonly DriftRow[]): SummaryTable[] {
  const shown = pick(referenceColumns, [
    ...(["gene", "detected", "median_ct", "m", "genorm_rank", "v", "normfinder", "bestkeeper_sd"] as const),
    ...(["bestkeeper_r", "rank"] as const),
  ]);
  const of = (set: string) =>
    ranking.filter((row) => row.set === set).sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0) || 0);
  const [own, all] = [of("panel"), of("auto")];
  const used = own[0]?.samples ?? 0;
  const caveats = [...new Set(own.flatMap(({ caveat }) => caveat ?? []))];
  const told = caveats.length > 0 ? ` (${caveats.join("; ")})` : "";
  const reading =
    "M (geNorm), NormFinder and the SD of BestKeeper: lower is more stable. M below 0.5 is usual among samples of one kind, below 1 among samples of several; a V below 0.15 says that the genes ranked before are enough without this one; r is the correlation with the mean of all";
  const overall = drift.filter((row) => row.at === undefined).sort((a, b) => (a.p ?? 1) - (b.p ?? 1));
  return [
    {
      title: "Reference genes",
      caption: `The most stable first, by the geometric mean of their ranks, over the ${used} samples that have them all${told}. ${reading}. All of it is in quality-references.csv.`,
      columns: shown,
      rows: own,
    },
    {
      title: "Candidates for reference genes",
      caption: `The ${Math.min(all.length, MOST)} most stable of ${all.length}: the reference genes, and every target that their samples have. This only suggests: dCt is of the panel's reference genes.`,
      columns: shown,
      rows: all.slice(0, MOST),
    },
    {
      title: "Drift of the reference genes",
      caption: `Change of their Ct within subjects, later minus earlier${overall.length > MOST ? `: the ${MOST} smallest p of ${overall.length}` : ""}. Where all drift alike, it is the amount of RNA, which dCt takes out; where one drifts against the others, the dCt of every gene drifts by its share of that. All of it is in quality-drift.csv.`,
      columns: pick(driftColumns, [
        ...(["contrast", "gene", "of", "n", "mean", "estimate", "low", "high", "p", "q"] as const),
      ]),
      rows: overall.slice(0, MOST),
    },
  ];
}

export function referenceFindings(ranking: readonly ReferenceRow[], drift: readonly DriftRow[], set: Set): Finding[] {
  const grave = drift.filter(({ q, mean }) => q !== undefined && q <= FDR && Math.abs(mean!) > set.reference_drift);
  const drifts = [
    ...groups(grave, ({ at, contrast }) => (at === undefined ? contrast! : `${contrast} at ${set.drift_by} ${at}`)),
  ];
  return [
    ...drifts.map(
      ([where, rows]): Finding => ({
        level: "caution",
        text: `Reference genes drift in ${where}: ${few(rows.map(drifting))}.`,
      }),
    ),
    ...suggestion(ranking),
  ];
}

function drifting({ gene, of, mean, n, q }: DriftRow): string {
  const way = `${Math.abs(mean!).toFixed(2)} cycles ${mean! > 0 ? "later" : "earlier"}`;
  const what = gene === MEAN ? "their mean" : gene;
  return `${what} ${way}${of === APART ? " against the others" : ""} (${n} pairs, q ${probability(q!)})`;
}

/** The fewest of geNorm's most stable candidates of which one more changes little. */
function suggestion(ranking: readonly ReferenceRow[]): Finding[] {
  const order = ranking
    .filter((row) => row.set === "auto" && row.genorm_rank !== undefined)
    .sort((a, b) => a.genorm_rank! - b.genorm_rank!);
  if (order.length < 2) return [];
  const enough = order.findIndex((row) => row.v !== undefined && row.v < ENOUGH);
  const names = order.slice(0, enough < 0 ? 2 : enough).map((row) => row.gene!);
  const why =
    enough < 0
      ? "the most stable pair; with no number of genes is V below 0.15"
      : `the fewest with V below 0.15 (${order[enough]!.v!.toFixed(3)})`;
  return [
    {
      level: "note",
      text: `Of ${order.length} candidates geNorm suggests ${few(names, 10)} as reference genes: ${why}. Nothing was changed by it, and genes that the treatment moves together look stable too.`,
    },
  ];
}

export function referenceMethods(ranking: readonly ReferenceRow[]): string {
  return `The stability of the reference genes was judged in the ${ranking[0]?.samples ?? 0} samples with a Ct of each: by geNorm (M, stepwise exclusion, pairwise variation V; Vandesompele 2002), NormFinder with visits and times as groups (Andersen 2004), and BestKeeper (Pfaffl 2004). The change of their Ct within subjects, by itself and against the other reference genes, was tested by the Wilcoxon signed-rank test, with q by Benjamini and Hochberg over genes and contrasts.`;
}

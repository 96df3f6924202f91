import { median, sampleStandardDeviation } from "simple-statistics";
import { momentName } from "../data/contrast.ts";
import { groups } from "../data/groups.ts";
import { Cell, isNonDetect, type Replicates } from "../data/replicates.ts";
import { tie } from "../data/ties.ts";
import type { Wells } from "../data/well.ts";
import { caveats, some } from "./caveats.ts";
import type { ReferenceRow } from "./reference-ranking-columns.ts";
import { bestKeeper } from "./statistics/best-keeper.ts";
import { genorm } from "./statistics/genorm.ts";
import { midranks } from "./statistics/midranks.ts";
import { normFinder } from "./statistics/norm-finder.ts";

/**
 * How stable the reference genes are, by geNorm, NormFinder and BestKeeper; with `auto` also among them every target that
 * no sample with all reference genes lacks. `samples`: those with wells and a subject.
 */
export function rankReferences(
  wells: Wells,
  replicates: Replicates,
  samples: readonly number[],
  auto: boolean,
): ReferenceRow[] {
  const { assays, references } = wells.panel;
  const rank = (set: string, candidates: readonly number[]) => ranked(set, candidates, wells, replicates, samples);
  const own = rank("panel", references);
  if (!auto) return own;
  const complete = samples.filter((sample) => hasAll(replicates, sample, references));
  const targets = [...assays.keys()].filter(
    (assay) =>
      assays[assay]!.role === "target" &&
      complete.length > 0 &&
      complete.every((sample) => hasAll(replicates, sample, [assay])),
  );
  // In the order of their names: the order of the panel's rows must not decide between equals.
  const all = [...references, ...targets].sort((a, b) => (assays[a]!.assay < assays[b]!.assay ? -1 : 1));
  return [...own, ...rank("auto", all)];
}

/** A Ct of 0 is no amplification curve, and has no geometric mean. */
function hasAll({ assays, state, ct }: Replicates, sample: number, wanted: readonly number[]): boolean {
  return wanted.every((assay) => {
    const cell = sample * assays + assay;
    return state[cell] === Cell.measured && ct[cell]! > 0;
  });
}

function ranked(
  set: string,
  candidates: readonly number[],
  { panel, samples: all }: Wells,
  replicates: Replicates,
  samples: readonly number[],
): ReferenceRow[] {
  const used = samples.filter((sample) => hasAll(replicates, sample, candidates));
  const ctOf = (among: readonly number[]) =>
    candidates.map((assay) => Float64Array.from(among, (sample) => replicates.ct[sample * replicates.assays + assay]!));
  const ct = ctOf(used);
  const stable = candidates.length > 1 && used.length > 1 ? genorm(ct) : undefined;
  const momentOf = (sample: number) => momentName(all[sample]!);
  const grouped = [...groups(used, momentOf).values()].filter((group) => group.length > 1).flat();
  const found =
    candidates.length > 2 && grouped.length > 1 ? normFinder(ctOf(grouped), grouped.map(momentOf)) : undefined;
  const kept = used.length > 1 ? bestKeeper(ct).genes : undefined;
  const places = new Map(stable?.order.map((gene, at) => [gene, at]));
  const byGenorm = stable && candidates.map((_, gene) => (places.get(gene)! < 2 ? 1.5 : places.get(gene)! + 1));
  const byFinder = found && midranks(found.stability.map(tie)).ranks;
  const byKeeper = kept && midranks(kept.map(({ deviation }) => tie(deviation))).ranks;
  const means =
    byGenorm &&
    byFinder &&
    byKeeper &&
    candidates.map((_, gene) => Math.cbrt(byGenorm[gene]! * byFinder[gene]! * byKeeper[gene]!));
  const ranks = means && midranks(means.map(tie)).ranks;
  const caveat = caveats(
    some(samples.length - used.length, samples.length, "samples lack a candidate and are left out"),
    used.length < 2 && "fewer than 2 samples have all candidates",
    candidates.length < 2 && "geNorm needs 2 genes",
    candidates.length < 3 && "NormFinder needs 3 genes",
    found &&
      some(used.length - grouped.length, used.length, "samples are alone at their visit and time, without NormFinder"),
  );
  return candidates.map((assay, gene): ReferenceRow => {
    const { assay: id, gene: symbol, role } = panel.assays[assay]!;
    const at = places.get(gene);
    return {
      ...{ set, assay: id, gene: symbol, role, samples: used.length },
      detected: detection(replicates, samples, assay),
      median_ct: used.length > 0 ? median([...ct[gene]!]) : undefined,
      sd_ct: used.length > 1 ? sampleStandardDeviation([...ct[gene]!]) : undefined,
      cv: used.length > 1 ? variation(ct[gene]!) : undefined,
      m: stable?.m[gene],
      genorm_rank: byGenorm?.[gene],
      mean_m: at === undefined ? undefined : stable!.meanM[Math.max(0, at - 1)],
      v: at === undefined ? undefined : stable!.variation[at - 2],
      normfinder: found?.stability[gene],
      normfinder_rank: byFinder?.[gene],
      bestkeeper_sd: kept?.[gene]?.deviation,
      bestkeeper_r: kept?.[gene]?.r,
      bestkeeper_rank: byKeeper?.[gene],
      mean_rank: means?.[gene],
      rank: ranks?.[gene],
      caveat,
    };
  });
}

function detection({ assays, state }: Replicates, samples: readonly number[], assay: number): number | undefined {
  const states = samples.map((sample) => state[sample * assays + assay]!);
  const seen = states.filter((each) => each === Cell.measured).length;
  const looked = seen + states.filter(isNonDetect).length;
  return looked > 0 ? seen / looked : undefined;
}

/** In per cent, of 2^-Ct; the earliest Ct is taken for 0, which changes nothing. */
function variation(ct: Float64Array): number {
  const first = ct.reduce((a, b) => Math.min(a, b));
  const quantities = Array.from(ct, (value) => 2 ** (first - value));
  return (100 * sampleStandardDeviation(quantities)) / (quantities.reduce((a, b) => a + b, 0) / quantities.length);
}

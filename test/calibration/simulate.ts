import { Chance } from "../../data/chance.ts";
import { auc } from "../../stages/statistics/auc.ts";
import { benjaminiHochberg } from "../../stages/statistics/benjamini-hochberg.ts";
import { concordance } from "../../stages/statistics/concordance.ts";
import { cox } from "../../stages/statistics/cox.ts";
import { firth } from "../../stages/statistics/firth.ts";
import { jonckheereTerpstra } from "../../stages/statistics/jonckheere-terpstra.ts";
import { kendall } from "../../stages/statistics/kendall.ts";
import { kruskalWallis } from "../../stages/statistics/kruskal-wallis.ts";
import { logRank } from "../../stages/statistics/log-rank.ts";
import { logistic } from "../../stages/statistics/logistic.ts";
import { maxT } from "../../stages/statistics/max-t.ts";
import { mixedModel } from "../../stages/statistics/mixed-model.ts";
import { moderatedT } from "../../stages/statistics/moderated-t.ts";
import { pairedT } from "../../stages/statistics/paired-t.ts";
import { pearson } from "../../stages/statistics/pearson.ts";
import { rankSum } from "../../stages/statistics/rank-sum.ts";
import { setCompetitive } from "../../stages/statistics/set-competitive.ts";
import { setSelfContained } from "../../stages/statistics/set-self-contained.ts";
import { signedRank } from "../../stages/statistics/signed-rank.ts";
import { spearman } from "../../stages/statistics/spearman.ts";
import { theilSen } from "../../stages/statistics/theil-sen.ts";
import { welchT } from "../../stages/statistics/welch-t.ts";
import { GENES, type MadeStudy, madeStudy } from "./study.ts";
import { Tally } from "./tally.ts";

/** What is planted where intervals and false findings are counted: a shift of this in so many of the genes. */
const SHIFT = 1;
const PLANTED = 6;

interface Result {
  readonly estimate?: number | undefined;
  readonly low?: number | undefined;
  readonly high?: number | undefined;
  readonly p?: number | undefined;
}

/** Studies in which nothing is to be found, and studies in which a fifth of the genes is shifted. */
export function* simulate(studies: number): Generator<string> {
  const level = new Tally();
  const family = new Tally();
  const coverage = new Tally();
  const discovery = new Tally();
  let falseShare = 0;
  for (let number = 0; number < studies; number++) {
    const study = madeStudy(new Chance(2026, number));
    for (const [name, results] of Object.entries(methodsOf(study))) {
      for (const { p } of results) if (p !== undefined) level.add(name, p <= 0.05);
    }
    for (const [name, found] of Object.entries(familiesOf(study, number))) family.add(name, found);
    const shifted = plant(study);
    for (const [name, results] of Object.entries(methodsOf(shifted, PLANTED))) {
      const truth = truths[name];
      if (truth === undefined) continue;
      for (const { low, high } of results)
        if (low !== undefined && high !== undefined) coverage.add(name, low <= truth && truth <= high);
    }
    const p = methodsOf(shifted)["signed-rank"]!.map((one) => one.p!);
    const q = benjaminiHochberg(p);
    const found = q.filter((one) => one <= 0.05).length;
    const wrong = q.filter((one, gene) => one <= 0.05 && gene >= PLANTED).length;
    falseShare += found === 0 ? 0 : wrong / found;
    for (let gene = 0; gene < PLANTED; gene++) discovery.add("signed-rank, q at most 0.05", q[gene]! <= 0.05);
  }
  yield* level.lines("p at most 0.05 where nothing is there (5 % is meant)", studies);
  yield* family.lines("any finding in a study where nothing is there (at most 5 % is meant)", studies);
  yield* coverage.lines("95 % intervals that hold the planted truth", studies);
  yield* discovery.lines(`planted changes of ${SHIFT} log2 that are found`, studies);
  yield "";
  yield `false among the found, mean over studies: ${((100 * falseShare) / studies).toFixed(1)} % (at most 5 % is meant)`;
}

/** Shifts the first genes: changes by SHIFT, and levels by SHIFT in those with yes. */
function plant(study: MadeStudy): MadeStudy {
  const first = (gene: number) => gene < PLANTED;
  return {
    ...study,
    changes: study.changes.map((values, gene) => (first(gene) ? values.map((value) => value + SHIFT) : values)),
    levels: study.levels.map((values, gene) =>
      first(gene) ? values.map((value, who) => value + (study.yes[who] ? SHIFT : 0)) : values,
    ),
  };
}

/** P(a > b) of normal values of SD 1 that differ by SHIFT: Phi(1 / sqrt 2). */
const AREA = 0.7602499389065233;

/** Estimates whose truth is known where the shift is planted. */
const truths: Readonly<Record<string, number>> = {
  "signed-rank": SHIFT,
  "paired-t": SHIFT,
  "moderated-t": SHIFT,
  "rank-sum": SHIFT,
  "welch-t": SHIFT,
  auc: AREA,
  "C (infinitesimal jackknife)": AREA,
  // Normal groups of equal spread have log odds that rise by shift / variance.
  logistic: SHIFT,
  firth: SHIFT,
  "mixed-model, yes x time": SHIFT,
};

function methodsOf(study: MadeStudy, genes = GENES): Record<string, readonly Result[]> {
  const { yes, depth, age, karyotype, times, events } = study;
  const levels = study.levels.slice(0, genes);
  const changes = study.changes.slice(0, genes);
  const side = (values: Float64Array, wanted: boolean) => values.filter((_, who) => yes[who] === wanted);
  const sides = (test: (a: Float64Array, b: Float64Array) => Result) =>
    levels.map((values) => test(side(values, true), side(values, false)));
  const among = (values: Float64Array, word: (who: number) => number, many: number) =>
    Array.from({ length: many }, (_, at) => values.filter((_, who) => word(who) === at)).filter(
      (one) => one.length > 0,
    );
  const half = (values: Float64Array) => {
    const middle = values.slice().sort()[values.length >> 1]!;
    return Array.from(values, (value) => (value < middle ? "below" : "others"));
  };
  const n = changes[0]!.length;
  const fits = study.changes.map((values) => {
    const estimate = values.reduce((sum, value) => sum + value, 0) / n;
    const variance = values.reduce((sum, value) => sum + (value - estimate) ** 2, 0) / (n - 1);
    return { estimate, variance, df: n - 1, unscaledError: 1 / Math.sqrt(n), n };
  });
  return {
    "signed-rank": changes.map((values) => signedRank(values)),
    "paired-t": changes.map((values) => pairedT(values)),
    "moderated-t": moderatedT(fits).slice(0, genes),
    "rank-sum": sides(rankSum),
    auc: sides(auc),
    "C (infinitesimal jackknife)": levels.map((values) => concordance(yes, values)),
    "welch-t": sides(welchT),
    logistic: levels.map((values) => logistic(yes, [values]).coefficients[0]!),
    firth: levels.map((values) => firth(yes, [values]).coefficients[0]!),
    spearman: levels.map((values) => spearman(values, depth)),
    kendall: levels.map((values) => kendall(values, depth)),
    "jonckheere-terpstra": levels.map((values) => jonckheereTerpstra(among(values, (who) => depth[who]!, 5))),
    "kruskal-wallis": levels.map((values) => kruskalWallis(among(values, (who) => karyotype[who]!, 3))),
    pearson: levels.map((values) => pearson(values, age)),
    "theil-sen": levels.map((values) => theilSen(age, values)),
    "cox (likelihood ratio)": levels.map((values) => cox(times, events, [values]).likelihoodRatio),
    "log-rank (below the median)": levels.map((values) => logRank(times, events, half(values))),
    "mixed-model, yes x time": levels.map((_, gene) => twice(study, gene)),
  };
}

/** Two times of each subject, who has a level of their own (here: by age); those with yes change by what is planted. */
function twice({ yes, age, levels, changes }: MadeStudy, gene: number): Result {
  const n = yes.length;
  const who = Array.from({ length: 2 * n }, (_, row) => row % n);
  const later = who.map((_, row) => (row < n ? 0 : 1));
  const at = (one: number, row: number) => (row < n ? changes[(gene + 1) % GENES]! : levels[gene]!)[one]!;
  const values = who.map((one, row) => at(one, row) + (age[one]! - 55) / 12);
  const sides = who.map((one) => (yes[one] ? 1 : 0));
  const both = who.map((one, row) => (yes[one] ? later[row]! : 0));
  return mixedModel(values, who, [later, sides, both]).coefficients[2]!;
}

/** Whether anything at all is found in a study by each way to correct for many. */
function familiesOf({ levels, changes, yes }: MadeStudy, number: number): Record<string, boolean> {
  const rows = yes.length;
  const sheet = (genes: readonly Float64Array[]) => ({
    rows,
    columns: GENES,
    values: Float64Array.from({ length: rows * GENES }, (_, at) => genes[at % GENES]![Math.floor(at / GENES)]!),
  });
  const options = () => ({ permutations: 499, chance: new Chance(7, number) });
  const groups = { kind: "groups", groups: yes } as const;
  const any = (p: Iterable<number | undefined>) => [...p].some((one) => one !== undefined && one <= 0.05);
  const set = [Array.from({ length: 8 }, (_, gene) => gene)];
  return {
    "Benjamini-Hochberg, signed-rank": any(benjaminiHochberg(changes.map((values) => signedRank(values).p))),
    "Benjamini-Hochberg, rank-sum": any(
      benjaminiHochberg(
        levels.map(
          (values) =>
            rankSum(
              values.filter((_, who) => yes[who]),
              values.filter((_, who) => !yes[who]),
            ).p,
        ),
      ),
    ),
    "max-T, two groups": any(maxT(sheet(levels), groups, options()).genes.map((gene) => gene.adjusted)),
    "max-T, changes": any(maxT(sheet(changes), { kind: "signs" }, options()).genes.map((gene) => gene.adjusted)),
    "set, self-contained": any(setSelfContained(sheet(levels), groups, set, options()).sets.map(({ p }) => p)),
    "set, competitive": any(setCompetitive(sheet(levels), groups, set, options()).sets.map(({ p }) => p)),
  };
}

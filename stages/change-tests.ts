import { Change, type Changes, cautious, changeAt, isBound, isNumber } from "../data/change.ts";
import { groups } from "../data/groups.ts";
import type { Panel } from "../data/panel.ts";
import type { Values } from "../data/setting.ts";
import { tie } from "../data/ties.ts";
import { caveats, some } from "./caveats.ts";
import type { ChangeTest, changeSettings } from "./change-columns.ts";
import { detectionChanges } from "./detection-changes.ts";
import { correct } from "./family.ts";
import type { Moments } from "./moments.ts";
import type { Readings } from "./nondetects.ts";
import type { Level } from "./statistics/level.ts";
import { type GeneFit, moderatedT } from "./statistics/moderated-t.ts";
import { pairedT } from "./statistics/paired-t.ts";
import { signedRank } from "./statistics/signed-rank.ts";

type Set = Pick<Values<typeof changeSettings>, "min_pairs" | "min_detection" | "level">;

/** A row before it is said of which contrast and gene it is, and corrected. */
type Bare = Pick<ChangeTest, "exact" | "n" | "estimate" | "low" | "high" | "statistic" | "p" | "caveat"> & {
  readonly method: string;
};

type Named = ChangeTest & { readonly method: string };

/** Signed-rank, paired and moderated t of every target in every contrast, each subject counting once. */
export function testChanges(
  changes: Changes,
  panel: Panel,
  moments: Moments,
  readings: Readings,
  set: Values<typeof changeSettings>,
): ChangeTest[] {
  const rows = changes.contrasts.flatMap(({ name, from, to }, contrast) => {
    const pairs = changes.subjects.map((subject) => [moments.find(subject, from), moments.find(subject, to)] as const);
    const both = pairs.filter(([before, after]) => before >= 0 && after >= 0);
    const hours = moments.pooledHours(both.map(([, after]) => after));
    const rates = readings.detectionRates(both.flat());
    const genes = changes.assays.map((assay, target): Gene => {
      const rate = rates[assay]!;
      const gathered = gather(changes, contrast, target);
      return { ...gathered, low: readings.censored && rate < set.min_detection, rate, assay };
    });
    const moderated = moderate(genes, panel, set);
    return genes.flatMap((gene, target) => {
      const { assay: id, gene: symbol, category } = panel.assays[gene.assay]!;
      const common = caveats(
        hours && `hours after the dose are pooled: ${hours}`,
        gene.rate < 1 && `detected in ${Math.round(100 * gene.rate)} % of the paired samples`,
        some(gene.unseen, changes.subjects.length, "subjects have no change because nothing was detected"),
      );
      const seen = gene.low ? [detectionChanges(readings, both, gene.assay, set)] : [];
      return [byRank(gene, set), byMean(gene, set), moderated[target]!, ...seen].map((row) => ({
        contrast: name,
        assay: id,
        gene: symbol,
        category,
        ...row,
        q: undefined,
        family: undefined,
        caveat: caveats(row.caveat, common),
      }));
    });
  });
  const genes = `${changes.assays.length} genes`;
  const familyOf = (row: Pick<ChangeTest, "contrast">) =>
    set.family === "all" ? `${genes} in ${changes.contrasts.length} contrasts` : `${genes} in ${row.contrast}`;
  const sizes = groups(
    rows.filter((row) => row.method === "signed-rank" && row.p !== undefined),
    familyOf,
  );
  return correct<Named>(rows, familyOf).map((row) => {
    const beyond =
      row.exact && row.method === "signed-rank" && 2 ** (1 - row.n!) * sizes.get(familyOf(row))!.length > 0.05;
    return { ...row, caveat: caveats(row.caveat, beyond && OUT_OF_REACH) };
  });
}

const OUT_OF_REACH = "so few pairs that one gene alone cannot reach q 0.05 in this family";

/** The changes of one target, as numbers and as bounds that count as the value nearest to 0 that they allow. */
interface Gathered {
  readonly numbers: readonly number[];
  readonly bounds: readonly number[];
  /** Subjects in whom neither sample was detected. */
  readonly unseen: number;
}

interface Gene extends Gathered {
  readonly assay: number;
  /** Fraction of the paired samples in which it was detected. */
  readonly rate: number;
  /** Whether it was detected too seldom to be tested as a quantity. */
  readonly low: boolean;
}

export function gather(
  changes: Changes,
  contrast: number,
  target: number,
  among: (who: number) => boolean = () => true,
): Gathered {
  const numbers: number[] = [];
  const bounds: number[] = [];
  let unseen = 0;
  for (let who = 0; who < changes.subjects.length; who++) {
    if (!among(who)) continue;
    const at = changeAt(changes, contrast, who, target);
    const state = changes.state[at]!;
    if (isNumber(state)) numbers.push(changes.log2.values[at]!);
    else if (isBound(state)) bounds.push(cautious(changes, at));
    else if (state === Change.notDetected) unseen++;
  }
  return { numbers, bounds, unseen };
}

/** Bounds enter at the value nearest 0 that they allow. */
export function byRank({ numbers, bounds, low }: Gathered & { readonly low: boolean }, set: Set): Bare {
  const values = [...numbers, ...bounds].map(tie);
  const none = values.every((value) => value === 0) && "no change differs from 0";
  const refused = refusal(values, low, set) || none;
  const bounded = some(
    bounds.length,
    values.length,
    "changes are bounds, entered at the value nearest 0 that they allow",
  );
  if (refused) return untested("signed-rank", values.length, caveats(refused, bounded));
  const result = signedRank(values, set);
  const least = 2 ** (1 - result.n);
  const few = result.exact && least > 0.05 && `with ${result.n} pairs no p below ${least} is possible`;
  return { ...result, caveat: caveats(bounded, few) };
}

function byMean({ numbers, bounds, low }: Gene, set: Set): Bare {
  const refused = refusal(numbers, low, set) || equal(numbers);
  const left = some(bounds.length, numbers.length + bounds.length, "changes are bounds, left out");
  if (refused) return untested("paired-t", numbers.length, caveats(refused, left));
  return { ...pairedT(numbers, set), caveat: caveats(left) };
}

/**
 * All genes of a contrast at once: those that can be tested lend each other their variances, in the order of their names,
 * for the order of the panel's rows must not decide the last digit.
 */
function moderate(genes: readonly Gene[], panel: Panel, set: Set): Bare[] {
  const refusals = genes.map(({ numbers, low }) => refusal(numbers, low, set) || equal(numbers));
  const nameOf = (at: number) => panel.assays[genes[at]!.assay]!.assay;
  const tested = [...genes.keys()].filter((at) => !refusals[at]).sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  const results = moderatedT(
    tested.map((at) => meanOf(genes[at]!.numbers)),
    set,
  );
  return genes.map(({ numbers, bounds }, at) => {
    const left = some(bounds.length, numbers.length + bounds.length, "changes are bounds, left out");
    if (refusals[at]) return untested("moderated-t", numbers.length, caveats(refusals[at], left));
    return { ...results[tested.indexOf(at)]!, caveat: caveats(left) };
  });
}

function meanOf(numbers: readonly number[]): GeneFit {
  const n = numbers.length;
  const estimate = numbers.reduce((sum, value) => sum + value, 0) / n;
  const squares = numbers.reduce((sum, value) => sum + (value - estimate) ** 2, 0);
  return { estimate, variance: squares / (n - 1), df: n - 1, unscaledError: 1 / Math.sqrt(n), n };
}

function untested(method: string, n: number, caveat: string | undefined): Bare {
  const none = { exact: undefined, estimate: undefined, low: undefined, high: undefined, statistic: undefined };
  return { method, n, ...none, p: undefined, caveat };
}

/** Why values cannot be tested as quantities; blank where they can. */
function refusal(values: readonly number[], low: boolean, set: Set & Level): string {
  if (values.length < set.min_pairs) return `${values.length} pairs, fewer than ${set.min_pairs}`;
  return low ? `not tested as a quantity: detection is below ${100 * set.min_detection} %` : "";
}

function equal(values: readonly number[]): string {
  return values.every((value) => tie(value) === tie(values[0]!)) ? "all changes are equal" : "";
}

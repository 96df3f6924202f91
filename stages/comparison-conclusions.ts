import type { ConclusionChange, Two } from "../data/comparison.ts";
import { groups } from "../data/groups.ts";
import { unguard } from "../data/guard.ts";
import { numberIn } from "../data/written.ts";
import { nameOfRow, rowNames, type TableToCompare } from "./comparison-table.ts";
import { FDR } from "./family.ts";
import { methods } from "./methods/index.ts";
import { probability } from "./wording.ts";

/** What a row of a table of tests concludes. */
export interface Conclusion {
  readonly key: string;
  readonly name: string;
  readonly method: string;
  /** The contrast or the outcome whose strongest gene is told; "" where none is. */
  readonly within: string;
  /** The gene, and for an association where. */
  readonly gene: string;
  /** NaN where it is blank. */
  readonly estimate: number;
  readonly p: number;
  readonly q: number;
}

/** The tables whose strongest gene is told, and within what. */
const STRONGEST: Readonly<Record<string, string>> = { "change-tests": "contrast", association: "outcome" };

/** The methods whose strongest gene the headlines tell. */
const CHIEF: ReadonlySet<string> = new Set(["signed-rank", ...Object.values(methods).map(({ tests }) => tests[0]!)]);

/** The estimate that points in neither direction, where it is not 0; NaN: the method knows no direction. */
const NEUTRAL: Readonly<Record<string, number>> = {
  auc: 0.5,
  "jonckheere-terpstra": 0.5,
  "mcnemar-exact": 0.5,
  "fisher-exact": 1,
  "kruskal-wallis": Number.NaN,
};

/** Whether a table's rows conclude: they have a q. */
export function concludes({ columns }: Pick<TableToCompare, "columns">): boolean {
  return Object.hasOwn(columns, "q");
}

/** Reads conclusions from the rows of one side of a table. */
export function conclusionReader(of: TableToCompare, side: 0 | 1): (cells: readonly string[]) => Conclusion {
  const at = (name: string) => of.headings[side].indexOf(name);
  const [keys, names] = [of.key.map(at), rowNames(of).map(at)];
  const [estimate, p, q, method, gene, place] = ["estimate", "p", "q", "method", "gene", "at"].map(at) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const within = at(STRONGEST[of.table] ?? "");
  const text = (cells: readonly string[], column: number) => unguard(cells[column] ?? "");
  return (cells) => ({
    key: keys.map((column) => cells[column]).join("\u0000"),
    name: nameOfRow(names, cells),
    method: text(cells, method),
    within: text(cells, within),
    gene: place < 0 ? text(cells, gene) : `${text(cells, gene)} at ${text(cells, place)}`,
    estimate: numberIn(cells[estimate] ?? ""),
    p: numberIn(cells[p] ?? ""),
    q: numberIn(cells[q] ?? ""),
  });
}

/** What two runs conclude otherwise from the tests of one table: of the methods of the headlines first, by their q. */
export function compareConclusions(
  table: string,
  [a, b]: Two<readonly Conclusion[]>,
  tolerance: number,
): ConclusionChange[] {
  const before = new Map(a.map((one) => [one.key, one]));
  const after = new Map(b.map((one) => [one.key, one]));
  const changes = [...new Set([...before.keys(), ...after.keys()])].flatMap((key) => {
    const [one, two] = [before.get(key), after.get(key)];
    const [was, is] = [isFound(one), isFound(two)];
    const turned = direction(one) * direction(two) < 0;
    if (was === is && !(was && turned)) return [];
    const change: ConclusionChange["change"] = was === is ? "sign" : is ? "gained" : "lost";
    const least = Math.min(one && isFound(one) ? one.q : 1, two && isFound(two) ? two.q : 1);
    const chief = CHIEF.has((two ?? one)!.method);
    return [{ chief, least, told: { change, table, test: (two ?? one)!.name, said: [said(one), said(two)] as const } }];
  });
  return [
    ...changes.sort((x, y) => Number(y.chief) - Number(x.chief) || x.least - y.least).map(({ told }) => told),
    ...compareStrongest(table, [a, b], tolerance),
  ];
}

function compareStrongest(table: string, both: Two<readonly Conclusion[]>, tolerance: number): ConclusionChange[] {
  const [before, after] = both.map((all) =>
    groups(
      all.filter(({ within, method, p }) => within !== "" && CHIEF.has(method) && !Number.isNaN(p)),
      ({ within, method }) => `${within}, ${method}`,
    ),
  ) as [Map<string, Conclusion[]>, Map<string, Conclusion[]>];
  return [...before].flatMap(([test, all]) => {
    const others = after.get(test);
    if (others === undefined) return [];
    const [one, two] = [strongest(all, tolerance), strongest(others, tolerance)];
    if (one.some(({ key }) => two.some((other) => other.key === key))) return [];
    const told = (tied: readonly Conclusion[]) =>
      `${tied[0]!.gene}${tied.length > 1 ? ` and ${tied.length - 1} as strong` : ""}, ${said(tied[0])}`;
    return [{ change: "strongest" as const, table, test, said: [told(one), told(two)] as const }];
  });
}

/** The tests with the smallest p: several where they are the same. */
function strongest(all: readonly Conclusion[], tolerance: number): Conclusion[] {
  const least = all.reduce((least, { p }) => Math.min(least, p), 1);
  return all.filter(({ p }) => p <= least * (1 + tolerance));
}

function isFound(one: Conclusion | undefined): boolean {
  return one !== undefined && one.q <= FDR;
}

/** -1 or 1; 0 where there is none. */
function direction(one: Conclusion | undefined): number {
  return (one && Math.sign(one.estimate - (NEUTRAL[one.method] ?? 0))) || 0;
}

function said(one: Conclusion | undefined): string {
  if (one === undefined) return "no such test";
  const estimate = Number.isNaN(one.estimate) ? "" : `, estimate ${Number(one.estimate.toPrecision(3))}`;
  return Number.isNaN(one.q) ? `no q${estimate}` : `q ${onItsSide(one.q)}${estimate}`;
}

/** A q in two digits; in full where these would put it on the other side of what is found. */
function onItsSide(q: number): string {
  const text = probability(q);
  return Number(text) <= FDR === q <= FDR ? text : String(q);
}

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import Papa from "papaparse";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { exampleStudy } from "../data/example/study.ts";
import { rowsOf, type Table } from "../data/table.ts";
import { tie } from "../data/ties.ts";
import { Trouble } from "../data/trouble.ts";
import { run } from "../pipeline/run.ts";
import { cox } from "../stages/statistics/cox.ts";
import { firth } from "../stages/statistics/firth.ts";
import { fisherExact } from "../stages/statistics/fisher-exact.ts";
import { jonckheereTerpstra } from "../stages/statistics/jonckheere-terpstra.ts";
import { kendall } from "../stages/statistics/kendall.ts";
import { kruskalWallis } from "../stages/statistics/kruskal-wallis.ts";
import { logRank } from "../stages/statistics/log-rank.ts";
import { logistic } from "../stages/statistics/logistic.ts";
import { pearson } from "../stages/statistics/pearson.ts";
import { signedRank } from "../stages/statistics/signed-rank.ts";
import { spearman } from "../stages/statistics/spearman.ts";
import { survivalConcordance } from "../stages/statistics/survival-concordance.ts";
import { theilSen } from "../stages/statistics/theil-sen.ts";
import { welchT } from "../stages/statistics/welch-t.ts";

// The association stage chooses subjects, values, covariates and follow-up. Here they are chosen anew from the tables, by
// subject id, and handed to the statistics, which are held against R elsewhere: the rows must be the same.

const root = mkdtempSync(join(tmpdir(), "deltact-association-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const files = new Map(
  [...exampleStudy({ subjects: 24, seed: 5, formats: ["quantstudio"] })].map(({ path, text }) => [path, text]),
);

const outcomes = `outcomes:
  response: { kind: binary, column: response, yes: [CR, CRi], no: [PR, RD, PD], covariates: [age, log_blasts, hours] }
  depth: { kind: ordered, column: response, order: [PD, RD, PR, CRi, CR] }
  age: { kind: continuous, column: age, among: remission }
  cytogenetics: { kind: categories, column: cytogenetics }
  os: { kind: time-to-event, time: os_months, event: os_event, covariates: [age], strata: sex }
derive:
  log_blasts: log2(blast_percent + 1)
  remission: 'response in ["CR", "CRi"]'
association: { permutations: 200 }
`;

function folderOf(yaml: (text: string) => string, subjects: (text: string) => string = (text) => text): string {
  const folder = mkdtempSync(join(root, "study-"));
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    const changed = path === "study.yaml" ? yaml(text) : path === "subjects.csv" ? subjects(text) : text;
    writeFileSync(join(folder, path), changed);
  }
  return folder;
}

const withOutcomes = (text: string) => {
  const changed = text.replace(/^outcomes:\n(?: +.*\n)+/m, outcomes);
  if (changed === text) throw new Error("the example's study.yaml has no outcomes to replace");
  return changed;
};

type Cells = Record<string, string>;
const parse = (path: string) => Papa.parse<Cells>(files.get(path)!.trimEnd(), { header: true }).data;
const day = (text: string) => Date.parse(text) / 86_400_000;

interface One {
  readonly subject: Cells;
  readonly sample: Cells;
  readonly value: number;
}

describe("rows of the association stage, from the tables by hand", () => {
  let table: (name: string) => Table;
  let rows: Record<string, string | number | boolean | undefined>[];
  beforeAll(async () => {
    const done = await run(folderOf(withOutcomes));
    table = done.table;
    rows = [...rowsOf(table("association"))] as typeof rows;
  });

  const subjects = new Map(parse("subjects.csv").map((row) => [row.subject!, row]));
  const samples = parse("samples.csv");

  /** Whoever has the gene measured at a visit and time, in the order of the ids. */
  function measured(gene: string, visit: string, time: string): One[] {
    const expression = [...rowsOf(table("expression"))] as Cells[];
    return expression
      .filter((row) => row.gene === gene && row.visit === visit && row.time === time && row.state === "measured")
      .map((row) => ({
        subject: subjects.get(row.subject!)!,
        sample: samples.find((one) => one.sample === row.sample)!,
        value: Number(row.log2_expression),
      }))
      .sort((a, b) => (a.subject.subject! < b.subject.subject! ? -1 : 1));
  }
  const rowOf = (outcome: string, at: string, gene: string, method: string) =>
    rows.find((row) => row.outcome === outcome && row.at === at && row.gene === gene && row.method === method)!;
  const values = (ones: readonly One[]) => ones.map(({ value }) => value);
  /** For ranks. */
  const rounded = (ones: readonly One[]) => values(ones).map(tie);
  /** What the stage must say of a result. */
  const shown = ({ estimate, low, high, statistic, p }: Record<string, unknown>) => ({
    ...{ estimate, low, high, statistic, p },
  });
  const rising = (a: number, b: number) => a - b;
  const isYes = ({ subject }: One) => /^CRi?$/.test(subject.response!);
  const number = (word: string | undefined) => Number(word);

  test.each([
    ["BAX", "C1D1", "pre"],
    ["CD22", "C1D15", "post"],
  ])("binary: %s at %s %s", (gene, visit, time) => {
    const ones = measured(gene, visit, time);
    const at = `${visit} ${time}`;
    const [yes, no] = [ones.filter(isYes), ones.filter((one) => !isYes(one))];
    expect(yes.length).toBeGreaterThan(5);
    expect(no.length).toBeGreaterThan(3);
    expect(rowOf("response", at, gene, "welch-t")).toMatchObject(
      shown({ ...welchT(values(yes).sort(rising), values(no).sort(rising)) }),
    );
    const answers = ones.map(isYes);
    for (const [method, regress] of Object.entries({ logistic, firth })) {
      const [first] = regress(answers, [values(ones)]).coefficients;
      expect(rowOf("response", at, gene, method)).toMatchObject(shown({ ...first }));
      const covariates = [
        ones.map(({ subject }) => number(subject.age)),
        ones.map(({ sample }) => Math.log2(number(sample.blast_percent) + 1)),
        ones.map(({ sample }) => number(sample.hours)),
      ].filter((column) => column.some((value) => value !== column[0]));
      const row = rowOf("response", at, gene, `${method}-adjusted`);
      const [adjusted] = regress(answers, [values(ones), ...covariates]).coefficients;
      expect(row.adjusted_for).toBe("age, log_blasts, hours");
      expect(row.n).toBe(ones.length);
      expect(row).toMatchObject(shown({ ...adjusted }));
    }
  });

  test("hours are told as pooled in every row but those adjusted for them", () => {
    const own = rows.filter((row) => row.outcome === "response" && row.at === "C1D1 post" && row.p !== undefined);
    const pooled = (row: (typeof own)[number]) => /hours after the dose are pooled/.test(String(row.caveat));
    expect(new Set(own.filter(pooled).map((row) => row.method))).toEqual(
      new Set(["rank-sum", "auc", "welch-t", "logistic", "firth"]),
    );
    expect(new Set(own.filter((row) => !pooled(row)).map((row) => row.method)).size).toBe(2);
  });

  test("ordered: the depth of the response", () => {
    const ones = measured("BAX", "C1D1", "pre");
    const order = ["PD", "RD", "PR", "CRi", "CR"];
    const place = ones.map(({ subject }) => order.indexOf(subject.response!));
    expect(rowOf("depth", "C1D1 pre", "BAX", "spearman")).toMatchObject(shown({ ...spearman(rounded(ones), place) }));
    expect(rowOf("depth", "C1D1 pre", "BAX", "kendall")).toMatchObject(shown({ ...kendall(rounded(ones), place) }));
    const groups = order
      .map((word) => ones.filter(({ subject }) => subject.response === word))
      .filter((group) => group.length > 0);
    const trend = jonckheereTerpstra(groups.map(rounded));
    expect(rowOf("depth", "C1D1 pre", "BAX", "jonckheere-terpstra")).toMatchObject(shown({ ...trend }));
    expect(rowOf("depth", "C1D1 pre", "BAX", "spearman").concordance).toBeCloseTo(trend.estimate, 12);
  });

  test("continuous, among those in remission", () => {
    const ones = measured("BAX", "C1D1", "pre").filter(isYes);
    const ages = ones.map(({ subject }) => number(subject.age));
    const row = (method: string) => rowOf("age", "C1D1 pre", "BAX", method);
    expect(row("spearman")).toMatchObject({ n: ones.length, ...shown({ ...spearman(rounded(ones), ages) }) });
    expect(row("pearson")).toMatchObject(shown({ ...pearson(values(ones), ages) }));
    expect(row("theil-sen")).toMatchObject(shown({ ...theilSen(ages, values(ones)) }));
  });

  test("categories of 2 subjects or more", () => {
    const ones = measured("BAX", "C1D1", "pre");
    const words = [...new Set(ones.map(({ subject }) => subject.cytogenetics!))].sort();
    const groups = words.map((word) => ones.filter(({ subject }) => subject.cytogenetics === word)).map(rounded);
    const { statistic, p } = kruskalWallis(groups.filter((group) => group.length >= 2));
    expect(rowOf("cytogenetics", "C1D1 pre", "BAX", "kruskal-wallis")).toMatchObject({ statistic, p });
  });

  test("time to event on Day 1: everybody counts from then on, within strata", () => {
    const ones = measured("BAX", "C1D1", "pre");
    const times = ones.map(({ subject }) => number(subject.os_months));
    const events = ones.map(({ subject }) => subject.os_event === "1");
    const strata = ones.map(({ subject }) => subject.sex!);
    const fit = cox(times, events, [values(ones)], { strata });
    const { statistic, p } = fit.likelihoodRatio;
    const { estimate, low, high } = fit.coefficients[0]!;
    expect(rowOf("os", "C1D1 pre", "BAX", "cox")).toMatchObject({ n: ones.length, estimate, low, high, statistic, p });
    expect(rowOf("os", "C1D1 pre", "BAX", "cox").concordance).toBe(
      survivalConcordance(times, events, rounded(ones)).estimate,
    );
    const adjusted = cox(times, events, [values(ones), ones.map(({ subject }) => number(subject.age))], { strata });
    expect(rowOf("os", "C1D1 pre", "BAX", "cox-adjusted")).toMatchObject({
      ...{ adjusted_for: "age", estimate: adjusted.coefficients[0]!.estimate, p: adjusted.coefficients[0]!.p },
    });
    const sorted = values(ones).sort((a, b) => a - b);
    const middle = (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
    const halves = ones.map(({ value }) => (tie(value) < tie(middle) ? "below" : "others"));
    const split = logRank(times, events, halves, { strata });
    expect(rowOf("os", "C1D1 pre", "BAX", "log-rank")).toMatchObject({ statistic: split.statistic, p: split.p });
  });

  test("time to event on Day 15: follow-up counts from the sample's day on", () => {
    const ones = measured("BAX", "C1D15", "post");
    const entry = ones.map(({ subject, sample }) => (day(sample.collected!) - day(subject.first_dose!) + 1) / 30.4375);
    const times = ones.map(({ subject }) => number(subject.os_months));
    const stay = ones.flatMap((_, i) => (entry[i]! < times[i]! ? [i] : []));
    const of = <T>(list: readonly T[]) => stay.map((i) => list[i]!);
    const fit = cox(of(times), of(ones.map(({ subject }) => subject.os_event === "1")), [of(values(ones))], {
      entry: of(entry),
      strata: of(ones.map(({ subject }) => subject.sex!)),
    });
    expect(entry.every((one) => one > 0.4 && one < 0.6)).toBe(true);
    const row = rowOf("os", "C1D15 post", "BAX", "cox");
    expect(row).toMatchObject({ n: stay.length, estimate: fit.coefficients[0]!.estimate, p: fit.likelihoodRatio.p });
  });

  test("each outcome has a family-wise p for its first method alone, never below the p alone", () => {
    for (const [outcome, first] of [
      ["response", "rank-sum"],
      ["depth", "spearman"],
      ["os", "cox"],
    ] as const) {
      const own = rows.filter((row) => row.outcome === outcome);
      const told = own.filter((row) => row.p_max_t !== undefined);
      expect(told.length).toBeGreaterThan(600);
      expect(new Set(told.map((row) => row.method))).toEqual(new Set([first]));
      expect(told.every((row) => (row.p_max_t as number) >= 1 / 201)).toBe(true);
    }
  });

  test("gene sets at every place, two tests each", () => {
    const sets = [...rowsOf(table("association-sets"))] as Record<string, string | number>[];
    const response = sets.filter((row) => row.outcome === "response");
    expect(response).toHaveLength(6 * 8 * 2);
    expect(response.every((row) => row.arrangements === 200 && Number(row.p) > 0 && Number(row.p) <= 1)).toBe(true);
    expect(sets.filter((row) => row.outcome === "cytogenetics")).toEqual([]);
  });
});

test("a derived measure is a column: overall survival from the dated facts is that of the subjects table", async () => {
  const derived = (text: string) =>
    withOutcomes(text)
      .replace("time: os_months, event: os_event", "time: outcome.os, event: outcome.os.event")
      .replace("column: response, yes: [CR, CRi], no: [PR, RD, PD]", "column: outcome.cr-cri, yes: [yes], no: [no]");
  const [given, made] = await Promise.all([withOutcomes, derived].map((yaml) => run(folderOf(yaml))));
  const rows = (done: typeof given) =>
    [...rowsOf(done!.table("association"))].filter(({ outcome }) => outcome === "os" || outcome === "response");
  const [one, two] = [rows(given), rows(made)];
  expect(two.length).toBe(one.length);
  expect(one.filter((row) => row.method === "cox" && row.p !== undefined).length).toBeGreaterThan(500);
  one.forEach((row, at) => {
    expect([two[at]!.method, two[at]!.n, two[at]!.n_1]).toEqual([row.method, row.n, row.n_1]);
    if (row.p !== undefined) expect(two[at]!.p).toBeCloseTo(row.p as number, 6);
  });
});

describe("who is followed", () => {
  test("who had the event before their sample was taken is left out, and counted", async () => {
    // The first subject with a sample on Day 15 is made to have died on day 10: a date before the sample's.
    const sampled = parse("samples.csv").find((row) => row.visit === "C1D15" && row.time === "pre")!.subject!;
    const early = (text: string) =>
      text.replace(new RegExp(`^(${sampled},(?:[^,]*,){11})[^,]*,[^,]*`, "m"), `$1${(10 / 30.4375).toFixed(4)},1`);
    expect(early(files.get("subjects.csv")!)).not.toBe(files.get("subjects.csv"));
    const before = await run(folderOf(withOutcomes));
    const after = await run(folderOf(withOutcomes, early));
    const row = (done: typeof before, at: string) =>
      [...rowsOf(done.table("association"))].find(
        (one) => one.outcome === "os" && one.at === at && one.gene === "BAX" && one.method === "cox",
      ) as Record<string, string | number>;
    expect(row(after, "C1D1 pre").n).toBe(row(before, "C1D1 pre").n);
    expect(row(after, "C1D15 pre").n).toBe(Number(row(before, "C1D15 pre").n) - 1);
    expect(row(after, "C1D15 pre").caveat).toMatch(/1 of \d+ had left before their sample was taken/);
    expect(row(after, "sustained").caveat).toMatch(/1 of \d+ had left before their sample was taken/);
  });

  test("without dates nothing measured after Day 1 is held against a time", async () => {
    const undated = (text: string) => text.replace("first_dose", "first_dosing");
    // The section clinical would not go without the column, and nothing here asks for it.
    const { table } = await run(
      folderOf((text) => withOutcomes(text).replace(/^clinical:.*\n(?: .*\n)*/m, ""), undated),
    );
    const own = [...rowsOf(table("association"))].filter((row) => row.outcome === "os" && row.method === "cox");
    expect(own.filter((row) => row.at === "C1D1 pre" && row.p !== undefined).length).toBeGreaterThan(50);
    expect(own.filter((row) => row.at === "C1D15 pre" && row.p !== undefined)).toEqual([]);
    expect(own.find((row) => row.at === "C1D15 pre")!.caveat).toMatch(/no sample's date with a Day 1/);
  });
});

test("hours that a contrast pools stand each by itself, with the subjects of those hours alone", async () => {
  const { table } = await run(folderOf(withOutcomes));
  const rows = [...rowsOf(table("change-hours"))] as Record<string, string | number>[];
  const samples = parse("samples.csv");
  const changes = [...rowsOf(table("change"))] as unknown as Record<string, string | number>[];
  const own = rows.filter((row) => row.gene === "BAX" && row.contrast === "acute-d1");
  expect(own.map((row) => row.hours)).toEqual([1, 3]);
  for (const { hours, n, p } of own) {
    const subjects = samples
      .filter((one) => one.visit === "C1D1" && one.time === "post" && Number(one.hours) === hours)
      .map((one) => one.subject);
    const values = changes
      .filter((row) => row.contrast === "acute-d1" && row.gene === "BAX" && subjects.includes(String(row.subject)))
      .filter((row) => row.state === "measured")
      .map((row) => tie(Number(row.log2_change)));
    expect(n).toBe(values.length);
    expect(p).toBe(signedRank(values).p);
  }
  expect(rows.some((row) => row.contrast === "sustained")).toBe(false);
});

describe("a gene that is seldom seen", () => {
  test("is not compared as a quantity, but by whether it was seen", async () => {
    const { table } = await run(
      folderOf((text) =>
        withOutcomes(text)
          .replace(/ct_limit: \d+/, "ct_limit: 27")
          .replace("permutations: 200", "permutations: 0"),
      ),
    );
    const all = [...rowsOf(table("association"))].filter((row) => row.outcome === "response" && row.at === "C1D1 pre");
    const seen = all.filter((row) => row.method === "fisher-exact");
    expect(seen.length).toBeGreaterThan(0);
    for (const row of seen) {
      const counts = /detected in (\d+) of (\d+) yes and (\d+) of (\d+) no/
        .exec(String(row.caveat))!
        .slice(1)
        .map(Number);
      const [a, m, b, n] = counts as [number, number, number, number];
      expect(row.p).toBe(fisherExact(a, m - a, b, n - b).p);
      const others = all.filter((one) => one.gene === row.gene && one.method !== "fisher-exact");
      expect(others.every((one) => one.p === undefined && /not compared as a quantity/.test(String(one.caveat)))).toBe(
        true,
      );
    }
    const changes = [...rowsOf(table("change-tests"))].filter((row) => row.method === "mcnemar-exact");
    expect(changes.length).toBeGreaterThan(0);
    expect(changes.every((row) => row.p !== undefined)).toBe(true);
  });

  test("stands in the sensitivity tables once for each way to take a non-detect", async () => {
    const { table } = await run(
      folderOf((text) =>
        withOutcomes(text)
          .replace(/ct_limit: \d+/, "ct_limit: 30")
          .replace("permutations: 200", "permutations: 0"),
      ),
    );
    for (const name of ["association-sensitivity", "change-sensitivity"]) {
      const all = [...rowsOf(table(name))] as Record<string, unknown>[];
      const ranked = all.filter((row) => row.method !== "tobit");
      expect(ranked.length % 5).toBe(0);
      expect(ranked.length).toBeGreaterThan(50);
      ranked.forEach((row, at) => {
        expect(row.nondetects).toBe(["censored", "drop", "limit", "limit+1", "forty"][at % 5]);
        expect(row.chosen).toBe(row.nondetects === "censored");
      });
      const models = all.filter((row) => row.method === "tobit");
      expect(models.length).toBeGreaterThan(10);
      expect(models.every((row) => row.nondetects === "censored" && row.chosen === false)).toBe(true);
      expect(models.every((row) => (row.estimate === undefined) === /no estimate|fewer/.test(String(row.caveat)))).toBe(
        true,
      );
    }
    // What the study chose is what the main table says.
    const main = [...rowsOf(table("change-tests"))];
    const chosen = [...rowsOf(table("change-sensitivity"))].filter((row) => row.chosen);
    expect(chosen.length).toBeGreaterThan(10);
    for (const { contrast, gene, p } of chosen)
      expect(p).toBe(
        main.find((row) => row.contrast === contrast && row.gene === gene && row.method === "signed-rank")!.p,
      );
  });
});

describe("bad outcomes are trouble", () => {
  const refused = async (yaml: (text: string) => string, subjects?: (text: string) => string) => {
    const error = await run(folderOf((text) => yaml(withOutcomes(text)), subjects)).catch((one: unknown) => one);
    expect(error).toBeInstanceOf(Trouble);
    return (error as Trouble).message;
  };

  test.each([
    [
      "a kind that is none",
      (text: string) => text.replace("kind: ordered", "kind: orderd"),
      /one of "binary", "ordered"/,
    ],
    [
      "a key of another kind",
      (text: string) => text.replace("kind: continuous, column", "kind: continuous, time"),
      /age/,
    ],
    [
      "a column that is none",
      (text: string) => text.replace("time: os_months", "time: os_month"),
      /no column "os_month"/,
    ],
    [
      "a covariate that is none",
      (text: string) => text.replace("[age, log_blasts", "[agee, log_blasts"),
      /no column "agee"/,
    ],
    [
      "an order without a word that occurs",
      (text: string) => text.replace("[PD, RD, PR,", "[PD, PR,"),
      /"RD" is not in the order/,
    ],
    [
      "a word twice in an order",
      (text: string) => text.replace("[PD, RD,", "[PD, PD, RD,"),
      /"PD" is in the order twice/,
    ],
    ["a number that is none", (text: string) => text.replace("column: age", "column: sex"), /is not a number/],
    [
      "a censoring in the place of an event",
      (text: string) => text.replace("event: os_event,", "event: CNSR,"),
      /CNSR is 0 where the event was seen/,
    ],
    [
      "who is compared told by another word",
      (text: string) => text.replace("among: remission", "among: response"),
      /neither yes nor no, which tell who/,
    ],
    [
      "a stratum that is blank",
      (text: string) => text.replace("strata: sex", "strata: mrd"),
      /mrd: is blank; the stratum of "os" was expected/,
    ],
    [
      "a unit that is none",
      (text: string) => text.replace("event: os_event,", "event: os_event, unit: moons,"),
      /"months"/,
    ],
  ])("%s", async (_, yaml, message) => {
    expect(await refused(yaml)).toMatch(message);
  });

  test("a time without its event", async () => {
    const half = (text: string) => text.replace(/^(INO-1001,(?:[^,]*,){12})[^,]*/m, "$1");
    expect(await refused((text) => text, half)).toMatch(
      /subjects\.csv line 2, os_event: is blank, where "os_months" is not/,
    );
  });
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { exampleStudy } from "../data/example/study.ts";
import type { Figure, Forest, Roc, Survival } from "../data/figure.ts";
import type { Report } from "../data/report.ts";
import type { Summary } from "../data/summary.ts";
import { rowsOf } from "../data/table.ts";
import { run, type WholeRun } from "../pipeline/run.ts";
import { reportHtml } from "../reports/report.tsx";
import { association } from "../stages/association.ts";
import { endpoints } from "../stages/endpoints/index.ts";
import { outcome } from "../stages/outcome.ts";
import { auc } from "../stages/statistics/auc.ts";
import { rocCurve } from "../stages/statistics/roc-curve.ts";
import { riskTimes, survivalCurves } from "../stages/survival-curves.ts";
import { launch, noBrowser, serious } from "./browser.ts";
import { reference } from "./statistics/reference.ts";
import { factsOf, seen, settings, subject } from "./subjects.ts";

// Curves: drawn of plausible and of odd data, and held against the tables of a run.

const HOSTILE = `</style><script>alert("x")</script>`;

/** A number from 0 to 1 that is the same in every run. */
function made(seed: number): number {
  const x = Math.sin(seed * 12.9898 + 4.1) * 43758.5453;
  return x - Math.floor(x);
}

interface Of {
  readonly label: string;
  readonly n: number;
  /** Share of the subjects who have the event. */
  readonly events: number;
  readonly months?: number;
  readonly entry?: boolean;
}

function survival(...groups: readonly Of[]): Survival {
  const cohorts = groups.map(({ label, n, events, months = 12, entry = false }, g) => {
    const at = (i: number) => -months * Math.log(1 - 0.98 * made(31 * g + i));
    return {
      label,
      times: Array.from({ length: n }, (_, i) => (entry ? 0.5 : 0.05) + at(i)),
      events: Array.from({ length: n }, (_, i) => made(7 * g + i + 0.5) < events),
      entry: entry ? Array.from({ length: n }, (_, i) => 0.4 + 0.1 * made(i)) : undefined,
    };
  });
  const words = {
    title: "Overall survival (os)",
    caption: "From the first dose to death.",
    from: "Day 1",
    unit: "months",
  };
  return survivalCurves(cohorts, words, { level: 0.95 })[0]!;
}

function roc(yes: readonly number[], no: readonly number[], unseen = Number.NEGATIVE_INFINITY): Roc["curves"][number] {
  return {
    ...{ label: "MGST1 at C1D1 pre", yes: yes.length, no: no.length, area: auc(yes, no) },
    points: rocCurve(yes, no).map(({ cut, ...point }) => {
      return { ...point, cut: cut !== undefined && cut > unseen ? cut : undefined };
    }),
  };
}

function rocOf(...curves: readonly Roc["curves"][number][]): Roc {
  const words = { title: "response told by MGST1", caption: "Areas by DeLong." };
  return { kind: "roc", ...words, direction: "higher expression counts as a yes", level: 0.95, curves };
}

const numbers = (n: number, seed: number, by = 0) => Array.from({ length: n }, (_, i) => 3 * made(seed + i) + by);
const hardly = survivalCurves(
  [
    {
      label: "all",
      times: Array.from({ length: 40 }, (_, i) => i + 1),
      events: Array.from({ length: 40 }, (_, i) => i === 3),
    },
  ],
  { title: "Overall survival (os)", caption: "", from: "Day 1", unit: "months" },
  {},
)[0]!;
const single = { label: "all", n: 1, events: 1 };
const shares: Forest = {
  ...{ kind: "forest", title: "Shares", caption: "", x: "subjects with a yes (%)", ends: [0, 100] },
  lines: [
    { label: "cr-cri", estimate: 68.06, low: 56.01, high: 78.56, part: 49, n: 72 },
    { label: "satisfactory-response", estimate: 0, low: 0, high: 97.5, part: 0, n: 1 },
    { label: "dlt", estimate: 100, low: 2.5, high: 100, part: 1, n: 1 },
  ],
};

/** Plausible and odd uses: what the words beside each must say, and what must not stand there. */
const gallery: readonly (readonly [string, Figure, RegExp])[] = [
  ["all subjects", survival({ label: "all", n: 72, events: 0.8 }), /n 72, \d+ events, median \d/],
  [
    "two groups",
    survival({ label: "below", n: 36, events: 0.9 }, { label: "others", n: 36, events: 0.6 }),
    /Band: pointwise 95 % limits, log-log/,
  ],
  [
    "six groups",
    survival(
      ...["diploid", "Ph+", "11q23", "complex", "(blank)", HOSTILE].map((label, i) => ({
        label,
        n: 5 + 4 * i,
        events: 0.7,
      })),
    ),
    /are in the table behind/,
  ],
  ["one subject with the event", survival(single), /n 1, 1 event, median [\d.]+ months \(no interval\)/],
  ["one subject without", survival({ ...single, events: 0 }), /n 1, 0 events, median not reached \(no interval\)/],
  ["all censored", survival({ label: "all", n: 20, events: 0 }), /n 20, 0 events, median not reached/],
  ["a curve that hardly falls", hardly, /median not reached/],
  [
    "one in a group",
    survival({ label: "one", n: 1, events: 1 }, { label: "many", n: 60, events: 0.5 }),
    /one: n 1, 1 event/,
  ],
  [
    "a thousand",
    survival({ label: "low", n: 500, events: 0.6 }, { label: "high", n: 500, events: 0.4 }),
    /n 500, \d+ events/,
  ],
  ["a crowd", survival({ label: "all", n: 3000, events: 0.6 }), /too many to be marked/],
  [
    "followed from a sample on",
    survival({ label: "a", n: 20, events: 0.8, entry: true }, { label: "b", n: 20, events: 0.8, entry: true }),
    /a: n 20/,
  ],
  ["over decades", survival({ label: "all", n: 30, events: 0.5, months: 400 }), /n 30/],
  ["a gene that tells", rocOf(roc(numbers(24, 1, 0.8), numbers(17, 50))), /24 yes, 17 no/],
  ["ties and non-detects", rocOf(roc([0, 0, 2, 2, 3], [0, 0, 0, 1, 2], 0)), /Last piece, pale: not detected/],
  ["no overlap", rocOf(roc([3, 4], [1, 2])), /area 1.00 \(no interval\), 2 yes, 2 no/],
  ["one a side, equal", rocOf(roc([1], [1])), /area 0.50 \(no interval\)/],
  ["a thousand in ROC", rocOf(roc(numbers(600, 1, 0.4), numbers(400, 900))), /600 yes, 400 no/],
  [
    "two curves",
    rocOf(roc(numbers(20, 1, 0.8), numbers(20, 50)), { ...roc(numbers(20, 3), numbers(20, 90)), label: HOSTILE }),
    /20 yes, 20 no.*20 yes, 20 no/s,
  ],
  ["shares", shares, /49\/72.*0\/1.*1\/1/s],
];

function page(figures: readonly Figure[]): string {
  const summary: Summary = { headline: "", counts: [], findings: [], tables: [], figures, methods: "" };
  const provenance: Report["provenance"] = {
    ...{ program: "deltact", version: "0", run: "0", study: "made", inputs: [], settings: [], tables: [] },
  };
  const parts = { study: "made", sentence: "", verdict: [], flow: [], dictionary: [], trace: undefined, command: "" };
  return reportHtml({ ...parts, provenance, sections: [{ name: "x", title: "X", about: "", summary }] });
}

describe("gallery", () => {
  test.each(gallery)("%s", (_, figure, says) => {
    const html = page([figure]);
    const drawn = /<figure[\s\S]*<\/figure>/.exec(html)![0];
    expect(drawn).toMatch(says);
    expect(/.{30}(NaN|undefined|Infinity|\[object).{30}/.exec(drawn)?.[0]).toBeUndefined();
    expect(drawn).not.toContain("<script");
    expect(drawn).toMatch(/<title>[^<]|many/);
    expect(page([figure])).toBe(html);
    const svg = /<svg viewBox="0 0 (\d+)/.exec(drawn)!;
    expect(Number(svg[1])).toBeLessThanOrEqual(640);
  });

  test("nobody is not drawn", () => {
    expect(survivalCurves([], { title: "", caption: "", from: "Day 1", unit: "months" }, {})).toEqual([]);
    expect(page([rocOf()])).toContain("Nothing to draw.");
  });

  test("many are faint, a crowd has no marks, and neither makes the page large", () => {
    const drawn = (name: string) => {
      const html = page([gallery.find(([one]) => one === name)![1]]);
      return /<svg[\s\S]*<\/svg>/.exec(html)![0];
    };
    expect(drawn("all subjects").match(/censored of/g)!.length).toBeGreaterThan(5);
    expect(drawn("a thousand")).not.toMatch(/censored of/);
    expect(drawn("a thousand")).toMatch(/series many/);
    expect(drawn("a crowd")).not.toMatch(/class="censored/);
    for (const name of ["a thousand", "a crowd", "a thousand in ROC"])
      expect(drawn(name).length, name).toBeLessThan(200_000);
  });

  test("a curve ends where its last subject leaves, and censoring does not lower it", () => {
    const [figure] = survivalCurves(
      [{ label: "all", times: [2, 4, 4, 6], events: [false, true, false, false] }],
      { title: "", caption: "", from: "Day 1", unit: "months" },
      {},
    );
    const drawn = /<svg[\s\S]*<\/svg>/.exec(page([figure!]))![0];
    // From 52 to 462 across 6 months; S is 2/3 from month 4 on.
    const [, path] = /class="curve s0" d="([^"]*)"><title>/.exec(drawn)!;
    expect(path).toMatch(/^M52 [\d.]+H325\.3V[\d.]+H462$/);
    expect(drawn.match(/class="censored s0"/g)).toHaveLength(3);
    expect(figure!.ticks).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(figure!.groups[0]!.life.map(({ atRisk }) => atRisk)).toEqual([4, 4, 4, 3, 3, 1, 1]);
    expect(figure!.groups[0]!.life.map(({ events }) => events)).toEqual([0, 0, 0, 0, 1, 1, 1]);
    expect(figure!.groups[0]!.life.map(({ censored }) => censored)).toEqual([0, 0, 1, 1, 2, 2, 3]);
    expect(figure!.groups[0]!.life.map(({ survival }) => survival)).toEqual([1, 1, 1, 1, 2 / 3, 2 / 3, 2 / 3]);
  });

  test("times at risk are a step of the calendar apart, from 0, at most nine", () => {
    expect(riskTimes(23, "months")).toEqual([0, 3, 6, 9, 12, 15, 18, 21]);
    expect(riskTimes(700, "days").slice(0, 3)).toEqual([0, 91, 182]);
    expect(riskTimes(0.75, "months")).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]);
    expect(riskTimes(0, "months")[0]).toBe(0);
    for (const unit of ["days", "weeks", "months", "years"])
      for (const last of [0, 1e-3, 0.9, 1, 4, 4.1, 7.9, 8, 9, 50, 333, 1e4, 1e7]) {
        const ticks = riskTimes(last, unit);
        expect(ticks.length).toBeLessThanOrEqual(9);
        expect(ticks.at(-1)!).toBeLessThanOrEqual(last);
        if (last > 0) expect(ticks.length, `${last} ${unit}`).toBeGreaterThanOrEqual(2);
      }
  });
});

test("every time to an event says from when it counts", () => {
  const timed = endpoints.filter(({ kind }) => kind === "time-to-event");
  expect(timed.length).toBeGreaterThan(5);
  for (const { name, curve } of timed) expect(curve?.from, name).toMatch(/^the first /);
});

test("curves by group: of the first column with 2 to 6 groups, OS and PFS alone", () => {
  const named = (i: number) =>
    subject(i % 3 === 0 ? "21 CR, 90 relapse, 200 death" : "21 RD, 60 death", {
      subject: `S${i}`,
      groups: new Map([
        ["site", `site ${i}`],
        ["dose", i % 2 === 0 ? "1.2" : "1.8"],
        ["sex", i % 2 === 0 ? "F" : "M"],
      ]),
    });
  const facts = factsOf(
    Array.from({ length: 9 }, (_, i) => named(i)),
    { groups: ["site", "dose", "sex"] },
  );
  const told = outcome.summarise(outcome.run({ facts }, settings()), { facts }, settings());
  const titles = told.figures.filter(({ kind }) => kind === "survival").map(({ title }) => title);
  expect(titles.filter((title) => title.includes(", by "))).toEqual([
    "Overall survival (os), by dose",
    "Progression-free survival (pfs), by dose",
  ]);
  expect(titles.filter((title) => !title.includes(", by ")).length).toBeGreaterThan(4);
  const none = factsOf([seen("")].map((one) => ({ ...one, start: undefined })));
  expect(outcome.summarise(outcome.run({ facts: none }, settings()), { facts: none }, settings()).figures).toEqual([]);
});

test.skipIf(noBrowser)(
  "in Chromium: nothing axe finds serious, light and dark, and no wider than a phone",
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "deltact-curves-"));
    writeFileSync(join(folder, "report.html"), page(gallery.map(([, figure]) => figure)));
    const browser = await launch();
    for (const colorScheme of ["light", "dark"] as const) {
      const opened = await browser.newPage({ colorScheme, viewport: { width: 400, height: 800 } });
      await opened.goto(`file://${join(folder, "report.html")}`);
      expect(await serious(opened)).toEqual([]);
      expect((await opened.locator("main").boundingBox())!.width).toBeLessThanOrEqual(400);
      await opened.close();
    }
    await browser.close();
    rmSync(folder, { recursive: true });
  },
  120_000,
);

describe("the figures of a run say what its tables say", () => {
  const outcomes = `outcomes:
  response: { kind: binary, column: response, yes: [CR, CRi], no: [PR, RD, PD] }
  os: { kind: time-to-event, time: outcome.os, event: outcome.os.event, unit: months }
  dor: { kind: time-to-event, time: outcome.dor, event: outcome.dor.event, unit: months, strata: sex }
association: { permutations: 0, models: no }
`;
  const folder = mkdtempSync(join(tmpdir(), "deltact-curves-"));
  let done: WholeRun;
  let figures: Readonly<Record<"outcome" | "association", readonly Figure[]>>;
  type Cells = Record<string, string | number | boolean | undefined>;
  const rows = (name: string) => [...rowsOf(done.table(name))] as Cells[];
  const survivals = (name: "outcome" | "association") =>
    figures[name].filter((figure): figure is Survival => figure.kind === "survival");

  beforeAll(async () => {
    for (const { path, text } of exampleStudy({ subjects: 24, seed: 5, formats: ["quantstudio"] })) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(
        join(folder, path),
        path === "study.yaml" ? text.replace(/^outcomes:\n(?: +.*\n)+/m, outcomes) : text,
      );
    }
    done = await run(folder);
    const { study, outputs } = done;
    const { change } = outputs;
    const input = {
      change,
      moments: study.moments,
      outcomes: study.outcomes,
      subjects: study.subjects,
      subjectsFile: "",
    };
    figures = {
      outcome: outcome.summarise(outputs.outcome!, { facts: study.facts! }, study.set.outcome).figures,
      association: association.summarise(outputs.association, input, study.set.association).figures,
    };
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test("n, events, median and its limits: outcome-summary.csv, of all and by group", () => {
    const own = survivals("outcome");
    expect(own.length).toBeGreaterThan(6);
    let compared = 0;
    for (const { title, groups, ticks } of own) {
      const [, measure, by = "all"] = /\(([\w-]+)\)(?:, by (\w+))?$/.exec(title)!;
      for (const { label, n, events, median, life, steps } of groups) {
        const atRisk = life.map((one) => one.atRisk);
        const row = rows("outcome-summary").find(
          (one) => one.measure === measure && one.by === by && one.group === label,
        )!;
        expect({ n: events, total: n, ...median }).toEqual({
          ...{ n: row.n, total: row.total, estimate: row.estimate, low: row.low, high: row.high },
        });
        const times = rows("outcome").filter((one) => one.measure === measure && one.value !== undefined);
        if (by === "all")
          expect(atRisk).toEqual(ticks.map((tick) => times.filter((one) => Number(one.value) >= tick).length));
        expect(atRisk[0]).toBe(n);
        expect(steps.reduce((sum, step) => sum + step.events + step.censored, 0)).toBe(n);
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(own.length);
  });

  test("shares: outcome-summary.csv", () => {
    const forest = figures.outcome.find((figure): figure is Forest => figure.kind === "forest")!;
    const yes = rows("outcome-summary").filter((row) => row.word === "yes" && row.by === "all" && row.total !== 0);
    expect(forest.lines).toEqual(
      yes.map(({ measure, estimate, low, high, n, total }) => ({
        label: measure,
        estimate,
        low,
        high,
        part: n,
        n: total,
      })),
    );
  });

  test("ROC: area, interval and numbers of association.csv; the area under what is drawn is the same", () => {
    const drawn = figures.association.filter((figure): figure is Roc => figure.kind === "roc");
    expect(drawn).toHaveLength(1);
    const [{ label, area, yes, no, points }] = drawn[0]!.curves as [Roc["curves"][number]];
    const [gene, at] = label.split(" at ");
    const ranked = rows("association").filter((row) => row.outcome === "response" && row.method === "rank-sum");
    const best = Math.min(...ranked.flatMap(({ p }) => (p === undefined ? [] : [Number(p)])));
    expect(ranked.find((row) => row.gene === gene && row.at === at)!.p).toBe(best);
    const row = rows("association").find((one) => one.method === "auc" && one.gene === gene && one.at === at)!;
    expect({ ...area, yes, no }).toEqual({
      ...{ estimate: row.estimate, low: row.low, high: row.high, yes: row.n_1, no: row.n_0 },
    });
    expect(trapezoids(points)).toBeCloseTo(row.estimate as number, 12);
  });

  test("halves: together the subjects and events of association.csv, parted as its log-rank test says", () => {
    const drawn = survivals("association");
    expect(drawn).toHaveLength(8);
    for (const { title, groups, caption, x } of drawn) {
      const [, name, gene, at] = /^(\w+) by (.+) at (.+)$/.exec(title)!;
      const row = (method: string) =>
        rows("association").find(
          (one) => one.outcome === name && one.method === method && one.gene === gene && one.at === at,
        )!;
      const [below, others] = groups;
      expect([below!.label, others!.label]).toEqual(["below the median", "the others"]);
      expect(below!.n + others!.n).toBe(row("log-rank").n);
      expect(below!.events + others!.events).toBe(row("log-rank").n_1);
      expect(row("log-rank").caveat).toMatch(`${below!.n} subjects below the median of the values, ${others!.n} not`);
      expect(caption).toContain(`Log-rank p ${Number(Number(row("log-rank").p).toPrecision(2))}`);
      const ratio = /hazard ratio, .*?: ([\d.e+-]+) \(/.exec(caption)?.[1];
      if (row("cox").estimate === undefined) expect(caption).toContain("gives no hazard ratio");
      else expect(Math.abs(Number(ratio) / Math.exp(Number(row("cox").estimate)) - 1)).toBeLessThan(0.05);
      expect(x).toBe(`Time from ${name === "os" ? "the first dose" : "the first CR, CRi or PR"} (months)`);
      expect(caption.includes("within strata of sex")).toBe(name === "dor");
      expect(caption.includes("Caution: samples are placed")).toBe(
        name === "dor" && /since|nobody is at risk/.test(caption),
      );
    }
  });

  test("the strongest associations of each outcome: estimates and intervals of association.csv", () => {
    const forests = figures.association.filter((figure): figure is Forest => figure.kind === "forest");
    expect(forests.map(({ title }) => title.split(":")[0])).toEqual(["response", "os", "dor"]);
    const method = { response: "rank-sum", os: "cox", dor: "cox" } as Record<string, string>;
    for (const { title, lines } of forests) {
      const name = title.split(":")[0]!;
      for (const { label, ...line } of lines) {
        const row = rows("association").find(
          (one) => one.outcome === name && one.method === method[name] && `${one.gene}, ${one.at}` === label,
        )!;
        expect(line).toEqual({ gene: row.gene, estimate: row.estimate, low: row.low, high: row.high, n: row.n });
      }
    }
  });
});

/** The area under a ROC curve, straight from point to point. */
function trapezoids(points: readonly { readonly sensitivity: number; readonly specificity: number }[]): number {
  return points.slice(1).reduce((sum, { sensitivity, specificity }, i) => {
    const before = points[i]!;
    return sum + ((before.specificity - specificity) * (before.sensitivity + sensitivity)) / 2;
  }, 0);
}

test("the area under a ROC curve is that which R gives", () => {
  const { cases } = reference("auc") as {
    cases: { input: { a: number[]; b: number[] }; result: { estimate: number } }[];
  };
  expect(cases.length).toBeGreaterThan(5);
  for (const { input, result } of cases)
    if (result?.estimate !== undefined) expect(trapezoids(rocCurve(input.a, input.b))).toBeCloseTo(result.estimate, 12);
});

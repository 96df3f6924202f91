import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CoxOptions } from "../../stages/statistics/cox.ts";
import { cox } from "../../stages/statistics/cox.ts";
import { kaplanMeier, type SurvivalInterval } from "../../stages/statistics/kaplan-meier.ts";
import { logRank } from "../../stages/statistics/log-rank.ts";
import { schoenfeld } from "../../stages/statistics/schoenfeld.ts";
import { survivalQuantile } from "../../stages/statistics/survival-quantile.ts";
import { holdAgainstR, near, reference } from "./reference.ts";

/** An input as R wrote it; what was not given is null there. */
interface Input {
  readonly times: number[];
  readonly events: boolean[];
  readonly columns: number[][];
  readonly groups: string[];
  readonly ties: "efron" | "breslow";
  readonly entry: number[] | null;
  readonly strata: string[] | null;
  readonly level: number;
  readonly transform: "km" | "identity";
  readonly interval: SurvivalInterval;
  readonly shares: number[];
}
const cut = ({ entry, strata }: Input) => ({ entry: entry ?? undefined, strata: strata ?? undefined });
const regress = (input: Input) => {
  const { ties, level } = input;
  return cox(input.times, input.events, input.columns, { ties, level, ...cut(input) });
};

holdAgainstR<Input>({
  schoenfeld: {
    run: (input) => {
      const { ties, transform } = input;
      const { columns, global } = schoenfeld(input.times, input.events, input.columns, {
        ...{ ties, transform, ...cut(input) },
      });
      return { statistic: columns.map((column) => column.statistic), p: columns.map((column) => column.p), global };
    },
  },
  "log-rank": { run: (input) => logRank(input.times, input.events, input.groups, cut(input)) },
  "kaplan-meier": {
    run: (input) => {
      const { interval, level } = input;
      const curve = kaplanMeier(input.times, input.events, { interval, level, ...cut(input) });
      return { ...curve, quantiles: input.shares.map((share) => survivalQuantile(curve.steps, share)) };
    },
  },
});

describe("reference numbers from R: cox", () => {
  for (const { name, input, result } of reference("cox").cases) {
    test(name, () => {
      const given = structuredClone(input);
      const { coefficients, ...whole } = regress(input);
      expect(input, "the input is not changed").toEqual(given);
      const fields = ["estimate", "se", "statistic", "p", "low", "high"] as const;
      const got = Object.fromEntries(fields.map((field) => [field, coefficients.map((each) => each[field])]));
      // A log likelihood is a sum of parts of which one alone may be 0: its rounding is that of the sum at 0.
      const { logLikelihood, ...rest } = result;
      near(whole.logLikelihood, logLikelihood, "logLikelihood", Math.abs(result.logLikelihoodAt0));
      near({ ...whole, ...got, logLikelihood: 0 }, { ...rest, logLikelihood: 0 }, name);
    });
  }
});

describe("published numbers", () => {
  /** R's data `lung`, as the reference script wrote it. */
  const lung: Input = reference("cox").cases.find(({ name }: { name: string }) => name === "lung by sex").input;

  // R as it comes stops at 0.588002819; at full convergence, and in 45 digits, it is 0.588002817160461.
  test("lung by sex: log-rank 10.32674195, hazard ratio 0.58800282", () => {
    const { statistic, df } = logRank(lung.times, lung.events, lung.columns[0]!.map(String));
    expect(statistic!.toFixed(8)).toBe("10.32674195");
    expect(df).toBe(1);
    expect(Math.exp(regress(lung).coefficients[0]!.estimate!).toFixed(8)).toBe("0.58800282");
  });

  const file = new URL(
    "../../../shared/corpus/cdisc/cdisc-org__DataExchange-DatasetJson__adam_adtte.json",
    import.meta.url,
  );
  const there = existsSync(file);
  test.runIf(!there)(`skipped: there is no CDISC pilot study at ${file.pathname}`, (context) => context.skip());

  describe.runIf(there)("the CDISC pilot study's time to first dermatologic event", () => {
    interface Event {
      readonly arm: string;
      readonly time: number;
      readonly event: boolean;
    }
    const rows = (): Event[] => {
      const { columns, rows } = JSON.parse(readFileSync(file, "utf8"));
      const place = (name: string) => columns.findIndex((column: { name: string }) => column.name === name);
      const [arm, time, censored] = [place("TRTA"), place("AVAL"), place("CNSR")];
      return rows.map((row: unknown[]) => ({ arm: row[arm], time: row[time], event: row[censored] === 0 }));
    };
    const of = (name: string) => rows().filter(({ arm }) => arm.includes(name));
    const times = (events: Event[]) => events.map(({ time }) => time);
    const had = (events: Event[]) => events.map(({ event }) => event);
    const byArm = (events: Event[]) =>
      logRank(
        times(events),
        had(events),
        events.map(({ arm }) => arm),
      ).statistic!.toFixed(9);

    test("254 rows, 152 events; log-rank 60.269556739, high v placebo 52.327004134", () => {
      expect(rows()).toHaveLength(254);
      expect(had(rows()).filter(Boolean)).toHaveLength(152);
      expect(byArm(rows())).toBe("60.269556739");
      expect(byArm([...of("High"), ...of("Placebo")])).toBe("52.327004134");
    });

    test("high v placebo: hazard ratio 4.9202182416 (3.0839698995-7.8498002035), by Breslow 4.8782016870", () => {
      const both = [...of("High"), ...of("Placebo")];
      const high = both.map(({ arm }) => (arm.includes("High") ? 1 : 0));
      const ratio = (options: CoxOptions) => cox(times(both), had(both), [high], options).coefficients[0]!;
      const told = (log: number | undefined) => Math.exp(log!).toFixed(10);
      const { estimate, low, high: upper } = ratio({});
      expect([estimate, low, upper].map(told)).toEqual(["4.9202182416", "3.0839698995", "7.8498002035"]);
      expect(told(ratio({ ties: "breslow" }).estimate)).toBe("4.8782016870");
    });

    test("medians: placebo not reached, low dose 33 (28-51), high dose 36 (25-47), as R's default interval, log", () => {
      const median = (arm: string, interval: SurvivalInterval) =>
        kaplanMeier(times(of(arm)), had(of(arm)), { interval }).median;
      expect(median("Placebo", "log")).toEqual({ estimate: undefined, low: undefined, high: undefined });
      expect(median("Low", "log")).toEqual({ estimate: 33, low: 28, high: 51 });
      expect(median("High", "log")).toEqual({ estimate: 36, low: 25, high: 47 });
      expect(median("Low", "log-log")).toEqual({ estimate: 33, low: 27, high: 48 });
      expect(median("High", "log-log")).toEqual({ estimate: 36, low: 23, high: 46 });
    });
  });
});

describe("a likelihood without a maximum", () => {
  test("nothing of Wald is told, and the tests stand", () => {
    const { coefficients, monotone, likelihoodRatio, score } = cox(
      [1, 2, 3, 4, 5],
      [true, true, true, false, false],
      [[5, 4, 3, 1, 2]],
    );
    expect(monotone).toBe(true);
    expect(new Set(Object.values(coefficients[0]!))).toEqual(new Set([undefined]));
    near(likelihoodRatio.statistic, 2 * Math.log(5 * 4 * 3), "the likelihood goes to 1 from 1 / (5 x 4 x 3)");
    expect(score.p).toBeLessThan(0.05);
  });

  test("one pair out of order, by however little, is a maximum", () => {
    const ending = (last: number) => cox([1, 2, 3, 4], [true, true, true, false], [[9, 5, 1, last]]);
    for (const off of [1, 1e-2, 1e-4, 1e-6]) {
      expect(ending(1 + off).monotone).toBe(false);
      expect(ending(1 - off).monotone).toBe(true);
    }
    expect(ending(1).monotone).toBe(true);
  });

  test("hazard ratios that double precision cannot tell from infinity are not told", () => {
    // In theory there is a maximum, at about 26 powers of e between the first two subjects.
    const { monotone, coefficients } = cox([1, 2, 3, 4], [true, true, true, false], [[9, 5, 1, 1 + 1e-15]]);
    expect(monotone).toBe(true);
    expect(coefficients[0]!.estimate).toBe(undefined);
  });
});

describe("impossible input", () => {
  const two = [true, true];
  const cases: [string, () => unknown, string][] = [
    ["cox, empty", () => cox([], [], [[]]), "cox: needs at least 1 subject, got 0"],
    ["cox, NaN", () => cox([1, Number.NaN], two, [[1, 2]]), "cox: needs finite numbers, got NaN at position 2"],
    ["cox, negative", () => cox([1, -2], two, [[1, 2]]), "cox: needs times of 0 or more, got -2 at position 2"],
    ["cox, events", () => cox([1, 2], [true], [[1, 2]]), "cox: needs one event for each time, got 1 for 2"],
    ["cox, no event", () => cox([1, 2], [false, false], [[1, 2]]), "cox: needs at least 1 event, got 0"],
    ["cox, no column", () => cox([1, 2], two, []), "cox: needs at least 1 column, got 0"],
    ["cox, short column", () => cox([1, 2], two, [[1, 2], [1]]), "cox: needs one value for each time, got 1 for 2"],
    [
      "cox, infinite value",
      () => cox([1, 2], two, [[1, Number.POSITIVE_INFINITY]]),
      "cox: needs finite numbers, got Infinity at position 2",
    ],
    [
      "cox, infinite difference",
      () => cox([1, 2], two, [[-1.7e308, 1.7e308]]),
      "cox: needs values with finite differences, got others in column 1",
    ],
    [
      "cox, collinear",
      () =>
        cox(
          [1, 2, 3, 4, 5],
          [true, true, true, true, true],
          [
            [1, 3, 2, 5, 4],
            [7, 7, 7, 7, 7],
            [3, 7, 5, 11, 9],
          ],
        ),
      "cox: needs columns of which none is a sum of others, got column 3",
    ],
    [
      "cox, entry",
      () => cox([1, 2], two, [[1, 2]], { entry: [0, 2] }),
      "cox: needs each entry before its exit, got 2 and 2 at position 2",
    ],
    [
      "cox, entries",
      () => cox([1, 2], two, [[1, 2]], { entry: [0] }),
      "cox: needs one entry for each time, got 1 for 2",
    ],
    [
      "cox, strata",
      () => cox([1, 2], two, [[1, 2]], { strata: ["a"] }),
      "cox: needs one stratum for each time, got 1 for 2",
    ],
    [
      "cox, level",
      () => cox([1, 2], two, [[1, 2]], { level: 95 }),
      "cox: a confidence level lies between 0 and 1, got 95",
    ],
    ["schoenfeld, no event", () => schoenfeld([1], [false], [[1]]), "schoenfeld: needs at least 1 event, got 0"],
    ["kaplan-meier, empty", () => kaplanMeier([], []), "kaplan-meier: needs at least 1 subject, got 0"],
    [
      "kaplan-meier, entry",
      () => kaplanMeier([1], [true], { entry: [Number.NaN] }),
      "kaplan-meier: needs finite numbers, got NaN at position 1",
    ],
    [
      "kaplan-meier, level",
      () => kaplanMeier([1], [true], { level: 0 }),
      "kaplan-meier: a confidence level lies between 0 and 1, got 0",
    ],
    ["survival-quantile", () => survivalQuantile([], 1), "survival-quantile: a share lies between 0 and 1, got 1"],
    ["log-rank, one group", () => logRank([1, 2], two, ["a", "a"]), "log-rank: needs at least 2 groups, got 1"],
    ["log-rank, groups", () => logRank([1, 2], two, ["a"]), "log-rank: needs one group for each time, got 1 for 2"],
    ["log-rank, empty", () => logRank([], [], []), "log-rank: needs at least 1 subject, got 0"],
  ];
  test.each(cases)("%s", (_, run, message) => {
    expect(run).toThrow(RangeError);
    expect(run).toThrow(message);
  });
});

describe("properties", () => {
  interface Subject {
    readonly time: number;
    readonly event: boolean;
    readonly x: number;
    readonly y: number;
    readonly stratum: string;
    readonly before: number;
  }
  const whole = (most: number) => fc.integer({ min: 0, max: most });
  /** Subjects whose times are whole numbers up to `latest`, so that a low one makes many ties. */
  const subjects = (latest: number, values: number, most = 30) =>
    fc.array(
      fc.record<Subject>({
        ...{ time: whole(latest).map((t) => t + 1), event: fc.boolean(), x: whole(values), y: whole(values) },
        ...{ stratum: fc.constantFrom("a", "b"), before: whole(latest).map((t) => t + 0.5) },
      }),
      { minLength: 2, maxLength: most },
    );
  const any = fc.oneof(subjects(3, 4, 10), subjects(10, 9), subjects(1000, 999), subjects(1000, 2));
  const pick = <Key extends keyof Subject>(list: readonly Subject[], key: Key) => list.map((each) => each[key]);
  const some = (list: readonly Subject[]) => list.some(({ event }) => event);
  const alone = (list: readonly Subject[], options: CoxOptions = {}) =>
    cox(pick(list, "time"), pick(list, "event"), [pick(list, "x")], options);

  /** All x of an event less that of another who was at risk with it. */
  const gaps = (list: readonly Subject[], stratified: boolean) =>
    list
      .filter(({ event }) => event)
      .flatMap((dead) =>
        list
          .filter(({ time, stratum }) => time >= dead.time && (!stratified || stratum === dead.stratum))
          .map(({ x, y }) => [dead.x - x, dead.y - y] as const),
      )
      .filter(([x, y]) => x !== 0 || y !== 0);

  test("there is an estimate unless every event is the greatest at risk, or the smallest", () => {
    fc.assert(
      fc.property(
        any,
        fc.constantFrom("efron" as const, "breslow" as const),
        fc.boolean(),
        (list, ties, stratified) => {
          fc.pre(some(list));
          const differences = gaps(list, stratified)
            .map(([x]) => x)
            .filter((x) => x !== 0);
          const fit = alone(list, { ties, strata: stratified ? pick(list, "stratum") : undefined });
          expect(fit.score.df).toBe(differences.length > 0 ? 1 : 0);
          const endless = differences.every((x) => x > 0) || differences.every((x) => x < 0);
          expect(fit.monotone).toBe(differences.length > 0 && endless);
          expect(fit.coefficients[0]!.estimate === undefined).toBe(endless);
        },
      ),
      { numRuns: 2000 },
    );
  });

  test("of two columns there are estimates unless a direction has every event foremost", () => {
    fc.assert(
      fc.property(fc.oneof(subjects(4, 5, 8), subjects(1000, 99, 8), subjects(1000, 9)), (list) => {
        const differences = gaps(list, false);
        fc.pre(differences.some(([a, b]) => differences.some(([c, d]) => a * d !== b * c)));
        const { monotone } = cox(pick(list, "time"), pick(list, "event"), [pick(list, "x"), pick(list, "y")]);
        // The directions at the border of what is possible, and those between two of them.
        const foremost = ([u, v]: readonly [number, number]) => differences.every(([x, y]) => u * x + v * y >= 0);
        const border = differences.flatMap(([x, y]) => [[-y, x] as const, [y, -x] as const]).filter(foremost);
        const between = border.flatMap(([u, v]) => border.map(([s, t]) => [u + s, v + t] as const));
        const endless = between.some(([u, v]) => differences.some(([x, y]) => u * x + v * y > 0));
        expect(monotone).toBe(endless);
      }),
      { numRuns: 1000 },
    );
  });

  test("a column turned round, moved or in another unit has the coefficient that it must", () => {
    fc.assert(
      fc.property(any, fc.constantFrom(-1, 1024, -1 / 64), whole(500), (list, unit, move) => {
        fc.pre(some(list));
        const before = alone(list);
        const after = alone(list.map((each) => ({ ...each, x: unit * each.x + move })));
        const [a, b] = [before.coefficients[0]!, after.coefficients[0]!];
        expect(after.monotone).toBe(before.monotone);
        if (a.estimate === undefined || a.p === undefined) return;
        near(b.estimate! * unit, a.estimate, "estimate", a.se!);
        near(b.se! * Math.abs(unit), a.se, "se");
        near(b.p, a.p, "p");
        near(after.score.p, before.score.p, "score");
      }),
    );
  });

  test("the order of the subjects changes nothing", () => {
    fc.assert(
      fc.property(any, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (list, chance) => {
        fc.pre(some(list));
        const keys = new Map(list.map((each) => [each, chance.next().value as number]));
        const mixed = [...list].sort((a, b) => keys.get(a)! - keys.get(b)!);
        const [a, b] = [alone(list), alone(mixed)].map(({ coefficients }) => coefficients[0]!);
        near(b!.p, a!.p, "p", 1);
        const curve = (of: readonly Subject[]) => kaplanMeier(pick(of, "time"), pick(of, "event"));
        expect(curve(mixed)).toEqual(curve(list));
      }),
    );
  });

  test("who is followed in two stretches counts as one", () => {
    fc.assert(
      fc.property(any, (list) => {
        fc.pre(some(list) && new Set(pick(list, "stratum")).size > 1);
        const early = list.filter(({ before, time }) => before < time);
        const [one, two] = [
          list.map(({ before, time }) => (before < time ? { time, from: before } : { time, from: -1 })),
          early.map(({ before }) => ({ time: before, from: -1 })),
        ];
        const times = [...one, ...two].map(({ time }) => time);
        const entry = [...one, ...two].map(({ from }) => from);
        const events = [...pick(list, "event"), ...early.map(() => false)];
        const x = [...pick(list, "x"), ...pick(early, "x")];
        const [a, b] = [alone(list), cox(times, events, [x], { entry })];
        near(b.coefficients[0]!.p, a.coefficients[0]!.p, "cox", 1);
        near(b.score.p, a.score.p, "score", 1);
        const [c, d] = [
          logRank(pick(list, "time"), pick(list, "event"), pick(list, "stratum")),
          logRank(times, events, [...pick(list, "stratum"), ...pick(early, "stratum")], { entry }),
        ];
        near(d.p, c.p, "log-rank", 1);
        const falls = (curve: ReturnType<typeof kaplanMeier>) =>
          curve.steps.filter((step) => step.events > 0).map(({ censored: _, ...step }) => step);
        expect(falls(kaplanMeier(times, events, { entry }))).toEqual(
          falls(kaplanMeier(pick(list, "time"), pick(list, "event"))),
        );
      }),
    );
  });

  test("the score test of two groups without ties is the log-rank test", () => {
    fc.assert(
      fc.property(subjects(1000, 1), (list) => {
        const spread = list.map((each, i) => ({ ...each, time: each.time + i / 64 }));
        fc.pre(some(spread) && new Set(pick(spread, "x")).size > 1);
        const { statistic } = logRank(pick(spread, "time"), pick(spread, "event"), pick(spread, "x").map(String));
        near(alone(spread).score.statistic, statistic, "statistic", 1);
        expect(alone(spread)).toEqual(alone(spread, { ties: "breslow" }));
      }),
    );
  });

  test("all that are expected were observed, and the names of the groups change nothing", () => {
    fc.assert(
      fc.property(any, (list) => {
        const named = (name: (x: number) => string) =>
          logRank(
            pick(list, "time"),
            pick(list, "event"),
            list.map(({ x }) => name(x % 3)),
          );
        fc.pre(new Set(list.map(({ x }) => x % 3)).size > 1);
        const { groups, p } = named(String);
        const sum = (of: "observed" | "expected" | "n") => groups.reduce((total, group) => total + group[of], 0);
        near(sum("expected"), sum("observed"), "expected");
        expect(sum("n")).toBe(list.length);
        near(named((x) => `z${9 - x}`).p, p, "p", 1);
      }),
    );
  });

  test("without censoring the curve is the share that is left, and its median that of the times", () => {
    fc.assert(
      fc.property(fc.array(whole(20), { minLength: 1, maxLength: 60 }), (times) => {
        const { steps, median } = kaplanMeier(
          times,
          times.map(() => true),
        );
        for (const { time, survival } of steps)
          near(survival, times.filter((each) => each > time).length / times.length, "survival", 1);
        const sorted = [...times].sort((a, b) => a - b);
        const middle = (sorted[Math.ceil(times.length / 2) - 1]! + sorted[Math.floor(times.length / 2)]!) / 2;
        expect(median.estimate).toBe(middle);
      }),
    );
  });

  test("intervals hold the survival, and the quantiles rise with the share", () => {
    fc.assert(
      fc.property(any, fc.constantFrom<SurvivalInterval>("log-log", "log", "plain"), (list, interval) => {
        const { steps } = kaplanMeier(pick(list, "time"), pick(list, "event"), { interval });
        for (const { low = 0, survival, high = 1 } of steps)
          expect(0 <= low && low <= survival && survival <= high && high <= 1).toBe(true);
        const quantiles = [0.1, 0.3, 0.5, 0.7, 0.9].map((share) => survivalQuantile(steps, share));
        for (const key of ["estimate", "low", "high"] as const) {
          const times = quantiles.map((quantile) => quantile[key] ?? Number.POSITIVE_INFINITY);
          expect(times).toEqual([...times].sort((a, b) => a - b));
        }
        for (const { low, estimate, high } of quantiles) {
          if (estimate !== undefined && low !== undefined) expect(low).toBeLessThanOrEqual(estimate);
          if (estimate !== undefined && high !== undefined) expect(estimate).toBeLessThanOrEqual(high);
        }
      }),
    );
  });

  test("a trend with time itself is the same in days and in months, and with a column turned round", () => {
    fc.assert(
      fc.property(subjects(100, 9), (list) => {
        fc.pre(some(list));
        const { global } = schoenfeld(pick(list, "time"), pick(list, "event"), [pick(list, "x")], {
          transform: "identity",
        });
        const months = pick(list, "time").map((days) => days / 32 + 8);
        const turned = schoenfeld(months, pick(list, "event"), [pick(list, "x").map((x) => -2 * x)], {
          transform: "identity",
        });
        near(turned.global.p, global.p, "p", 1, 1e-9);
      }),
    );
  });
});

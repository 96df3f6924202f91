import fc from "fast-check";
import { expect, test } from "vitest";
import { coupledLimit } from "../../stages/statistics/coupled-limit.ts";
import { firth } from "../../stages/statistics/firth.ts";
import { firthLikelihood } from "../../stages/statistics/firth-likelihood.ts";
import { logisticLikelihood } from "../../stages/statistics/logistic-likelihood.ts";
import { maximum } from "../../stages/statistics/maximum.ts";
import { weightedPair } from "../../stages/statistics/weighted-pair.ts";
import { weightedTriangle } from "../../stages/statistics/weighted-triangle.ts";
import { near } from "./reference.ts";

const value = fc.double({ min: -3, max: 3, noNaN: true });
const rows = fc.array(fc.tuple(fc.boolean(), value, value), { minLength: 6, maxLength: 40 });
const ones = (n: number) => new Float64Array(n).fill(1);

test("scores and curvatures are the derivatives, of two columns and of three, with the penalty and without", () => {
  fc.assert(
    fc.property(rows, fc.tuple(value, value, value), (drawn, at) => {
      const outcome = drawn.map(([yes]) => yes);
      const wave = (i: number) => Math.sin(2 * i + 1);
      const two = [ones(drawn.length), Float64Array.from(drawn, ([, x], i) => x + wave(i))];
      const three = [...two, Float64Array.from(drawn, ([, , x], i) => x + wave(3 * i))];
      for (const columns of [two, three]) {
        for (const surface of [logisticLikelihood(outcome, columns), firthLikelihood(outcome, columns)]) {
          const k = columns.length;
          const point = Float64Array.from(at.slice(0, k), (slope) => slope / 3);
          const { score, triangle, information } = surface.at(point);
          const definite = Array.from({ length: k }, (_, j) => triangle[j * k + j] !== information[j * k + j]);
          for (let j = 0; j < k; j++) {
            const h = 1e-4;
            const [up, down] = [surface.at(point.with(j, point[j]! + h)), surface.at(point.with(j, point[j]! - h))];
            expect(Math.abs((up.value - down.value) / (2 * h) - score[j]!)).toBeLessThan(1e-4);
            if (triangle !== information && !definite.every((one) => one)) continue;
            for (let l = 0; l < k; l++) {
              let product = 0;
              for (let a = 0; a < k; a++) product += triangle[a * k + j]! * triangle[a * k + l]!;
              expect(Math.abs((down.score[l]! - up.score[l]!) / (2 * h) - product)).toBeLessThan(1e-4);
            }
          }
        }
      }
    }),
  );
});

test("the triangle of two columns is that of any number", () => {
  fc.assert(
    fc.property(rows, (drawn) => {
      const [u, v] = [Float64Array.from(drawn, ([, x]) => x), Float64Array.from(drawn, ([, , x]) => x)];
      const weights = Float64Array.from(drawn, (_, i) => 1 / (i + 1));
      const { triangle } = weightedTriangle([u, v], weights.map(Math.sqrt));
      const size = Math.hypot(...u, ...v);
      weightedPair(u, v, weights).forEach((entry, at) => {
        if (triangle[0]! > 1e-9 * size) near(entry, triangle[at]!, `entry ${at}`, size, 1e-12);
      });
    }),
  );
});

test("a limit by steps lies on the ridge, at the level", () => {
  fc.assert(
    fc.property(rows, (drawn) => {
      const outcome = drawn.map(([yes], i) => (i < 2 ? i === 0 : yes));
      const columns = [ones(drawn.length), Float64Array.from(drawn, ([, x], i) => x + Math.sin(2 * i + 1))];
      const surface = logisticLikelihood(outcome, columns);
      const peak = maximum(surface, new Float64Array(2));
      if (peak === undefined) return;
      for (const side of [1, -1] as const) {
        const limit = coupledLimit(surface, peak, 2, side);
        if (limit === undefined) continue;
        const { value, score } = surface.at(limit.point);
        expect(side * (limit.point[1]! - peak.point[1]!)).toBeGreaterThan(0);
        expect(Math.abs(peak.value - value - 2)).toBeLessThan(1e-9);
        expect(Math.abs(score[0]!)).toBeLessThan(1e-9);
      }
    }),
  );
});

test("a limit by steps is not given where it lies farther from the start than one says", () => {
  const columns = [ones(6), Float64Array.of(-2, -1, 0, 1, 2, 3)];
  const surface = logisticLikelihood([false, true, false, true, false, true], columns);
  const peak = maximum(surface, new Float64Array(2))!;
  expect(coupledLimit(surface, peak, 2, 1)).toBeDefined();
  expect(coupledLimit(surface, peak, 2, 1, peak, 0.1)).toBeUndefined();
});

test("with gross outliers firth's limit is that of the highest of several hills", () => {
  const outcome = [1, 1, 0, 1, 0, 1, 0, 0, 1, 0, 1, 1].map((yes) => yes === 1);
  const column = [18005.9, 885680.7, -6.1, 226833.9, -5.1, 486486.6, 1.1, 1.6, 46015.2, 8.7, 19455.1, 712258.4];
  const { intercept, logLikelihood } = firth(outcome, [column], { level: 0.9 });
  const surface = firthLikelihood(outcome, [Float64Array.from(column), ones(12)]);
  const highest = (last: number) => {
    let top = Number.NEGATIVE_INFINITY;
    for (let power = -8; power <= 1; power += 0.002) {
      top = Math.max(top, surface.at(Float64Array.of(10 ** power, last)).value);
    }
    return top;
  };
  const level = logLikelihood! - 1.3527717270477;
  expect(highest(intercept.low! + 0.1)).toBeGreaterThan(level);
  expect(highest(intercept.low! - 0.1)).toBeLessThan(level);
  for (let last = intercept.low! + 0.1; last < intercept.estimate!; last += 1) {
    expect(highest(last)).toBeGreaterThan(level);
  }
});

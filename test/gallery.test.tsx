import { renderToString } from "preact-render-to-string";
import { describe, expect, test } from "vitest";
import { position } from "../data/card.ts";
import type { Figure } from "../data/figure.ts";
import { figures, kindOf } from "../reports/figures/index.ts";
import { rocCurve } from "../stages/statistics/roc-curve.ts";
import { survivalCurves } from "../stages/survival-curves.ts";

// One small figure of each kind, kept as it is drawn: a change of a drawing is seen in its file, and accepted by `npm run accept`.

const subjects = ["S1", "S2", "S3", "S4", "S5"];
const said = { title: "A figure", caption: "What is drawn." };

const gallery: { readonly [K in Figure["kind"]]: Extract<Figure, { kind: K }> } = {
  volcano: {
    ...{ kind: "volcano", ...said, x: "log2 change, later minus earlier", q: 0.05 },
    points: [
      { label: "CDKN1A", estimate: 1.2, p: 1e-6, q: 1e-5 },
      { label: "BAX", estimate: 0.7, p: 0.001, q: 0.004 },
      { label: "CD22", estimate: -0.9, p: 0.02, q: 0.06 },
      { label: "ATM", estimate: 0.05, p: 0.7, q: 0.9 },
    ],
  },
  pairs: {
    ...{ kind: "pairs", ...said, y: "log2 expression (-dCt)", from: "C1D1 pre", to: "C1D1 post" },
    lines: subjects.map((label, i) => ({ label, from: -5 - i / 2, to: i === 4 ? -7.5 : -4.5 - i / 3 })),
  },
  strip: {
    ...{ kind: "strip", ...said, y: "log2 expression (-dCt)" },
    groups: [
      { label: "yes", points: subjects.map((label, i) => ({ label, value: -8 + i / 4, open: false })) },
      { label: "no", points: subjects.map((label, i) => ({ label, value: -12 + i, open: i < 3 })) },
      { label: "nobody", points: [] },
    ],
  },
  forest: {
    ...{ kind: "forest", ...said, x: "log2 change, later minus earlier" },
    lines: [
      { label: "CDKN1A, acute-d1", gene: "CDKN1A", estimate: 1.2, low: 1, high: 1.4, n: 24 },
      { label: "ABCC2, acute-d1", gene: "ABCC2", estimate: -0.4, low: Number.NEGATIVE_INFINITY, high: 0.1, n: 9 },
      { label: "ATM, total", gene: "ATM", estimate: 0.1, low: Number.NaN, high: Number.NaN, n: 2 },
    ],
  },
  card: {
    ...{ kind: "card", ...said, rows: 4, columns: 6 },
    wells: Array.from({ length: 24 }, (_, i) => ({
      position: position(i + 1, 6),
      row: Math.floor(i / 6),
      column: i % 6,
      label: `G${i}`,
      ct: i % 7 === 3 ? undefined : 16 + i,
      flagged: i % 5 === 0,
      out: i === 8,
      said: i === 8 ? "left out" : "late",
    })),
    ports: [
      { label: "S1 C1D1 pre", row: 0, rows: 2 },
      { label: "S1 C1D1 post", row: 2, rows: 2 },
    ],
  },
  survival: survivalCurves(
    [
      { label: "below", times: [1, 2, 4, 4, 6, 9], events: [true, true, false, true, true, false] },
      { label: "others", times: [2, 5, 7, 8, 12], events: [false, true, true, false, false] },
    ],
    { ...said, from: "Day 1", unit: "months" },
    { level: 0.95 },
  )[0]!,
  roc: {
    ...{ kind: "roc", ...said, direction: "Higher expression counts as a yes.", level: 0.95 },
    curves: [
      {
        ...{ label: "ABCB1 at C1D1 pre", yes: 4, no: 4, area: { estimate: 0.84375, low: 0.54, high: 1 } },
        points: rocCurve([1, 3, 4, 5], [0, 1, 2, 3]),
      },
    ],
  },
  heat: {
    ...{ kind: "heat", ...said, z: "log2 expression minus the gene's median", from: "log2 expression" },
    columns: subjects.map((label, i) => ({ label, group: i < 3 ? "yes" : "no" })),
    rows: [
      { label: "BAX", group: "apoptosis", middle: -6, cells: [-3.2, -1, 0, 0.6, 4] },
      {
        label: "ABCC2",
        group: "transport",
        middle: -12,
        cells: ["not detected", 0.2, undefined, -0.2, "not detected"],
      },
    ],
  },
  profile: {
    ...{ kind: "profile", ...said, y: "log2 expression (-dCt)", moments: ["C1D1 pre", "C1D1 post", "C1D15 pre"] },
    lines: subjects.map((label, i) => ({
      label,
      points: [
        { value: -6 - i, open: false },
        i === 1 ? undefined : { value: -5 - i, open: i === 4 },
        { value: -6, open: false },
      ],
    })),
  },
};

describe("gallery", () => {
  test.each(Object.keys(figures) as Figure["kind"][])("%s", async (kind) => {
    const figure: Figure = gallery[kind];
    const { width, height, marks, description, key } = kindOf(figure).draw(figure);
    const svg = renderToString(
      <svg xmlns="http://www.w3.org/2000/svg" viewBox={`0 0 ${width} ${height}`}>
        <title>{kind}</title>
        <desc>{`${description} ${key}`}</desc>
        {marks}
      </svg>,
    );
    expect(svg).not.toMatch(/NaN|undefined|\[object/);
    await expect(`${svg.replaceAll("><", ">\n<")}\n`).toMatchFileSnapshot(`__snapshots__/figures/${kind}.svg`);
  });
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { Moment } from "../data/contrast.ts";
import { exampleStudy } from "../data/example/study.ts";
import type { Figure, HeatCell } from "../data/figure.ts";
import type { Summary } from "../data/summary.ts";
import { rowsOf } from "../data/table.ts";
import { analyse } from "../pipeline/analyse.ts";
import { readStudy } from "../pipeline/study.ts";
import { MIDDLE, runs, STEPS, stepOf } from "../reports/figures/heat-cells.ts";
import { reportHtml } from "../reports/report.tsx";
import type { ChangeOutput } from "../stages/change.ts";
import { strongest } from "../stages/change-profiles.ts";

type Kind<K extends Figure["kind"]> = Extract<Figure, { kind: K }>;

const HOSTILE = `<script>alert(1)</script>"><img src=x>`;

/** A number from 0 to 1 that is the same in every run. */
function made(seed: number): number {
  const x = Math.sin(seed * 12.9898 + 4.1) * 43758.5453;
  return x - Math.floor(x);
}

function drawn(...figures: Figure[]): string {
  const summary = { headline: "", counts: [], findings: [], tables: [], figures, methods: "" };
  return reportHtml({
    ...{ study: "made", sentence: "", verdict: [], flow: [], dictionary: [], trace: undefined, command: "" },
    sections: [{ name: "x", title: "X", about: "", summary }],
    provenance: { program: "deltact", version: "", run: "", study: "", inputs: [], settings: [], tables: [] },
  });
}

const svgOf = (html: string) => /<svg[\s\S]*?<\/svg>/.exec(html)![0];
const count = (text: string, what: RegExp) => text.match(what)?.length ?? 0;

function heat(genes: number, columns: number, answers = 2): Kind<"heat"> {
  const cell = (seed: number): HeatCell =>
    made(seed) < 0.04 ? "not detected" : made(seed) < 0.05 ? undefined : 8 * (made(seed + 7) - 0.5) ** 3 * 8;
  return {
    ...{ kind: "heat", title: "Expression", caption: "Made.", z: "log2 expression minus the gene's median" },
    from: "Median log2 expression",
    columns: Array.from({ length: columns }, (_, i) => ({
      label: i === 0 ? HOSTILE : `S${i}`,
      group: `answer ${Math.floor((i * answers) / columns)}`,
    })),
    rows: Array.from({ length: genes }, (_, i) => ({
      ...{ label: i === 1 ? HOSTILE : `GENE${i}`, group: `set ${Math.floor(i / 15)}`, middle: -5 + made(i) },
      cells: Array.from({ length: columns }, (_, k) => cell(i * 1000 + k)),
    })),
  };
}

describe("heat maps", () => {
  test("90 genes by 288 columns stay small, and equal to the byte", () => {
    const svg = svgOf(drawn(heat(90, 288)));
    expect(svg.length).toBeLessThan(150_000);
    expect(svgOf(drawn(heat(90, 288))) === svg).toBe(true);
  });

  test("names, groups with their n, a scale with numbers; what is text in the data is text", () => {
    const html = drawn(heat(30, 40, 3));
    const svg = svgOf(html);
    for (const text of ["A: answer 0 (n = 14)", "C: answer 2 (n = 13)", "set 1", "GENE7", "S39", "−3", "+0.5"])
      expect(svg, text).toContain(text);
    expect(html).not.toContain("<img");
    expect(html).toContain("not detected (");
    expect(count(svg, /<title>[^<]*GENE\d+ \(set \d\): 0 is/g)).toBe(29);
  });

  test("one group has no letters; too many columns no names; no columns no drawing", () => {
    expect(svgOf(drawn(heat(5, 8, 1)))).not.toContain("answer 0 (n");
    expect(svgOf(drawn(heat(5, 300)))).not.toContain(">S39<");
    expect(drawn({ ...heat(1, 1), columns: [], rows: [] })).toContain("Nothing to draw.");
  });

  test("a missing number is a bug", () => {
    const broken = heat(2, 2);
    expect(() => drawn({ ...broken, rows: [{ ...broken.rows[0]!, cells: [Number.NaN, 1] }] })).toThrow(RangeError);
  });

  test("the lines of a step cover its cells, each once, and no others", () => {
    const cells = fc.array(
      fc.array(fc.constantFrom<HeatCell>(0, 2, -5, "not detected", undefined), { minLength: 9, maxLength: 9 }),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(cells, fc.integer({ min: 0, max: STEPS - 1 }), (cells, step) => {
        const of = (cell: HeatCell) => typeof cell === "number" && stepOf(cell) === step;
        const covered = cells.map((row) => row.map(() => 0));
        let [x, y] = [0, 0];
        for (const [, move, across, down, length] of runs(cells, of).matchAll(/([Mm])([\d.]+) ([\d.]+)h(\d+)/g)) {
          [x, y] = move === "M" ? [Number(across), Number(down) - 0.5] : [x + Number(across), y];
          for (let i = 0; i < Number(length); i++) covered[y]![x++]!++;
        }
        expect(covered).toEqual(cells.map((row) => row.map((cell) => (of(cell) ? 1 : 0))));
      }),
    );
  });

  test("no change is in the middle step, and the steps are even on both sides", () => {
    expect(stepOf(0)).toBe(MIDDLE);
    expect([-9, -2.5, -0.7, 0.7, 2.5, 9].map(stepOf)).toEqual([0, 1, 3, 5, 7, 8]);
  });
});

function profile(n: number, gap = true): Kind<"profile"> {
  const moments = ["C1D1 pre", "C1D1 post", "C1D15 pre", "C1D15 post"];
  return {
    ...{ kind: "profile", title: "BCL2L1", caption: "Made.", y: "log2 expression (-dCt)", moments },
    lines: Array.from({ length: n }, (_, who) => ({
      label: who === 0 ? HOSTILE : `S${who}`,
      points: moments.map((_, i) => {
        const open = i === 3 && who % 3 > 0;
        return gap && who % 5 === 1 && i === 1 ? undefined : { value: open ? -12 : -6 + made(who * 9 + i), open };
      }),
    })),
  };
}

describe("profiles", () => {
  test("a line a subject, broken at a gap; open marks; n at each moment; a median that is known", () => {
    const html = drawn(profile(20));
    const svg = svgOf(html);
    const lines = [...svg.matchAll(/<path d="([^"]*)"><title>([^<]*)</g)];
    expect(lines).toHaveLength(20);
    expect(count(lines[1]![1]!, /M/g)).toBe(2);
    expect(count(lines[2]![1]!, /M/g)).toBe(1);
    expect(lines[1]![2]).toMatch(/^S1: .*, no value, .*, not detected, limit −12.0$/);
    expect(count(svg, /n = 20/g)).toBe(3);
    expect(svg).toContain("n = 16");
    // Two of three are not detected at the last moment.
    expect(count(/<path class="median" d="([^"]*)"/.exec(svg)![1]!, /[ML]/g)).toBe(3);
    expect(html).toContain("Open: not detected, at the sample's limit (13 of 76");
    expect(html).not.toContain("<img");
  });

  test("many are faint, a crowd is a band, none is no drawing", () => {
    expect(svgOf(drawn(profile(900)))).toContain('class="profile many"');
    expect(drawn(profile(3000))).toContain("Too many values for a mark each");
    expect(drawn(profile(3000))).toContain("Bands are of what is detected (2000 of 11\u202f400");
    expect(svgOf(drawn(profile(3000))).length).toBeLessThan(5000);
    expect(drawn(profile(0))).toContain("Nothing to draw.");
    expect(svgOf(drawn(profile(1)))).toContain("n = 1");
  });
});

test("a card: crossed what is left out, marked what is flagged, and why", () => {
  const well = { position: "A1", row: 0, column: 0, label: "TP53, S1", ct: 25, flagged: false };
  const wells: Kind<"card">["wells"] = [
    { ...well, out: true, said: "omitted: left out in the instrument's software" },
    { ...well, position: "A2", column: 1, flagged: true, said: "ct-limit: late" },
    { ...well, position: "B1", row: 1, ct: undefined },
  ];
  const ports = [{ label: HOSTILE, row: 0, rows: 2 }];
  const html = drawn({ kind: "card", title: "C", caption: "", rows: 8, columns: 12, wells, ports });
  expect(svgOf(html)).toContain(
    "<title>A1, TP53, S1: Ct 25.00; omitted: left out in the instrument's software</title>",
  );
  expect(svgOf(html)).toContain("<title>A2, TP53, S1: Ct 25.00; ct-limit: late</title>");
  expect(html).toContain("3 wells, 1 without Ct, 1 flagged, 1 left out");
  expect(html).not.toContain("<img");
});

test("many marks of a strip: what is not detected stays open", () => {
  const points = Array.from({ length: 500 }, (_, i) => ({ label: `S${i}`, value: made(i), open: i % 100 === 0 }));
  const svg = svgOf(drawn({ kind: "strip", title: "", caption: "", y: "Ct", groups: [{ label: "all", points }] }));
  expect(count(/<path class="hollow" d="([^"]*)"/.exec(svg)![1]!, /M/g)).toBe(5);
});

type Cells = Readonly<Record<string, string | number | boolean | undefined>>;

describe("the figures of a run show the numbers of its tables", () => {
  const told = new Map<string, Summary>();
  const rows = new Map<string, Cells[]>();
  let changed: ChangeOutput | undefined;
  let all: readonly Moment[] = [];

  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), "deltact-figures-"));
    for (const { path, text } of exampleStudy({})) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      const quick = path === "study.yaml" ? "\nassociation: { models: no, permutations: 0 }\n" : "";
      writeFileSync(join(folder, path), text + quick);
    }
    const study = await readStudy(folder, { clinical: true });
    all = study.moments;
    for (const done of analyse(study)) {
      if (done.name === "change") changed = done.output as ChangeOutput;
      told.set(done.name, done.summary());
      for (const { name, table } of done.tables) rows.set(name, [...rowsOf(table())] as Cells[]);
    }
    rmSync(folder, { recursive: true });
  });

  const figures = <K extends Figure["kind"]>(stage: string, kind: K) =>
    told.get(stage)!.figures.filter((figure): figure is Kind<K> => figure.kind === kind);
  const expressed = () => new Map(rows.get("expression")!.map((row) => [`${row.sample}\t${row.gene}`, row]));
  const at = (row: Cells) => `${row.visit} ${row.time}`;

  test("reference genes: each sample that has them all, at its moment", () => {
    const [byMoment, byGene] = figures("quality", "strip");
    const whole = rows.get("expression")!.filter((row) => row.gene === "TP53" && row.reference_genes === 6);
    const shown = byMoment!.groups.flatMap(({ label, points }) => points.map((point) => ({ ...point, at: label })));
    expect(shown).toHaveLength(whole.length);
    const found = new Map(shown.map((point) => [point.label, point]));
    for (const row of whole) {
      expect(found.get(row.sample as string)!.at).toBe(at(row));
      expect(found.get(row.sample as string)!.value).toBeCloseTo(row.reference_ct as number, 12);
    }
    const cells = expressed();
    for (const { label, points } of byGene!.groups)
      for (const { label: sample, value, open } of points)
        expect(value).toBe(open ? 40 : cells.get(`${sample}\t${label}`)!.ct);
    const late = rows.get("quality")!.filter((row) => row.check === "reference-level");
    expect(late.length).toBe(3);
    for (const { sample } of late) expect(byMoment!.caption).toContain(sample as string);
  });

  test("cards: every well with its Ct, its flags and whether it is left out", () => {
    const cards = figures("quality", "card");
    expect(cards).toHaveLength(2);
    for (const { title, wells, ports } of cards) {
      const card = title.replace("Card ", "");
      const own = rows.get("wells")!.filter((row) => row.card === card);
      const flags = rows.get("quality")!.filter((row) => row.card === card && row.scope === "well");
      expect(wells.map(({ position, ct, out }) => [position, ct, out])).toEqual(
        own.map((row) => [row.position, row.ct, row.omitted]),
      );
      for (const [i, { flagged }] of wells.entries())
        expect(flagged).toBe(flags.some((flag) => flag.well === own[i]!.well && flag.level !== "exclude"));
      expect(ports!.map(({ label }) => label)).toEqual([...new Set(own.map((row) => row.sample))]);
    }
    const grave = rows.get("quality")!.filter((row) => row.scope === "well" && row.level === "exclude");
    const touched = new Set(grave.map((row) => row.card));
    for (const { check, sample } of rows.get("quality")!.filter((row) => row.level === "caution")) {
      expect(check).not.toBe("");
      for (const row of rows.get("wells")!) if (row.sample === sample) touched.add(row.card);
    }
    expect(cards[0]!.caption).toContain(
      `; ${touched.size - cards.length} more have some; ${new Set(rows.get("wells")!.map((row) => row.card)).size - touched.size} have none`,
    );
  });

  test("samples and what was left out", () => {
    const [samples, out] = ["Samples", "What was left out"].map(
      (title) => told.get("quality")!.tables.find((table) => table.title === title)!,
    );
    const worst = samples!.rows.slice(0, 4).map((row) => row.checks);
    expect(worst.every((checks) => checks !== undefined)).toBe(true);
    const left = rows.get("wells")!.filter((row) => row.omitted).length;
    expect(out!.rows).toHaveLength(1);
    expect(out!.rows[0]).toMatchObject({
      check: "omitted",
      wells: left,
      samples: left,
      fewer_wells: 0,
      missing_values: left,
    });
    expect(out!.caption).toContain(`${left} values are missing`);
  });

  test("heat maps: log2 expression from the median of its gene, non-detects as such", () => {
    const cells = expressed();
    const maps = [...figures("expression", "heat"), ...figures("association", "heat")];
    expect(maps).toHaveLength(2);
    for (const { rows: genes, columns, title } of maps) {
      expect(title).toContain("C1D1 pre");
      expect(genes).toHaveLength(90);
      const samples = new Map(
        rows.get("expression")!.flatMap((row) => (at(row) === "C1D1 pre" ? [[row.subject, row.sample] as const] : [])),
      );
      for (const { label, middle, cells: values } of genes) {
        const measured: number[] = [];
        columns.forEach(({ label: subject }, i) => {
          const { state, log2_expression } = cells.get(`${samples.get(subject)}\t${label}`)!;
          if (state === "measured") {
            expect((values[i] as number) + middle!).toBeCloseTo(log2_expression as number, 12);
            measured.push(log2_expression as number);
          } else expect(values[i]).toBe(/undetermined|above-limit/.test(state as string) ? "not detected" : undefined);
        });
        measured.sort((a, b) => a - b);
        expect(2 * middle!).toBeCloseTo(measured[(measured.length - 1) >> 1]! + measured[measured.length >> 1]!, 12);
      }
    }
    const answers = maps[1]!.columns.map(({ group }) => group);
    expect(answers).toEqual([...answers].sort().reverse());
    expect(new Set(answers)).toEqual(new Set(["yes", "no"]));
  });

  test("profiles: every sample of the gene, at its moment", () => {
    const cells = rows.get("expression")!;
    const profiles = figures("change", "profile");
    expect(profiles.length).toBeGreaterThan(0);
    expect(new Set(profiles.map(({ title }) => title)).size).toBe(profiles.length);
    // One that is often not detected, whether or not it is among the strongest.
    const tests = changed!.tests.filter(({ gene, method }) => gene === "GSTM1" && method === "signed-rank");
    const seldom = strongest(changed!, tests, all).filter((figure) => figure.kind === "profile");
    expect(seldom).toHaveLength(1);
    expect(seldom[0]!.lines.some(({ points }) => points.some((point) => point?.open))).toBe(true);
    for (const { title, moments, lines } of [...profiles, ...seldom]) {
      const gene = title.split(" ")[0];
      const shown = lines.flatMap(({ label, points }) =>
        points.flatMap((point, i) => (point ? [[label, moments[i], point.open, point.value] as const] : [])),
      );
      const own = cells.filter((row) => row.gene === gene && row.reference_ct !== undefined);
      const wanted = own.filter((row) => /measured|undetermined|above-limit/.test(row.state as string));
      expect(shown).toHaveLength(wanted.length);
      const found = new Map(shown.map(([subject, moment, open, value]) => [`${subject} ${moment}`, { open, value }]));
      for (const row of wanted) {
        const { open, value } = found.get(`${row.subject} ${at(row)}`)!;
        expect(open).toBe(row.state !== "measured");
        expect(value).toBeCloseTo(open ? (row.reference_ct as number) - 40 : (row.log2_expression as number), 12);
      }
    }
  });
});

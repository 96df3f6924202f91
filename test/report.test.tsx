import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import Papa from "papaparse";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { columns } from "../data/column.ts";
import type { Figure } from "../data/figure.ts";
import { guard, unguard } from "../data/guard.ts";
import type { Report } from "../data/report.ts";
import type { SummaryTable } from "../data/summary.ts";
import type { Table } from "../data/table.ts";
import type { Trace } from "../data/trace.ts";
import { count, fixed, number, percent, probability } from "../reports/numbers.ts";
import { reportHtml } from "../reports/report.tsx";
import { writeCsv } from "../reports/table.ts";
import { launch, listen, noBrowser, serious } from "./browser.ts";

const HOSTILE = ["<script>alert(1)</script>", `"><img src=x onerror=alert(2)>`, "=1+1", "</style></title><b>", "&amp;"];

/** A number from 0 to 1 that is the same in every run. */
function made(seed: number): number {
  const x = Math.sin(seed * 12.9898 + 4.1) * 43758.5453;
  return x - Math.floor(x);
}

/** Near enough to a normal number. */
function bell(seed: number): number {
  return [1, 2, 3, 4, 5, 6].reduce((sum, k) => sum + made(seed * 7 + k), 0) - 3;
}

const genes = Array.from({ length: 90 }, (_, i) => (i < HOSTILE.length ? HOSTILE[i]! : `GENE${i}`));
const GENES = ["BCL2L1", "GADD45A", "CDKN1A", "ABCB1", "MGST1", "CD22", "TP53INP1", "PIK3CA"];

function volcano(n: number, names: readonly string[] = []): Figure {
  const points = Array.from({ length: n }, (_, i) => {
    const estimate = bell(i) * 0.5 + (i < 6 ? 1.4 - 0.02 * i : 0);
    const p = i < 6 ? 1e-5 * (i + 1) * made(i + 9) : Math.max(1e-4, made(i + 500));
    return { label: names[i] ?? GENES[i] ?? `GENE${i}`, estimate, p, q: Math.min(1, (p * n) / (i + 1)) };
  });
  const x = "log2 fold change, C1D1 post minus C1D1 pre (log2 units; right: higher after the infusion)";
  return {
    kind: "volcano",
    title: "Change of each gene after the first infusion",
    caption: "Signed-rank test.",
    x,
    points,
    q: 0.05,
  };
}

function pairs(n: number): Figure {
  const lines = Array.from({ length: n }, (_, i) => ({
    label: `S${i + 1}`,
    from: -5 + bell(i),
    to: -4.2 + bell(i + n),
  }));
  const y = "log2 expression of BCL2L1 (−ΔCt, log2 units)";
  return {
    kind: "pairs",
    title: "BCL2L1 before and after the infusion",
    caption: "Subjects with both samples.",
    y,
    from: "C1D1 pre",
    to: "C1D1 post",
    lines,
  };
}

function strip(n: number, groups: readonly string[]): Figure {
  return {
    kind: "strip",
    title: "MGST1 at baseline by response",
    caption: "Baseline samples (C1D1 pre).",
    y: "log2 expression (−ΔCt, log2 units)",
    groups: groups.map((label, g) => ({
      label,
      points: Array.from({ length: n + 7 * g }, (_, i) => {
        const open = made(i + 31 * g) < 0.1 + 0.5 * (g % 3 === 2 ? 1 : 0);
        return { label: `S${i + 1}`, value: open ? -12 + made(i) : -8 + bell(i + 100 * g) + g, open };
      }),
    })),
  };
}

function forest(n: number): Figure {
  const lines = Array.from({ length: n }, (_, i) => {
    const estimate = bell(i + 3) * 0.4;
    const half = 0.2 + made(i) * 0.5;
    const high = i === 4 ? Number.POSITIVE_INFINITY : estimate + half;
    return {
      label: genes[i] ?? `GENE${i}`,
      estimate,
      low: i === 6 ? Number.NaN : estimate - half,
      high,
      n: 20 + (i % 5),
    };
  });
  return {
    kind: "forest",
    title: "Median change and its 95 % interval",
    caption: "Hodges-Lehmann.",
    x: "log2 fold change (log2 units)",
    lines,
  };
}

function card(): Figure {
  const wells = Array.from({ length: 384 }, (_, i) => {
    const [row, column] = [Math.floor(i / 24), i % 24];
    const ct = made(i + 77) < 0.07 ? undefined : Math.round(1000 * (17 + 21 * made((i % 96) + 3))) / 1000;
    const position = `${String.fromCharCode(65 + row)}${column + 1}`;
    return { position, row, column, label: `${genes[i % 96] ?? "18S"}`, ct, flagged: made(i + 5) < 0.04 };
  });
  return { kind: "card", title: "Card C17", caption: "Wells as they lie on the bench.", rows: 16, columns: 24, wells };
}

const TESTS = columns({
  gene: { kind: "text", meaning: "Gene symbol" },
  category: { kind: "text", meaning: "Category in the panel" },
  n: { kind: "count", meaning: "Pairs of samples" },
  estimate: { kind: "number", meaning: "Hodges-Lehmann estimate of the change", unit: "log2" },
  low: { kind: "number", meaning: "Lower end of the 95 % interval", unit: "log2" },
  high: { kind: "number", meaning: "Upper end of the 95 % interval", unit: "log2" },
  p: { kind: "number", meaning: "p of the signed-rank test" },
  q: { kind: "number", meaning: "Benjamini-Hochberg q in the family" },
  exact: { kind: "yes-no", meaning: "Whether p is exact" },
  caveat: { kind: "text", meaning: "What to bear in mind" },
});

function tests(n: number): SummaryTable {
  const rows = Array.from({ length: n }, (_, i) => {
    const blank = i % 17 === 9;
    return {
      gene: genes[i],
      category: ["DNA damage response", "apoptosis", "drug transport"][i % 3],
      n: 20 + (i % 5),
      estimate: blank ? undefined : bell(i) / 2,
      low: blank ? undefined : bell(i) / 2 - 0.3,
      high: blank ? undefined : bell(i) / 2 + 0.3,
      p: blank ? undefined : made(i) ** 6,
      q: blank ? undefined : Math.sqrt(made(i)),
      exact: i % 2 === 0,
      caveat: blank ? "detected in fewer than half of the pairs: tested as detected against not detected" : undefined,
    };
  });
  return {
    title: "Tests of change",
    caption: "One row a gene, smallest p first.",
    columns: TESTS,
    rows,
  };
}

const nothing = { counts: [], findings: [], tables: [], figures: [], methods: "" };

/** Two genes in two subjects, of whom one was not detected; every text from data is hostile. */
const trace: Trace = {
  genes: HOSTILE.slice(0, 2).map((gene, i) => ({ assay: `A${i}${gene}`, gene, category: gene, role: "target" })),
  samples: {
    sample: ["S1", HOSTILE[0]!],
    subject: ["S1", HOSTILE[0]!],
    at: ["C1D1 pre", "C1D1 pre"],
    hours: [0, null],
    reference_ct: [20.5, 21.25],
  },
  subjects: ["S1", HOSTILE[0]!],
  places: [{ at: "C1D1 pre", unit: "log2 expression (-dCt)", isChange: false }],
  values: [[[-8.1234, -19]], [[null, -3]]],
  open: [[[1]], [[]]],
  outcomes: [{ name: "response", answers: ["yes", HOSTILE[1]!], of: [0, 1] }],
  cards: [{ card: "C1", file: `cards/${HOSTILE[0]}.txt` }],
  wells: [0, 1].map((gene) => ({
    sample: [0, 1],
    card: [0, 0],
    well: [1, 1 + gene],
    line: [41, 1 + gene],
    ct: gene === 0 ? [28.6234, "Undetermined"] : ["", 24.25],
    flags: { 1: "EXPFAIL" },
    left: [0],
  })),
  patterns: [
    [0, 0],
    [0, 1],
    [0, 2],
  ],
  tables: [
    {
      table: "change-tests",
      title: "Change within subjects",
      columns: columns({
        contrast: { kind: "text", meaning: "Contrast" },
        exact: { kind: "yes-no", meaning: "Whether p is exact" },
        p: { kind: "number", meaning: "p" },
      }),
      rows: [[[0, 1, 0.012345]], [[0, null, null]]],
    },
  ],
  words: [HOSTILE[2]!],
};

function report(): Report {
  const seven = ["CR", "CRi", "PR", "RD", "PD", "NE", `${HOSTILE[0]}`];
  const sections: Report["sections"] = [
    {
      name: "wells",
      title: "Wells",
      about: "What it holds, and how it is read.",
      summary: { ...nothing, headline: "27 648 wells on 72 cards were read, all of them." },
    },
    {
      name: "quality",
      title: "Quality",
      about: "What it holds, and how it is read.",
      summary: {
        headline: "Two cards need a look; no sample was excluded.",
        counts: [
          { label: "flags", value: 1234567 },
          { label: "samples excluded", value: 0 },
          { label: "reference genes", value: "18S, ACTB, GAPDH" },
        ],
        findings: [
          { level: "note", text: "Ct above 35 in 812 wells." },
          { level: "warning", text: `Reference gene GAPDH drifts by visit on card ${HOSTILE[1]}.` },
          { level: "caution", text: "Two cards were run with another threshold (0.3 against 0.2)." },
        ],
        tables: [],
        figures: [card()],
        methods: "Wells at or above 40 cycles were taken as not detected.\n\nReplicates were averaged on the Ct scale.",
      },
    },
    {
      name: "change",
      title: "Change",
      about: "What it holds, and how it is read.",
      summary: {
        headline: "Six of 90 genes changed after the first infusion at 5 % false discovery rate.",
        counts: [{ label: "pairs", value: 41 }],
        findings: [{ level: "caution", text: "1 h and 3 h samples are tested apart." }],
        tables: [tests(90), { ...tests(3), title: "Subjects left out", caption: "" }],
        figures: [volcano(90), pairs(41), strip(24, ["CR/CRi", "other"]), forest(14)],
        methods: "Wilcoxon signed-rank tests of each subject's change.",
      },
    },
    {
      name: "association",
      title: "Association",
      about: "What it holds, and how it is read.",
      summary: {
        ...nothing,
        headline: "No gene was associated with response.",
        figures: [volcano(90, HOSTILE), strip(9, seven), { ...volcano(0) }],
      },
    },
  ];
  return {
    study: `INO-ALL ${HOSTILE[0]} ${HOSTILE[3]}`,
    sentence:
      "72 adults with relapsed or refractory acute lymphoblastic leukemia; blood before and after the infusion on days 1 and 15 of cycle 1; 90 genes.",
    verdict: [
      "None of 90 genes before treatment separated responders from the rest at 5 % false discovery rate; strongest MGST1, C 0.71 (95 % interval 0.55 to 0.86), q 0.31.",
      "With 24 responders and 17 others, a concordance below 0.80 could have been missed.",
    ],
    flow: [
      { label: "treated", value: 72, note: "", parts: [{ label: HOSTILE[0]!, value: 7 }] },
      {
        label: "consented to sampling",
        value: 49,
        note: "23 did not, or withdrew",
        parts: [{ label: HOSTILE[0]!, value: 7 }],
      },
      {
        label: "sampled before treatment",
        value: 45,
        note: "4 without a baseline",
        parts: [{ label: HOSTILE[0]!, value: 7 }],
      },
      {
        label: "passed quality",
        value: 43,
        note: "2 without a reference gene",
        parts: [{ label: HOSTILE[0]!, value: 7 }],
      },
      {
        label: "pairs, day 1",
        value: 41,
        note: "2 without a second sample",
        parts: [{ label: HOSTILE[0]!, value: 7 }],
      },
    ],
    sections,
    dictionary: [
      { table: "change-tests.csv", columns: TESTS },
      { table: "wells.csv", columns: TESTS },
    ],
    provenance: {
      program: "deltact",
      version: "0.1.0",
      run: "9f2c61d0a4b7",
      study: "INO-ALL",
      inputs: Array.from({ length: 75 }, (_, i) => ({
        path: `cards/C${i}${HOSTILE[2]}.txt`,
        bytes: 54321 + i,
        sha256: createHash("sha256").update(`${i}`).digest("hex"),
      })),
      settings: [
        {
          name: "quality.ct_limit",
          value: "40",
          from: "study.yaml",
          unit: "cycles",
          meaning: "A Ct from here on is above limit",
        },
        { name: "consent", value: HOSTILE[1]!, from: "default", unit: "", meaning: "Column" },
      ],
      tables: [{ name: "wells.csv", rows: 27648, sha256: "ab".repeat(32) }],
    },
    trace,
    command: "deltact run ./ino-all --out ./runs",
  };
}

const html = reportHtml(report());

describe("report", () => {
  test("texts from data are text", () => {
    for (const text of ["<script>alert", "<img", "</title><b>"]) expect(html.includes(text)).toBe(false);
    expect(html.match(/<script/g)?.length).toBe(2);
    expect(html.match(/<\/script/g)?.length).toBe(2);
    expect(html.includes("&lt;script>alert(1)&lt;/script>")).toBe(true);
  });

  test("nothing comes from elsewhere, and no number is missing by accident", () => {
    const page = html.replaceAll(/<script[\s\S]*<\/script>/g, "");
    expect(/.{0,40}\b(src|href|action)\s*=\s*"(?!#).{0,40}/.exec(page)?.[0]).toBeUndefined();
    expect(/.{0,40}(@import|url\(|style="|https?:\/\/).{0,40}/.exec(page)?.[0]).toBeUndefined();
    expect(/.{40}(NaN|undefined|\[object).{40}/.exec(page)?.[0]).toBeUndefined();
  });

  test("the policy allows what has our hash, and only that", () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)![1]!;
    expect(policy).toMatch(/^default-src 'none'; /);
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    for (const tag of ["style", "script"]) {
      const inside = new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(html)![1]!;
      expect(policy).toContain(`${tag}-src 'sha256-${createHash("sha256").update(inside).digest("base64")}'`);
    }
    expect(/<script>([\s\S]*?)<\/script>/.exec(html)![1]!.length).toBeLessThan(100_000);
  });

  test("equal to the byte, and of a reasonable size", () => {
    expect(reportHtml(report()) === html).toBe(true);
    expect(Buffer.byteLength(html)).toBeLessThan(520_000);
  });

  test("every figure has its words, and its numbers run through the report", () => {
    const numbers = [...html.matchAll(/<figure id="figure-(\d+)"/g)].map((match) => Number(match[1]));
    expect(numbers).toEqual(Array.from({ length: 8 }, (_, i) => i + 1));
    expect(html.match(/role="img" aria-labelledby="figure-\d+-title figure-\d+-desc"/g)).toHaveLength(7);
    const ids = [...html.matchAll(/ id="([^"]*)"/g)].map((match) => match[1]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("many values are faint marks, a crowd is a band, and the caption says so", () => {
    const figures = [1, 2].flatMap((k) => [
      volcano(1200 * k),
      pairs(1200 * k),
      strip(600 * k, ["A", "B"]),
      forest(1100 * k),
    ]);
    const section = { name: "x", title: "X", about: "", summary: { ...nothing, headline: "", figures } };
    const crowded = reportHtml({ ...report(), sections: [section] });
    const page = crowded.replaceAll(/<script[\s\S]*?<\/script>/g, "");
    expect(page.match(/class="[a-z]+ many"/g)?.length).toBe(6);
    expect(page.match(/Too many values for a mark each/g)?.length).toBe(4);
    expect(Buffer.byteLength(page)).toBeLessThan(2_500_000);
  });

  test("a missing number in a figure is a bug, not a mark at nowhere", () => {
    const broken: Figure = {
      ...(pairs(3) as Extract<Figure, { kind: "pairs" }>),
      lines: [{ label: "S1", from: Number.NaN, to: 1 }],
    };
    const section = { name: "x", title: "X", about: "", summary: { ...nothing, headline: "", figures: [broken] } };
    expect(() => reportHtml({ ...report(), sections: [section] })).toThrow(RangeError);
  });
});

test("numbers are printed for people", () => {
  expect([0, 12.345, -0.01234, 123456.7, 0.0000012345, 1.5e9].map((x) => number(x))).toEqual([
    "0",
    "12.3",
    "\u22120.0123",
    "123\u202f457",
    "1.23 × 10⁻⁶",
    "1.50 × 10⁹",
  ]);
  expect([1, 0.9999, 0.35, 0.0123, 0.00012, 0].map(probability)).toEqual([
    "1",
    "> 0.99",
    "0.35",
    "0.012",
    "1.2 × 10⁻⁴",
    "< 10⁻³⁰⁰",
  ]);
  expect([fixed(-1.2, 3), fixed(0.00001, 3), fixed(0, 2)]).toEqual(["\u22121.200", "1.0 × 10⁻⁵", "0.00"]);
  expect([count(9999), count(1234567), percent(3, 24), percent(1, 0)]).toEqual([
    "9999",
    "1\u202f234\u202f567",
    "13\u202f%",
    "–",
  ]);
});

function csv(table: Table): string {
  const parts: Buffer[] = [];
  const { rows } = writeCsv(table, (bytes) => parts.push(Buffer.from(bytes)));
  expect(rows).toBe(table.length);
  return Buffer.concat(parts).toString("utf8");
}

describe("csv", () => {
  const text = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.string({ unit: fc.constantFrom(..."=+-@'\",\r\n\tä€😀a ".match(/./gsu)!), maxLength: 6 }),
    fc.constantFrom(...HOSTILE),
  );
  const value = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constantFrom(
      0.1 + 0.2,
      1e21,
      5e-324,
      1e-7,
      -0,
      0,
      1e6,
      999999.999,
      1e-6,
      123456789,
      Number.MAX_VALUE,
      2 ** 53,
      Number.NaN,
    ),
    fc.integer({ min: -60_000, max: 60_000 }).map((milli) => milli / 1000),
    fc.tuple(fc.integer(), fc.constantFrom(1e6, 1e7, 1e9, 1e12)).map(([whole, by]) => whole / by),
  );
  const kind = { kind: "text", meaning: "" } as const;

  test("papaparse reads back what was written", () => {
    const row = fc.record({ word: fc.integer({ min: -1, max: 3 }), text, value });
    const words = fc.array(text, { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 30 }), words, (rows, spelt) => {
        const cells = {
          word: { words: spelt, word: (i: number) => rows[i]!.word },
          text: { text: (i: number) => rows[i]!.text },
          value: { number: (i: number) => rows[i]!.value },
        };
        const written = csv({
          columns: { word: kind, text: kind, value: { kind: "number", meaning: "" } },
          length: rows.length,
          cells,
        });
        const [head, ...read] = Papa.parse<string[]>(written, { delimiter: ",", newline: "\n" }).data;
        expect(head).toEqual(["word", "text", "value"]);
        expect(read.pop()).toEqual([""]);
        expect(read.map(([w, t, v]) => [unguard(w!), unguard(t!), v])).toEqual(
          rows.map(({ word, text, value }) => [spelt[word] ?? "", text, Number.isNaN(value) ? "" : String(value)]),
        );
      }),
    );
  });

  test("a number reads back the same, and is written as String writes it", () => {
    fc.assert(
      fc.property(value, (x) => {
        const cells = { x: { number: () => x } };
        const line = csv({ columns: { x: { kind: "number", meaning: "" } }, length: 1, cells }).split("\n")[1]!;
        expect(line).toBe(Number.isNaN(x) ? '""' : String(x));
        if (!Number.isNaN(x)) expect(Number(line) === x).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });

  test("a spreadsheet runs no cell", () => {
    fc.assert(fc.property(text, (t) => unguard(guard(t)) === t));
    expect(HOSTILE.map(guard)[2]).toBe("'=1+1");
    expect(
      csv({
        columns: { a: kind, b: kind },
        length: 1,
        cells: { a: { text: () => "@x,y" }, b: { words: ["-1"], word: () => 0 } },
      }),
    ).toBe(`a,b\n"'@x,y",'-1\n`);
  });

  test("infinity is a bug; texts larger than a page, and more rows than one holds, pass", () => {
    const x = { kind: "number", meaning: "" } as const;
    expect(() => csv({ columns: { x }, length: 1, cells: { x: { number: () => Number.NEGATIVE_INFINITY } } })).toThrow(
      RangeError,
    );
    const long = `${"ä,".repeat(200_000)}`;
    const written = csv({
      columns: { a: kind, x },
      length: 9,
      cells: { a: { text: (i) => (i % 2 ? long : "b") }, x: { number: (i) => i } },
    });
    expect(Papa.parse<string[]>(written).data.slice(1, 10)).toEqual(
      Array.from({ length: 9 }, (_, i) => [i % 2 ? long : "b", `${i}`]),
    );
    const many = csv({
      columns: { a: kind, x },
      length: 100_000,
      cells: { a: { words: ["w,1", "zwölf"], word: (i) => i % 2 }, x: { number: (i) => i / 8 } },
    });
    expect(many).toBe(
      `a,x\n${Array.from({ length: 100_000 }, (_, i) => `${i % 2 ? "zwölf" : '"w,1"'},${i / 8}\n`).join("")}`,
    );
  });
});

describe.skipIf(noBrowser)("in Chromium", () => {
  const folder = mkdtempSync(join(tmpdir(), "deltact-report-"));
  const file = join(folder, "report.html");
  let browser: Browser;

  beforeAll(async () => {
    writeFileSync(file, html);
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  async function open(options: Parameters<Browser["newPage"]>[0] = {}): Promise<{ page: Page; trouble: string[] }> {
    const page = await browser.newPage(options);
    const trouble = listen(page);
    await page.goto(`file://${file}`);
    return { page, trouble };
  }

  test.each(["light", "dark"] as const)(
    "no error, no dialog, no request, nothing axe finds serious: %s",
    async (colorScheme) => {
      const { page, trouble } = await open({ colorScheme });
      expect(trouble).toEqual([]);
      await page.evaluate(
        `document.querySelectorAll("details").forEach((d) => { if (!d.closest("figure")) d.open = true; })`,
      );
      await page.evaluate(`document.querySelector("#figure-2 details").open = true`);
      expect(await serious(page)).toEqual([]);
      await page.close();
    },
  );

  test("a complete document without scripts, and no wider than a phone", async () => {
    const { page, trouble } = await open({ javaScriptEnabled: false, viewport: { width: 400, height: 800 } });
    expect(await page.locator("h2").allTextContents()).toEqual([
      "Verdict",
      "Participants",
      "What could change this",
      "Wells",
      "Quality",
      "Change",
      "Association",
      "Methods",
      "Data dictionary",
      "Provenance",
    ]);
    expect(await page.locator("svg").count()).toBe(7);
    expect(await page.locator("#change > .box").first().locator("tbody tr").count()).toBe(90);
    expect(await page.locator("button").count()).toBe(0);
    expect((await page.locator("main").boundingBox())!.width).toBeLessThanOrEqual(400);
    expect(trouble).toEqual([]);
    await page.close();
  });

  test("with scripts: tables are sorted by full numbers, rows found, marks found", async () => {
    const { page, trouble } = await open();
    const table = page.locator("#change > .box table").first();
    await table.getByRole("button", { name: "estimate log2" }).click();
    const estimates = await table
      .locator("tbody tr td:nth-child(4)")
      .evaluateAll((cells) => cells.map((cell) => (cell as unknown as { dataset: { v: string } }).dataset.v));
    const numbers = estimates.filter((text) => text !== "").map(Number);
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    expect(estimates.slice(numbers.length).every((text) => text === "")).toBe(true);
    await page.getByRole("combobox", { name: "Find gene or sample" }).fill("gene17");
    expect(await table.locator("tbody tr:visible").count()).toBe(1);
    expect(await page.locator("#figure-2 circle.found").count()).toBe(1);
    expect(trouble).toEqual([]);
    await page.close();
  });
});

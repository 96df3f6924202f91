import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import Papa from "papaparse";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { exampleStudy } from "../data/example/study.ts";
import { run } from "../pipeline/index.ts";
import { launch, listen, noBrowser, serious } from "./browser.ts";

// The report of a whole run, opened as a reviewer opens it. One sample, one gene's category and one card bear names that
// would be code, were they not text.

const HOSTILE = "<script>alert(1)</script>";

/** What is asked of an element of the page. */
interface Measured {
  readonly textContent: string;
  closest(selector: string): unknown;
  getBoundingClientRect(): { readonly right: number };
}

const root = mkdtempSync(join(tmpdir(), "deltact-report-"));
let file = "";
let tables = "";
let browser: Browser;
const pages: Page[] = [];

describe.skipIf(noBrowser)("the report of a run, in Chromium", () => {
  beforeAll(async () => {
    const study = join(root, "study");
    for (const { path, text } of exampleStudy({ subjects: 24, formats: ["quantstudio"] })) {
      mkdirSync(dirname(join(study, path)), { recursive: true });
      writeFileSync(join(study, path), hostile(path, text));
    }
    const { folder } = await run(study, { out: join(root, "runs") });
    tables = folder!.path;
    file = join(tables, "report.html");
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(root, { recursive: true });
  });

  /** The study with names that are code. */
  function hostile(path: string, text: string): string {
    if (path === "panel.csv") return text.replaceAll(",apoptosis,", `,"${HOSTILE}",`);
    if (path === "samples.csv" || path.startsWith("cards/")) return text.replaceAll("INO-1001 C1D1 pre", HOSTILE);
    return text;
  }

  async function open(hash = "", options: Parameters<Browser["newPage"]>[0] = {}) {
    const page = await browser.newPage(options);
    pages.push(page);
    const trouble = listen(page);
    await page.goto(`file://${file}${hash}`);
    return { page, trouble, gene: page.getByRole("dialog") };
  }

  const rowsOf = (name: string) =>
    Papa.parse<Record<string, string>>(readFileSync(join(tables, `${name}.csv`), "utf8").trim(), { header: true }).data;

  test("it opens in 2 seconds, and a name that is code is text", async () => {
    const { page, trouble } = await open();
    const loaded = await page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd");
    expect(loaded).toBeLessThan(2000);
    expect(await page.locator("td", { hasText: HOSTILE }).count()).toBeGreaterThan(0);
    expect(trouble).toEqual([]);
  });

  test("by keyboard alone: find a gene, read its wells with file and line, go back", async () => {
    const { page, trouble, gene } = await open();
    await page.getByRole("combobox", { name: "Find gene or sample" }).focus();
    await page.keyboard.type("abcb1");
    await page.keyboard.press("Enter");
    await gene.getByRole("heading", { name: /^ABCB1/ }).waitFor();
    expect(page.url()).toMatch(/#gene=Hs00184500_m1$/);
    expect(await page.evaluate("document.activeElement.closest('dialog') !== null")).toBe(true);
    const shown = await gene.getByRole("region", { name: "Wells of ABCB1" }).locator("tbody tr").allInnerTexts();
    const wells = rowsOf("wells").filter((row) => row.gene === "ABCB1");
    expect(shown.length).toBe(wells.length);
    for (const [at, row] of shown.entries()) {
      const well = wells[at]!;
      const cells = row.split("\t").map((cell) => cell.trim());
      expect([cells[0], cells[4], cells[10], cells[11], cells[12], cells[13]]).toEqual([
        ...[well.sample, well.as_written, well.card, well.well, well.file, well.line],
      ]);
    }
    await page.keyboard.press("Escape");
    await gene.waitFor({ state: "hidden" });
    expect(page.url()).not.toContain("#gene");
    expect(trouble).toEqual([]);
  });

  test("from a point, from a row, from an address; and the browser's back leads back", async () => {
    const { page, trouble, gene } = await open();
    const point = page.locator("#association svg circle[data-gene=ABCB1]").first();
    await point.click();
    await gene.getByRole("heading", { name: /^ABCB1/ }).waitFor();
    await gene.getByRole("button", { name: "Next gene" }).click();
    await gene.getByRole("heading", { name: /^ABCB1/ }).waitFor({ state: "hidden" });
    await page.goBack();
    await gene.getByRole("heading", { name: /^ABCB1/ }).waitFor();
    await page.goBack();
    await gene.waitFor({ state: "hidden" });
    await page.locator("#top .top").getByRole("link", { name: "all of ABCB1" }).click();
    await gene.getByRole("heading", { name: /^ABCB1/ }).waitFor();
    await page.keyboard.press("Escape");
    const link = page.locator("#change > .box td a").first();
    const name = await link.innerText();
    await link.click();
    await gene.getByRole("heading", { name: new RegExp(`^${name}`) }).waitFor();
    const sent = await open(`#gene=Hs00184500_m1`);
    await sent.gene.getByRole("heading", { name: /^ABCB1/ }).waitFor();
    expect([...trouble, ...sent.trouble]).toEqual([]);
  });

  test("its tests are those of the tables", async () => {
    const { gene, trouble } = await open("#gene=Hs00184500_m1");
    for (const [name, table] of [
      ["Change within subjects", "change-tests"],
      ["Association with outcome", "association"],
    ] as const) {
      const rows = rowsOf(table).filter((row) => row.gene === "ABCB1");
      const shown = gene.getByRole("region", { name }).locator("tbody tr");
      expect(await shown.count()).toBe(rows.length);
      const heads = await gene.getByRole("region", { name }).locator("thead th button").allInnerTexts();
      const at = heads.findIndex((head) => head.startsWith("p ") || head.trim() === "p" || /^p\b(?!_)/.test(head));
      const p = await shown.locator(`td:nth-child(${at + 1})`).evaluateAll((cells) =>
        cells.map((cell) => {
          const { dataset, textContent } = cell as unknown as { dataset: { v?: string }; textContent: string };
          return dataset.v ?? textContent;
        }),
      );
      p.forEach((text, i) => {
        const full = rows[i]!.p!;
        if (full === "") expect(text).toBe("");
        else expect(Math.abs(Number(text) / Number(full) - 1)).toBeLessThan(5.1e-4);
      });
    }
    expect(trouble).toEqual([]);
  });

  test("tables are filtered by numbers, and saved as they are shown, in full", async () => {
    const { page, trouble } = await open("", { acceptDownloads: true });
    const box = page.getByRole("region", { name: /Changes with the smallest p/ });
    await box.getByRole("searchbox", { name: "Filter" }).fill("n >= 20");
    const shown = await box.locator("tbody tr:visible").count();
    expect(await box.getByRole("status").innerText()).toBe(`${shown} of 20 rows`);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      box.getByRole("button", { name: "Save as CSV" }).click(),
    ]);
    const saved = Papa.parse<Record<string, string>>(readFileSync(await download.path(), "utf8").trim(), {
      header: true,
    }).data;
    const full = rowsOf("change-tests").filter(({ method }) => method === "signed-rank");
    expect(saved.length).toBe(shown);
    for (const row of saved) {
      const same = full.find(({ contrast, gene }) => contrast === row.contrast && gene === row.gene)!;
      expect([row.estimate, row.p, row.q]).toEqual([same.estimate, same.p, same.q]);
    }
    expect(trouble).toEqual([]);
  });

  test("a figure that is saved stands alone", async () => {
    const { page, trouble } = await open("", { acceptDownloads: true });
    const button = page.locator("#change figure").first().getByRole("button", { name: "Save as SVG" });
    const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
    expect(download.suggestedFilename()).toMatch(/^Figure-\d+-.*\.svg$/);
    const svg = join(root, "alone.svg");
    await download.saveAs(svg);
    const alone = await browser.newPage();
    await alone.goto(`file://${svg}`);
    const fills = await alone.evaluate(
      "[...document.querySelectorAll('circle')].map((one) => getComputedStyle(one).fill)",
    );
    expect(new Set(fills as string[]).size).toBeGreaterThan(1);
    expect(readFileSync(svg, "utf8")).not.toMatch(/prefers-color-scheme|<script|https?:\/\/(?!www\.w3\.org)/);
    await alone.close();
    expect(trouble).toEqual([]);
  });

  test.each(["light", "dark"] as const)("axe finds nothing serious, on a gene's page too: %s", async (colorScheme) => {
    for (const hash of ["", "#gene=Hs00184500_m1"]) {
      const { page } = await open(hash, { colorScheme });
      expect(await serious(page)).toEqual([]);
    }
  });

  test("no wider than a phone, nor than paper", async () => {
    for (const hash of ["", "#gene=Hs00184500_m1"]) {
      const { page } = await open(hash, { viewport: { width: 390, height: 800 } });
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(390);
      await page.emulateMedia({ media: "print" });
      // A4 less its margins, in pixels of CSS; tables of many columns are printed across.
      for (const [width, selector] of [
        [688, "main > *, main table, main svg, main p"],
        [1016, ".broad table"],
      ] as const) {
        await page.setViewportSize({ width, height: 1000 });
        const wide = await page.locator(selector).evaluateAll(
          (parts, most) =>
            (parts as unknown as Measured[])
              .filter((part) => most > 700 || part.closest(".broad") === null)
              .map((part) => [part.textContent.slice(0, 40), Math.round(part.getBoundingClientRect().right)] as const)
              .filter(([, right]) => right > most + 1),
          width,
        );
        expect(wide).toEqual([]);
      }
    }
  });

  test("small enough for a mail, and the same to the byte when made again", async () => {
    const again = await run(join(root, "study"), { out: join(root, "again") });
    expect(readFileSync(join(again.folder!.path, "report.html")).equals(readFileSync(file))).toBe(true);
    expect(readdirSync(tables)).toContain("report.html");
    expect(readFileSync(file).length).toBeLessThan(3_000_000);
  });
});

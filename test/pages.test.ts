import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { exampleStudy } from "../data/example/study.ts";
import type { StoreStatus } from "../data/store-status.ts";
import { compareRuns } from "../pipeline/compare.ts";
import { run } from "../pipeline/run.ts";
import { comparisonHtml } from "../reports/comparison.tsx";
import { statusHtml } from "../reports/store-status.tsx";
import { launch, listen, noBrowser, serious } from "./browser.ts";

// The pages beside the report, opened as a reader opens them: the comparison of two runs, and the index over them.

describe.skipIf(noBrowser)("in Chromium", () => {
  const root = mkdtempSync(join(tmpdir(), "deltact-pages-"));
  const out = join(root, "runs");
  const hostile = "<script>alert(1)</script>\"'&amp;.txt";
  let browser: Browser;

  beforeAll(async () => {
    const folders: string[] = [];
    for (const [name, text] of [
      ["one", "censored"],
      ["two", "limit"],
    ] as const) {
      for (const file of exampleStudy({ subjects: 10 })) {
        mkdirSync(dirname(join(root, name, file.path)), { recursive: true });
        const edited = file.text
          .replace("nondetects: censored", `nondetects: ${text}`)
          .replace("study: example", "study: <b>&amp;");
        writeFileSync(join(root, name, file.path), file.path === "study.yaml" ? edited : file.text);
      }
      folders.push((await run(join(root, name), { out })).folder!.path);
    }
    writeFileSync(
      join(root, "comparison.html"),
      comparisonHtml(compareRuns(folders[0]!, folders[1]!, { tolerance: 1e-9 })),
    );
    const since = "2024-01-01T10:00:00.000Z";
    const upload = { file: hostile, sha256: "0".repeat(64), since };
    const status: StoreStatus = {
      inboxes: [{ inbox: "inbox", looked: since, failed: [{ study: hostile, reason: `${hostile}\n  -> Mend it.` }] }],
      studies: [
        { study: hostile, uploads: 2, last: { made: since, folder: hostile, headline: "What was found." } },
        { study: "new", uploads: 0, last: undefined },
      ],
      uploads: { ingested: 12345, quarantined: 1 },
      waiting: [{ file: hostile, since, why: "holds nothing yet" }],
      quarantined: [{ ...upload, reason: "no export", remedy: "Mend it.", more: "quarantine/0.reason.txt" }],
      superseded: [{ ...upload, by: { file: hostile, sha256: "1".repeat(64) } }],
    };
    writeFileSync(join(root, "status.html"), statusHtml(status, since, "mark"));
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(root, { recursive: true, force: true });
  });

  const pages = ["runs/index.html", "comparison.html", "status.html"];
  test.each(pages.flatMap((page) => [[page, "light"] as const, [page, "dark"] as const]))(
    "%s, %s: no error, no request, nothing axe finds serious, no wider than a phone",
    async (name, colorScheme) => {
      const page = await browser.newPage({ colorScheme, viewport: { width: 390, height: 800 } });
      const trouble = listen(page);
      await page.goto(`file://${join(root, name)}`);
      await page.evaluate(`document.querySelectorAll("details").forEach((one) => { one.open = true; })`);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(390);
      expect(await serious(page)).toEqual([]);
      expect(trouble).toEqual([]);
      await page.close();
    },
  );

  test("the state of a store holds hostile names as text", async () => {
    const page = await browser.newPage();
    await page.goto(`file://${join(root, "status.html")}`);
    for (const id of ["failed", "quarantined", "studies", "waiting", "superseded"])
      expect(await page.locator(`#${id} tbody td`, { hasText: hostile }).count(), id).toBeGreaterThan(0);
    await page.close();
  });

  test("the links of the index lead to the reports, offline", async () => {
    const page = await browser.newPage();
    await page.goto(`file://${join(out, "index.html")}`);
    expect(await page.locator("tbody tr").count()).toBe(2);
    expect(await page.locator("h2").first().textContent()).toBe("<b>&amp;");
    await page.locator("tbody a").first().click();
    expect(await page.locator("h1").textContent()).toBe("<b>&amp;");
    await page.close();
  });
});

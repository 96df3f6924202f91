import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { type Browser, chromium, type Page } from "playwright-core";

const path = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(
  (path) => path && existsSync(path),
);

/** Whether tests in a browser are left out, for want of one; with CI set they are not: they fail. */
export const noBrowser = !path && process.env.CI !== "true";
if (noBrowser) console.warn("No Chromium found: no page was opened in a browser.");

export async function launch(): Promise<Browser> {
  if (!path) throw new Error("CI needs Chromium: install it, or set CHROMIUM to its path");
  const args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"];
  return chromium.launch({ executablePath: path, args });
}

/** What a page says that it should not: messages, errors, dialogs, and requests for anything but the file itself. */
export function listen(page: Page): string[] {
  const trouble: string[] = [];
  page.on("console", (message) => trouble.push(message.text()));
  page.on("pageerror", (error) => trouble.push(error.message));
  page.on("dialog", (dialog) => trouble.push(dialog.message()));
  page.on("request", (request) => {
    const own = request.isNavigationRequest() && request.url().startsWith("file:");
    if (!own && !request.url().startsWith("blob:")) trouble.push(request.url());
  });
  return trouble;
}

/** What axe finds serious or critical in an open page. */
export async function serious(page: Page): Promise<[rule: string, where: string[]][]> {
  // Through the debugger, which the page's policy does not bind as it binds a script of the page.
  await page.evaluate(`${(createRequire(import.meta.url)("axe-core") as { source: string }).source}; 0`);
  const { violations } = (await page.evaluate("axe.run()")) as {
    violations: { id: string; impact: string; nodes: { html: string }[] }[];
  };
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => [id, nodes.map(({ html }) => html).slice(0, 3)]);
}

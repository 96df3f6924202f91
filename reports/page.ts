import { createHash } from "node:crypto";
import type { VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import withGenes from "./browser/index.ts?script";
import plain from "./browser/plain.ts?script";
import figure from "./figures/figure.css";
import series from "./figures/series.css";
import listing from "./listing.css";
import page from "./page.css";
import print from "./print.css";
import runs from "./runs.css";

const style = [page, listing, figure, series, runs, print].join("");

/**
 * A page that can be opened from a mail attachment: everything is inside, and its policy lets the browser run and
 * style only what has the hash of our own script and style sheet, and fetch nothing.
 */
export function pageHtml(
  title: string,
  body: VNode,
  data?: { readonly id: string; readonly content: unknown },
): string {
  const script = data === undefined ? plain : withGenes;
  const policy = [
    "default-src 'none'",
    `style-src '${hash(style)}'`,
    `script-src '${hash(script)}'`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeText(title)}</title>
<style>${style}</style>
</head>
<body>
${renderToString(body)}
${data === undefined ? "" : dataHtml(data.id, data.content)}<script>${script}</script>
</body>
</html>
`;
}

/** Data for the script. It is not run, and nothing in it can end the element. */
function dataHtml(id: string, content: unknown): string {
  return `<script type="application/json" id="${id}">${JSON.stringify(content).replaceAll("<", "\\u003c")}</script>\n`;
}

function hash(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}

function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

import { readFileSync } from "node:fs";
import { defineConfig } from "vitest/config";
import { browserScript } from "./pipeline/browser-script.mjs";

const { version } = JSON.parse(readFileSync(new URL("./package.json", import.meta.url), "utf8"));

/** Panels and the style sheet are built in as text, as in the bundle. */
const text = {
  name: "text",
  enforce: "pre" as const,
  resolveId(id: string, from?: string) {
    return from && /\.(csv|css)$/.test(id) ? `\0text:${new URL(id, `file://${from}`).pathname}.js` : undefined;
  },
  load(id: string) {
    if (!id.startsWith("\0text:")) return undefined;
    return `export default ${JSON.stringify(readFileSync(id.slice(6, -3), "utf8"))}`;
  },
};

/** The browser's code is built in as the text of its bundle, as in the bundle. */
const script = {
  name: "script",
  enforce: "pre" as const,
  resolveId(id: string, from?: string) {
    if (!from || !id.endsWith("?script")) return undefined;
    return `\0script:${new URL(id.slice(0, -"?script".length), `file://${from}`).pathname}.js`;
  },
  async load(id: string) {
    if (!id.startsWith("\0script:")) return undefined;
    return `export default ${JSON.stringify((await browserScript(id.slice("\0script:".length, -3))).text)}`;
  },
};

export default defineConfig({
  plugins: [text, script],
  define: { DELTACT_VERSION: JSON.stringify(version) },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  test: {
    include: ["test/**/*.test.ts", "test/**/*.test.tsx"],
    testTimeout: 240_000,
    hookTimeout: 240_000,
    maxWorkers: 2,
  },
});

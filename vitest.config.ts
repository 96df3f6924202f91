import { readFileSync } from "node:fs";
import { defineConfig } from "vitest/config";

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

export default defineConfig({
  plugins: [text],
  define: { DELTACT_VERSION: JSON.stringify(version) },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  test: { include: ["test/**/*.test.ts", "test/**/*.test.tsx"], testTimeout: 240_000, hookTimeout: 240_000 },
});

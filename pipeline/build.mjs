// Bundles the command line and the library into dist/. Modules that are imported where they are used become chunks of
// their own, so that start-up pays for nothing else; no package is needed at run time.
import { readFileSync, rmSync } from "node:fs";
import { build } from "esbuild";

const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
const root = new URL("..", import.meta.url).pathname;
for (const kind of ["cli.js", "index.js", "chunks"]) rmSync(`${root}dist/${kind}`, { recursive: true, force: true });
await build({
  absWorkingDir: root,
  entryPoints: ["pipeline/cli.ts", "pipeline/index.ts"],
  outdir: "dist",
  chunkNames: "chunks/[name]-[hash]",
  bundle: true,
  splitting: true,
  platform: "node",
  target: "node20",
  format: "esm",
  jsx: "automatic",
  jsxImportSource: "preact",
  // Half the text to compile at every start; names stay, for the stack of a bug report.
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: "none",
  loader: { ".csv": "text", ".css": "text" },
  define: { DELTACT_VERSION: JSON.stringify(version) },
  banner: {
    js: 'import{createRequire as __createRequire}from"node:module";const require=__createRequire(import.meta.url);',
  },
  logLevel: "warning",
});

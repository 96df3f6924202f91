// Bundles the command line and the library into dist/. Modules that are imported where they are used become chunks of
// their own, so that start-up pays for nothing else; no package is needed at run time, and the licences of those that
// went in stand beside them.
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { browserScript } from "./browser-script.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const { version } = JSON.parse(readFileSync(`${root}package.json`, "utf8"));
for (const kind of ["cli.js", "index.js", "statistics.js", "chunks"])
  rmSync(`${root}dist/${kind}`, { recursive: true, force: true });
const inBrowser = [];
const script = {
  name: "script",
  setup(build) {
    build.onResolve({ filter: /\?script$/ }, ({ path, resolveDir }) => ({
      path: join(resolveDir, path.replace(/\?script$/, "")),
      namespace: "script",
    }));
    build.onLoad({ filter: /.*/, namespace: "script" }, async ({ path }) => {
      const { text, inputs } = await browserScript(path);
      inBrowser.push(...inputs);
      return { contents: text, loader: "text" };
    });
  },
};
const options = {
  absWorkingDir: root,
  outdir: "dist",
  chunkNames: "chunks/[name]-[hash]",
  bundle: true,
  splitting: true,
  platform: "node",
  // Machine code, which cannot be built in: an optional package beside the program, and one that is never asked for.
  external: ["libsql", "pg-native"],
  alias: { "string-width": "./pipeline/text-width.mjs" },
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
  plugins: [script],
  metafile: true,
  logLevel: "warning",
};
// Each apart: what two of them share would be in chunks of its own, and every chunk costs time at the start.
const inputs = [];
for (const entry of ["cli", "index", "statistics"]) {
  const { metafile } = await build({ ...options, entryPoints: [`pipeline/${entry}.ts`] });
  inputs.push(...Object.keys(metafile.inputs));
}

const packages = new Set(
  [...inputs, ...inBrowser].flatMap((file) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? []),
);
const licences = [...packages].sort().map((name) => {
  const folder = `${root}node_modules/${name}`;
  const { license } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
  const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
  return `${name} (${license})\n\n${file ? readFileSync(`${folder}/${file}`, "utf8").trim() : "see the package"}\n`;
});
writeFileSync(`${root}dist/THIRD-PARTY.txt`, licences.join(`\n${"-".repeat(80)}\n\n`));

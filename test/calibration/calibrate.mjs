// Simulates studies and says how often each method finds what is not there, and how often its interval holds the truth.
// Usage: npm run calibrate [-- STUDIES]     (default 1000; takes some minutes)
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const folder = mkdtempSync(join(tmpdir(), "deltact-calibrate-"));
try {
  const outfile = join(folder, "simulate.mjs");
  await build({
    entryPoints: [fileURLToPath(new URL("simulate.ts", import.meta.url))],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    logLevel: "warning",
  });
  const { simulate } = await import(pathToFileURL(outfile).href);
  const studies = Number(process.argv[2] ?? 1000);
  const started = performance.now();
  for (const line of simulate(studies)) console.log(line);
  console.error(`${studies} studies in ${((performance.now() - started) / 1000).toFixed(0)} s`);
} finally {
  rmSync(folder, { recursive: true });
}

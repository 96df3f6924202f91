import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** The code that the report runs in the browser, as one text: what `import script from "./browser/index.ts?script"` gives. */
export async function browserScript(entry) {
  const { outputFiles, metafile } = await build({
    absWorkingDir: fileURLToPath(new URL("..", import.meta.url)),
    entryPoints: [entry],
    write: false,
    bundle: true,
    platform: "browser",
    target: "es2022",
    format: "iife",
    jsx: "automatic",
    jsxImportSource: "preact",
    minify: true,
    // Nothing in it may end the element that it stands in.
    supported: { "inline-script": false },
    legalComments: "none",
    charset: "ascii",
    metafile: true,
    logLevel: "warning",
  });
  return { text: outputFiles[0].text.trim(), inputs: Object.keys(metafile.inputs) };
}

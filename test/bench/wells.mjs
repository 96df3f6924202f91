// The wells of a study alone, through the library: from its exports, or from what was kept of them in a folder; where a
// file's is not there it is read and kept first.
// Usage: node wells.mjs STUDY [FOLDER]
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { decodeExtract, encodeExtract, extractOf, run } from "../../dist/index.js";

const [study, folder] = process.argv.slice(2);
if (folder !== undefined) mkdirSync(folder, { recursive: true });

function kept(file) {
  const path = join(folder, basename(file));
  if (!existsSync(path)) writeFileSync(path, encodeExtract(extractOf(file, readFileSync(join(study, file)))));
  const found = decodeExtract(readFileSync(path));
  if ("fault" in found) throw new Error(`${path} ${found.fault}`);
  return found;
}

const { table } = await run(study, { until: "wells", kept: folder === undefined ? undefined : kept });
console.log(`${table("wells").length} wells`);

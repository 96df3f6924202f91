import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { type ExampleOptions, exampleStudy } from "../data/example/study.ts";

/** Makes the synthetic example study in a folder that is not there yet; an example that is there is left as it is. */
export function makeExample(
  folder: string,
  options: { [K in keyof ExampleOptions]?: ExampleOptions[K] | undefined },
): string {
  if (existsSync(join(folder, "study.yaml"))) return `The example study is in ${folder} already.`;
  const given = Object.fromEntries(
    Object.entries(options).filter(([, value]) => value !== undefined),
  ) as ExampleOptions;
  const parent = dirname(resolve(folder));
  mkdirSync(parent, { recursive: true });
  const making = mkdtempSync(join(parent, ".example-"));
  let files = 0;
  try {
    for (const { path, text } of exampleStudy(given)) {
      mkdirSync(dirname(join(making, path)), { recursive: true });
      writeFileSync(join(making, path), text);
      files++;
    }
    renameSync(making, folder);
  } catch (error) {
    rmSync(making, { recursive: true, force: true });
    throw error;
  }
  return `The example study was made in ${folder}: ${files} files, all synthetic, no patient is behind them.`;
}

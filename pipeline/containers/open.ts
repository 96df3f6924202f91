import type { Export } from "../../data/export.ts";
import { containerOf } from "./container.ts";
import { tooLarge, tooLong } from "./limits.ts";

let opener: ((source: Export) => Export) | undefined;

/**
 * Loads what opens containers, which takes a moment and is not needed for plain text. Whoever may meet a container waits for
 * it once; from then on `open` does it, without waiting, for exports are read one by one where nobody can wait.
 */
export async function loadOpener(): Promise<void> {
  opener ??= (await import("./opened.ts")).opened;
}

/** An export with what it holds, where it is a workbook, an archive, or compressed; one that can be no export is told as broken. */
export function open(source: Export): Export {
  const { bytes } = source;
  if (containerOf(bytes) === undefined) {
    const refusal = tooLarge(bytes.length) ?? tooLong(bytes);
    return refusal ? { ...source, opened: { kind: "broken", text: `${refusal}.` } } : source;
  }
  if (opener === undefined) throw new Error(`${source.file} is no plain text, and loadOpener() was not waited for`);
  return opener(source);
}

import type { Export, ReadExport } from "../../data/export.ts";
import { listing, type Problem, quote } from "../../data/trouble.ts";
import { refusals } from "../refusals/index.ts";
import type { Format } from "./format.ts";
import { formats } from "./index.ts";
import type { Intake } from "./intake.ts";
import { put } from "./put.ts";
import { sourceOf } from "./source.ts";
import { HEAD, MOST_HEAD, type Text } from "./text.ts";
import { unnamedRows } from "./unnamed-rows.ts";

/**
 * Reads an export by the format that claims its content; an export that none claims is trouble. Of an export that was
 * read before, what it gave is put in.
 */
export function read(source: Export | ReadExport, intake: Intake): void {
  if ("extract" in source) {
    put(source, intake);
    return;
  }
  const { opened, file, part } = source;
  if (opened?.kind === "archive") {
    for (const member of opened.members) read(member, intake);
    return;
  }
  if (opened?.kind === "broken") {
    intake.troubles.add({ code: "file-broken", file, part, text: opened.text });
    return;
  }
  const [claim] = claimsOf(source);
  if (claim) for (const text of claim.texts) claim.format.read(text, intake);
  else for (const problem of refused(source)) intake.troubles.add(problem);
}

/** Why an export is not read that no format claims. */
function refused(source: Export): readonly Problem[] {
  const { file, part } = source;
  const opened = sourceOf(source, HEAD);
  for (const { code, recognise, tell } of refusals) {
    const texts = recognise(opened);
    if (texts.length > 0) return texts.map((text) => ({ code, file, part: text.part, ...tell(text) }));
  }
  return [{ code: "format-unknown", file, part, text: `${seen(source)}.` }];
}

export interface Claim {
  readonly format: Format;
  /** Those of the export that hold its wells. */
  readonly texts: readonly Text[];
}

/**
 * The format that an export is of, by its beginning, or by much more of it where that does not tell. The first reads it; that
 * there is another is found only by who asks on.
 */
export function* claimsOf(source: Export): Generator<Claim, void> {
  let claimed = false;
  for (const head of [HEAD, MOST_HEAD]) {
    const opened = sourceOf(source, head);
    for (const format of formats) {
      const texts = format.recognise(opened);
      if (texts.length === 0) continue;
      claimed = true;
      yield { format, texts };
    }
    if (claimed || opened.texts.every(({ bytes }) => bytes.length <= head)) return;
  }
}

/** What a file that nobody reads looks like. */
function seen(source: Export): string {
  const { bytes, opened } = source;
  if (opened?.kind === "workbook")
    return `is a workbook with the sheets ${listing(opened.sheets.map(({ name }) => name))}, none of which is a known table of wells`;
  if (opened?.kind === "package")
    return `is a package of ${listing(opened.members.map(({ name }) => name))}, without results that are known`;
  if (bytes.length === 0) return "is empty";
  const unnamed = unnamedRows(sourceOf(source, HEAD).texts[0]!);
  if (unnamed !== undefined) return unnamed;
  const first = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(200, bytes.length)).toString("latin1");
  return `begins with ${quote(first.split(/[\r\n]/)[0]!)}, which no known export begins with`;
}

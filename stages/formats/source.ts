import { delimiters, type PlacedMap } from "../../data/column-map.ts";
import { plain } from "../../data/encoding.ts";
import type { Export, Opened, Part } from "../../data/export.ts";
import { delimiterOf } from "./delimiter.ts";
import { separated } from "./separated.ts";
import { headOf, type Text } from "./text.ts";

/** An export as formats look at it. */
export interface Source {
  readonly file: string;
  readonly kind: "text" | "workbook" | "package";
  /** The one text, the sheets in their order, or the members by their names. */
  readonly texts: readonly Text[];
}

/** `head`: so many bytes of each text are there to tell its format by. */
export function sourceOf({ file, part = "", bytes, opened, columns: map }: Export, head: number): Source {
  const place: Place = { file, part, map };
  if (opened === undefined || opened.kind === "broken" || opened.kind === "archive")
    return { file, kind: "text", texts: [textOf(place, bytes, head)] };
  return { file, kind: opened.kind, texts: partsOf(opened).map((one) => partOf(place, one, head)) };
}

/** The text of a source that is one, where `is` says so of its beginning. */
export function textWhere({ kind, texts }: Source, is: (head: string) => boolean): readonly Text[] {
  return kind === "text" && is(texts[0]!.head) ? texts : [];
}

/** The one text, or of a workbook the sheets, where `is` says so of their beginning: for tables that spreadsheets save as they are. */
export function tablesWhere({ kind, texts }: Source, is: (head: string) => boolean): readonly Text[] {
  return kind === "package" ? [] : texts.filter(({ head }) => is(head));
}

/** The sheets of a workbook, by their name and their beginning. */
export function sheetsWhere({ kind, texts }: Source, is: (name: string, head: string) => boolean): readonly Text[] {
  return kind === "workbook" ? texts.filter(({ part, head }) => is(part.slice(part.lastIndexOf("#") + 1), head)) : [];
}

type Place = Pick<Text, "file" | "part"> & { readonly map: PlacedMap | undefined };

function textOf({ file, part, map }: Place, raw: Uint8Array, size: number): Text {
  const bytes = plain(raw);
  const head = headOf(bytes, size);
  const said = map?.map.delimiter;
  const delimiter = said === undefined ? delimiterOf(bytes, head, map ? 2 : 3) : delimiters[said];
  if (delimiter === "\t") return { file, part, map, bytes, head, delimiter };
  const tabbed = separated(bytes, delimiter);
  return { file, part, map, ...tabbed, head: headOf(tabbed.bytes, size), delimiter };
}

function partsOf(opened: Opened & { readonly kind: "workbook" | "package" }): readonly Part[] {
  return opened.kind === "workbook" ? opened.sheets : opened.members;
}

/** Sheets and members are parts of the file alike: what they are called stands behind a #. */
function partOf({ file, part, map }: Place, { name, bytes: raw }: Part, size: number): Text {
  const bytes = plain(raw);
  return { file, part: `${part}#${name}`, map, bytes, head: headOf(bytes, size), delimiter: "\t" };
}

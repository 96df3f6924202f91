import { gunzipSync } from "node:zlib";
import type { Export, Opened } from "../../data/export.ts";
import { printable } from "../../data/trouble.ts";
import { containerOf } from "./container.ts";
import { sheetsOf } from "./workbook.ts";
import { unzip } from "./zip.ts";

/** Bytes that one export may have when it is opened: a hundred times the largest that were seen. */
export const MOST_BYTES = 512 * 1024 * 1024;

/** Archives within archives. */
const DEEPEST = 2;

/** An export that is no plain text, with what it holds; of one that is only compressed, the plain text. */
export function opened(source: Export, depth = 0): Export {
  const { bytes } = source;
  const broken = (text: string): Export => ({ ...source, opened: { kind: "broken", text } });
  if (depth > DEEPEST) return broken("lies in archives within archives; lay it into one.");
  try {
    switch (containerOf(bytes)) {
      case "gzip":
        return opened({ ...source, bytes: gunzipSync(bytes, { maxOutputLength: MOST_BYTES }) }, depth + 1);
      case "ole":
        return { ...source, opened: { kind: "workbook", sheets: sheetsOf(bytes) } };
      case "zip":
        return { ...source, opened: inZip(source, depth) };
      default:
        return source;
    }
  } catch (error) {
    return broken(`cannot be opened: ${printable(error instanceof Error ? error.message : String(error))}.`);
  }
}

function inZip(source: Export, depth: number): Opened {
  const { part = "", bytes } = source;
  const members = unzip(bytes, MOST_BYTES);
  const has = (test: RegExp) => members.some(({ name }) => test.test(name));
  if (has(/^xl\/workbook\.(xml|bin)$/)) return { kind: "workbook", sheets: sheetsOf(bytes) };
  if (has(/^apldbio\//) || has(/^rdml_data\.xml$/)) return { kind: "package", members };
  const isRdml = ({ bytes }: { readonly bytes: Uint8Array }) =>
    /<(?:\w+:)?rdml[\s>]/.test(Buffer.from(bytes.subarray(0, 4096)).toString("latin1"));
  if (members.some((member) => /\.xml$/i.test(member.name) && isRdml(member))) return { kind: "package", members };
  const files = members.filter(({ name }) => !/(^|\/)(__MACOSX\/|\.DS_Store$|\._)/.test(name));
  if (files.length === 0) return { kind: "broken", text: "is an archive that holds no file." };
  return {
    kind: "archive",
    members: files.map(({ name, bytes }) => opened({ ...source, part: `${part}/${name}`, bytes }, depth + 1)),
  };
}

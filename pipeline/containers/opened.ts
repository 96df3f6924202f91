import { gunzipSync } from "node:zlib";
import { plain } from "../../data/encoding.ts";
import type { Export, Opened, Part } from "../../data/export.ts";
import { printable } from "../../data/trouble.ts";
import { containerOf } from "./container.ts";
import { type Limits, limits, tooLarge, tooLong } from "./limits.ts";
import { sheetsOf } from "./workbook.ts";
import { unzip } from "./zip.ts";

/** Archives within archives. */
const DEEPEST = 2;

/** How many bytes may still come of an export, whatever lies within what. */
interface Room {
  bytes: number;
}

/**
 * An export that is no plain text, with what it holds; of one that is only compressed, the plain text. Whatever is wrong with
 * it, it is told, and nothing is thrown.
 */
export function opened(source: Export, most: Limits = limits): Export {
  return within(source, most, { bytes: most.bytes }, 0);
}

function within(source: Export, most: Limits, room: Room, depth: number): Export {
  const { bytes } = source;
  const broken = (text: string): Export => ({ ...source, opened: { kind: "broken", text } });
  if (depth > DEEPEST) return broken("lies in archives within archives; lay it into one.");
  const refusal = tooLarge(bytes.length, most.bytes);
  if (refusal) return broken(`${refusal}.`);
  try {
    switch (containerOf(bytes)) {
      case "gzip": {
        const content = gunzip(bytes, room);
        return within({ ...source, bytes: content }, most, room, depth + 1);
      }
      case "ole":
        return { ...source, opened: { kind: "workbook", sheets: counted(sheetsOf(bytes, most), room) } };
      case "zip":
        return { ...source, opened: inZip(source, most, room, depth) };
      default: {
        const long = tooLong(bytes, most);
        return long ? broken(`${long}.`) : source;
      }
    }
  } catch (error) {
    return broken(`cannot be opened: ${reasonOf(error)}.`);
  }
}

function inZip(source: Export, most: Limits, room: Room, depth: number): Opened {
  const { part = "", bytes } = source;
  const members = unzip(bytes, { files: most.files, bytes: room.bytes });
  if (members.some(({ name }) => /^xl\/workbook\.(xml|bin)$/.test(name)))
    return { kind: "workbook", sheets: counted(sheetsOf(members, most), room) };
  counted(members, room);
  if (isPackage(members)) return { kind: "package", members };
  if (members.length === 0) return { kind: "broken", text: "is an archive that holds no file." };
  return {
    kind: "archive",
    members: members.map(({ name, bytes }) =>
      within({ ...source, part: `${part}/${name}`, bytes }, most, room, depth + 1),
    ),
  };
}

/** Whether files are one export only together: an .eds document, or RDML beside which nothing lies that could be another. */
function isPackage(members: readonly Part[]): boolean {
  if (members.some(({ name }) => /^apldbio\/|^(setup|primary)\/[^/]+\.json$/.test(name))) return true;
  const isRdml = ({ bytes }: Part) =>
    /^\s*<[^\0]*<(?:[\w.-]+:)?rdml[\s>]|^\s*<(?:[\w.-]+:)?rdml[\s>]/.test(
      Buffer.from(plain(bytes.subarray(0, 4096))).toString("latin1"),
    );
  const beside = members.filter(({ name }) => !/\.xml$/i.test(name) && !name.startsWith("partitions/"));
  return beside.length === 0 && members.filter(isRdml).length === 1;
}

/** Takes what came of a container out of the room that is left. */
function counted<T extends readonly Part[]>(parts: T, room: Room): T {
  for (const { bytes } of parts) room.bytes -= bytes.length;
  if (room.bytes < 0) throw new Error("what it holds has more bytes than it may have");
  return parts;
}

function gunzip(bytes: Uint8Array, room: Room): Buffer {
  const content = gunzipSync(bytes, { maxOutputLength: Math.max(1, room.bytes) });
  room.bytes -= content.length;
  return content;
}

/** What went wrong, in words for a message; where zlib would have made more bytes than it may, it names only its own limit. */
function reasonOf(error: unknown): string {
  const { code, message = String(error) } = error as NodeJS.ErrnoException;
  return code === "ERR_BUFFER_TOO_LARGE" ? "what it holds has more bytes than it may have" : printable(message);
}

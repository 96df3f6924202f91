import AdmZip from "adm-zip";
import type { Part } from "../../data/export.ts";

/** What an archive may hold. */
export interface ZipLimits {
  readonly files: number;
  /** Bytes of all its files together. */
  readonly bytes: number;
}

/** Files that systems leave in archives. */
const LITTER = /(^|[/\\])(__MACOSX[/\\]|\.DS_Store$|\._|Thumbs\.db$|desktop\.ini$)/i;

/**
 * The files of a zip archive in the order of their names, each checked against its checksum, and never more bytes than
 * `most`: what the archive says of its sizes is looked at before anything is unpacked, and no file may become longer.
 *
 * @throws on what is no whole archive, on a password, and on names that lead out of it or that two files have.
 */
export function unzip(bytes: Uint8Array, most: ZipLimits): Part[] {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const declared = filesOf(whole);
  if (declared > most.files) throw new Error(`it holds ${declared} files; at most ${most.files} are read`);
  const entries = new AdmZip(whole, { noSort: true })
    .getEntries()
    .filter(({ isDirectory, entryName }) => !isDirectory && !LITTER.test(entryName));
  let size = 0;
  const names = new Set<string>();
  for (const { entryName: name, header } of entries) {
    const told = JSON.stringify(name);
    if (header.encrypted) throw new Error("it has a password");
    if (/^(?:[/\\]|[A-Za-z]:)|(?:^|[/\\])\.\.(?:[/\\]|$)|\0/.test(name))
      throw new Error(`it holds a file whose name leads out of it: ${told}`);
    if (names.has(name)) throw new Error(`it holds two files by the name ${told}`);
    names.add(name);
    size += header.size;
    if (size > most.bytes) throw new Error(`it would have more than ${most.bytes} bytes when it is opened`);
  }
  return entries
    .map((entry) => {
      const { entryName: name, header } = entry;
      const content = entry.getData();
      const told = JSON.stringify(name);
      if (content.length !== header.size) throw new Error(`${told} in it is cut short`);
      // The data were held against the checksum before them; the directory's must be the same, where both are written.
      if (
        !(whole.readUInt16LE(header.offset + FLAGS) & CRC_BEHIND) &&
        whole.readUInt32LE(header.offset + CRC) !== header.crc
      )
        throw new Error(`${told} in it has two checksums`);
      return { name, bytes: content };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The files as an archive that packs nothing, for who unpacks it once more: it holds just these. */
export function zipped(files: readonly Part[]): Buffer {
  const archive = new AdmZip();
  for (const { name, bytes } of files) {
    archive.addFile(name, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    archive.getEntry(name)!.header.method = STORED;
  }
  return archive.toBuffer();
}

const STORED = 0;

/** Where in the header before a file its flags stand, and its checksum, unless the flags say that it comes behind the data. */
const FLAGS = 6;
const CRC_BEHIND = 8;
const CRC = 14;

/** Signature of the record that ends an archive, its length, and where in it the number of files stands. */
const END = 0x06054b50;
const END_LENGTH = 22;
const COUNT = 10;
const MOST_COMMENT = 65_535;

/** How many files an archive says it holds; 65,535 may be more. 0: nothing says so. */
function filesOf(bytes: Buffer): number {
  for (let at = bytes.length - END_LENGTH; at >= 0 && at >= bytes.length - END_LENGTH - MOST_COMMENT; at--)
    if (bytes.readUInt32LE(at) === END) return bytes.readUInt16LE(at + COUNT);
  return 0;
}

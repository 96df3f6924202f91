import AdmZip from "adm-zip";
import type { Part } from "../../data/export.ts";

/** Files that an archive may hold. */
const MOST_FILES = 20_000;

/**
 * The files of a zip archive in the order of their names, each checked against its checksum, and never more bytes than
 * `most`: what the archive says of its sizes is looked at before anything is unpacked, and no file may become longer.
 *
 * @throws on what is no whole archive, on a password, and on names that lead out of it.
 */
export function unzip(bytes: Uint8Array, most: number): Part[] {
  const entries = new AdmZip(Buffer.from(bytes), { noSort: true }).getEntries().filter((entry) => !entry.isDirectory);
  if (entries.length > MOST_FILES) throw new Error(`it holds ${entries.length} files; at most ${MOST_FILES} are read`);
  const size = entries.reduce((sum, { header }) => sum + header.size, 0);
  if (size > most) throw new Error(`it would have ${size} bytes when it is opened; at most ${most} are read`);
  const names = new Set<string>();
  for (const { entryName: name, header } of entries) {
    if (header.encrypted) throw new Error("it has a password");
    if (/^(?:[/\\]|[A-Za-z]:)|(?:^|[/\\])\.\.(?:[/\\]|$)/.test(name))
      throw new Error(`it holds a file whose name leads out of it: ${JSON.stringify(name)}`);
    if (names.has(name)) throw new Error(`it holds two files by the name ${JSON.stringify(name)}`);
    names.add(name);
  }
  return entries
    .map((entry) => {
      const content = entry.getData();
      if (content.length !== entry.header.size)
        throw new Error(`${JSON.stringify(entry.entryName)} in it is cut short`);
      return { name: entry.entryName, bytes: content };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

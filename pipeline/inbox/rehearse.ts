import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { printable } from "../../data/trouble.ts";
import { openDatabase, openToRead } from "../store/database.ts";
import { Disk } from "../store/disk.ts";
import { Ledger } from "../store/ledger.ts";
import { Objects } from "../store/objects.ts";
import { migrate } from "../store/schema.ts";
import { LEDGER } from "../store/store.ts";
import { Looks } from "./looks.ts";
import { Markers } from "./markers.ts";
import type { Processed, ProcessOptions, Tell } from "./options.ts";
import { list } from "./receive.ts";
import { work } from "./work.ts";

/**
 * Says what a call would do, by doing it on a copy of the ledger in the system's temporary folder, which is taken away
 * again; the store, the inbox and the runs stay as they are.
 *
 * @throws {Trouble} as the call would.
 */
export async function rehearse(options: ProcessOptions): Promise<Processed> {
  const folder = mkdtempSync(join(tmpdir(), "deltact-rehearsal-"));
  try {
    const path = join(folder, LEDGER);
    const real = join(options.store, LEDGER);
    if (existsSync(real)) {
      const source = await openToRead(real);
      try {
        source.prepare("VACUUM INTO ?").run(path);
      } finally {
        source.close();
      }
    }
    const database = await openDatabase(path);
    try {
      migrate(database, path);
      const disk = new Disk();
      const objects = new Objects(disk, join(folder, "objects"), join(options.store, "objects"));
      const ledger = new Ledger(database, options.now);
      tellFiles(options, ledger);
      const { move: _, ...kept } = options;
      const tell: Tell = (line, data) => options.tell(would(line, data), data);
      return await work(
        { folder, disk, objects, ledger, sweep: () => {}, close: () => {} },
        { ...kept, rehearsal: true, tell },
      );
    } finally {
      database.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A line for each file of the inbox. */
function tellFiles({ inbox, quiet, now, marker, ...options }: ProcessOptions, ledger: Ledger): void {
  const tell: Tell = (line, data) => options.tell(printable(line), data);
  const looks = new Looks(ledger.database, resolve(inbox), quiet);
  const { files, ignored } = list(inbox);
  const markers = new Markers(inbox, files, marker, (one) => looks.rests(one, now().getTime()));
  for (const file of markers.uploads) {
    const marked = markers.of(file.path);
    const { at, first } = looks.is(file, now().getTime());
    const upload = at === "done" ? ledger.upload(looks.hashOf(file.path)!) : undefined;
    const line = {
      done: `done: it is ${upload?.state}.`,
      settled: marked.kind === "waits" ? `waits: ${marked.why}.` : "would be taken.",
      growing:
        file.size === 0n ? "waits: it holds nothing yet." : first ? "waits: it is new, or has changed." : "waits.",
    }[at];
    tell(`${file.path}: ${line}`, { event: "file", file: file.path, is: at });
  }
  for (const path of ignored)
    tell(`${path}: ignored: unfinished, litter, a link or no file.`, { event: "ignored", file: path });
}

/** The line of what was done, as one of what would be. */
function would(line: string, data: Readonly<Record<string, unknown>>): string {
  if (data.event === "ingested") return `${line.slice(0, -1)}: so it would be ingested.`;
  if (data.event === "quarantined") return line.replace(": quarantined. ", ": would be quarantined. ");
  return line.replace("nothing was done.", "nothing would be done.");
}

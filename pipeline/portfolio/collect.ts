import { createHash } from "node:crypto";
import { basename, dirname, join } from "node:path";
import { type Collected, type Manifest, portfolioTables } from "../../data/portfolio.ts";
import { studiesColumns } from "../../data/portfolio-columns.ts";
import { tableOf } from "../../data/table.ts";
import { parquetJoined } from "../../reports/parquet-joined.ts";
import { portfolioHtml } from "../../reports/portfolio.tsx";
import { exists, FileReader } from "../files.ts";
import { MadeFolder, sweep } from "../made-folder.ts";
import { folderName } from "../run-folder.ts";
import { outcomeOf, type TaskOutcome } from "./outcome-of.ts";
import { joinedTable } from "./part.ts";
import { places } from "./places.ts";

/** The one file of a portfolio's results that tells times and machines. */
export const RECORD = "portfolio.json";

export interface CollectOptions {
  /** Why tasks left nothing behind, by their index, where it is known. */
  readonly lost?: ReadonlyMap<number, string> | undefined;
  /** Told of each study when its files were held against their hashes. */
  readonly onStudy?: (done: number) => void;
}

export interface CollectedFolder extends Collected {
  readonly path: string;
  /** The same results were there already. */
  readonly before: boolean;
  readonly tasks: readonly TaskOutcome[];
}

/**
 * Takes up what the tasks of a plan left behind: every file is held against its hash, and the results of all studies that
 * are done are written to a folder of their own, with the tables joined.
 *
 * @throws {Trouble} where nothing can be written.
 */
export async function collect(
  out: string,
  manifest: Manifest,
  { lost = new Map(), onStudy }: CollectOptions = {},
): Promise<CollectedFolder> {
  const tasks = manifest.tasks.map((task, at) => {
    const outcome = outcomeOf(out, task, lost.get(at));
    onStudy?.(at + 1);
    return outcome;
  });
  if (exists(places.runs(out))) sweep(places.runs(out));
  const folder = new MadeFolder(out, RECORD);
  try {
    const tables = await joinTables(out, folder, tasks);
    const studies = tasks.map(({ told }) => told);
    folder.table("studies", tableOf(studiesColumns, studies));
    const { portfolio, version } = manifest;
    const collected = { portfolio, version, studies, tables };
    folder.text("index.html", portfolioHtml(collected));
    const made = tasks.map(({ sentinel, told }) => ({ ...told, found: undefined, by: sentinel?.by }));
    const record = { program: "deltact", version, portfolio, tables, studies: made };
    folder.text(RECORD, `${JSON.stringify(record, undefined, 1)}\n`);
    const id = createHash("sha256").update(JSON.stringify(collected)).digest("hex");
    const published = folder.publish(folderName(portfolio, id));
    return { ...collected, ...published, tasks };
  } catch (error) {
    folder.discard();
    throw error;
  }
}

async function joinTables(out: string, folder: MadeFolder, tasks: readonly TaskOutcome[]) {
  const [writing, reading] = await Promise.all([import("hyparquet-writer"), import("hyparquet")]);
  const tables: Collected["tables"][number][] = [];
  for (const name of portfolioTables) {
    const parts = tasks.flatMap(({ key, sentinel, told }) => {
      const part = told.status === "done" ? sentinel!.made!.parts[name] : undefined;
      return part ? [{ key, rows: part.rows }] : [];
    });
    function* bytes() {
      const reader = new FileReader();
      for (const { key } of parts) {
        const path = places.part(out, key, name);
        yield reader.read(dirname(path), basename(path));
      }
    }
    const { sha256 } = folder.pieces(`${name}.parquet`, parquetJoined(joinedTable(name), bytes(), writing, reading));
    tables.push({ name, rows: parts.reduce((sum, { rows }) => sum + rows, 0), sha256 });
  }
  return tables;
}

/** Where the page of a portfolio's results is. */
export function pageOf({ path }: CollectedFolder): string {
  return join(path, "index.html");
}

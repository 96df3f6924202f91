import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Column, Columns } from "../data/column.ts";
import { cellsOf } from "../data/csv.ts";
import { unguard } from "../data/guard.ts";
import type { RunRecord } from "../data/provenance.ts";
import type { CellRead, RunTable, RunTables } from "../data/run-tables.ts";
import { printable, quote, Trouble } from "../data/trouble.ts";
import { numberIn, yesNoIn } from "../data/written.ts";
import { readInput } from "./files.ts";
import { readRecord, runFolderOf } from "./run-record.ts";
import { stages } from "./settings.ts";
import { TableFile } from "./table-file.ts";
import { version } from "./version.ts";

const known = Object.values(stages).flatMap(
  ({ tables }): { name: string; columns: Columns; key: readonly string[] }[] => [...tables],
);

/**
 * A run as its folder holds it. Every table was held against its hash before the first is handed out.
 *
 * @throws {Trouble} when the folder is no run, a file of it is not as the run wrote it, or this version does not know what
 * another wrote.
 */
export function readRunTables(path: string): RunTables {
  const folder = runFolderOf(path);
  const record = readRecord(folder);
  for (const table of record.tables) new TableFile(folder, table).verify();
  const names = new Set(record.tables.map(({ name }) => name));
  const inOrder = known.flatMap(({ name }) => (names.delete(name) ? [name] : []));
  const unknown = [...names][0];
  if (unknown !== undefined) throw otherVersion(record, `${unknown}.csv`, "is a table");
  const tables = inOrder.map((name) => readTable(folder, record, name));
  const rdes = record.rdes?.map(({ file, sha256 }) => ({ file, bytes: () => spreadsheet(folder, file, sha256) }));
  return { record, tables, rdes };
}

function readTable(folder: string, record: RunRecord, name: string): RunTable {
  const told = record.tables.find((table) => table.name === name)!;
  const { columns: dictionary, key } = known.find((table) => table.name === name)!;
  const file = `${name}.csv`;
  const records = () => new TableFile(folder, told).records();
  const first = records();
  const head = cellsOf(first.next().value ?? "").map(unguard);
  first.return(undefined);
  const strange = head.find((column, at) => !Object.hasOwn(dictionary, column) || head.indexOf(column) < at);
  if (strange !== undefined) throw otherVersion(record, `${file}, ${printable(strange)}`, "is a column");
  const columns = Object.fromEntries(head.map((column) => [column, dictionary[column]!]));
  const kinds = Object.entries(columns);
  return {
    ...{ name, columns, length: told.rows },
    key: key.filter((column) => Object.hasOwn(columns, column)),
    *rows() {
      let row = -1;
      for (const line of records()) {
        if (++row === 0) continue;
        const cells = cellsOf(line);
        if (cells.length !== kinds.length)
          throw broken(join(folder, file), row, undefined, `holds ${cells.length} cells.`);
        yield kinds.map(([column, { kind }], at): CellRead => {
          const cell = cellOf(cells[at]!, kind);
          if (cell !== null) return cell;
          throw broken(join(folder, file), row, column, `${quote(cells[at]!)} is no ${kind}.`);
        });
      }
      if (row !== told.rows)
        throw broken(join(folder, file), undefined, undefined, `holds ${row} rows; the run wrote ${told.rows}.`);
    },
  };
}

/** null: not of this kind. */
function cellOf(cell: string, kind: Column["kind"]): CellRead | null {
  if (cell === "") return undefined;
  if (kind === "text") return unguard(cell);
  if (kind === "yes-no") return yesNoIn(cell) ?? null;
  const number = numberIn(cell);
  return Number.isNaN(number) || (kind === "count" && !(Number.isSafeInteger(number) && number >= 0)) ? null : number;
}

function spreadsheet(folder: string, file: string, sha256: string): Uint8Array {
  const bytes = readInput(folder, file);
  if (createHash("sha256").update(bytes).digest("hex") === sha256) return bytes;
  throw broken(join(folder, file), undefined, undefined, "is not what the run wrote: it was changed since.");
}

function broken(file: string, record: number | undefined, column: string | undefined, text: string): Trouble {
  return new Trouble([{ code: "run-broken", ...{ file, record, column, text } }]);
}

function otherVersion(record: RunRecord, what: string, is: string): Trouble {
  const text = `${what} ${is} that deltact ${version} does not know; ${printable(record.version)} wrote it.`;
  return new Trouble([{ code: "run-version", text }]);
}

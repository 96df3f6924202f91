import { basename, resolve } from "node:path";
import type { Columns } from "../data/column.ts";
import type { Comparison, ConclusionChange, TableChange, Two } from "../data/comparison.ts";
import { cellsOf } from "../data/csv.ts";
import { unguard } from "../data/guard.ts";
import type { Provenance, RunRecord } from "../data/provenance.ts";
import { listing, Trouble } from "../data/trouble.ts";
import { type Conclusion, compareConclusions, concludes, conclusionReader } from "../stages/comparison-conclusions.ts";
import { compareInputs, compareSettings } from "../stages/comparison-inputs.ts";
import { summariseComparison, verdictOf } from "../stages/comparison-summary.ts";
import { ComparedTable, type TableToCompare } from "../stages/comparison-table.ts";
import { readRecord, runFolderOf } from "./run-record.ts";
import { stages } from "./settings.ts";
import { TableFile } from "./table-file.ts";

export interface CompareOptions {
  readonly tolerance: number;
  /** Told of each table before it is compared. */
  readonly onTable?: (name: string) => void;
}

interface KnownTable {
  readonly name: string;
  readonly columns: Columns;
  readonly key: readonly string[];
}

const known: readonly KnownTable[] = Object.values(stages).flatMap(({ tables }): KnownTable[] => [...tables]);

interface RunToCompare {
  readonly folder: string;
  readonly record: RunRecord;
}

/**
 * What changed between the runs of two folders.
 *
 * @throws {Trouble} when a folder is no run, or is not as the run wrote it.
 */
export function compareRuns(a: string, b: string, { tolerance, onTable }: CompareOptions): Comparison {
  const [one, two] = [a, b].map((path) => {
    const folder = runFolderOf(path);
    return { folder, record: readRecord(folder) };
  }) as [RunToCompare, RunToCompare];
  const runs = [one, two] as const;
  const tables: TableChange[] = [];
  const conclusions: ConclusionChange[] = [];
  for (const name of tableNames(one.record, two.record)) {
    onTable?.(name);
    const compared = compareTable(name, runs, tolerance);
    tables.push(compared.table);
    conclusions.push(...compared.conclusions);
  }
  const compared = {
    runs: [told(one), told(two)] as const,
    ...{ tolerance, tables, conclusions },
    inputs: compareInputs([one.record.inputs, two.record.inputs]),
    settings: compareSettings([one.record.settings, two.record.settings]),
  };
  const verdict = verdictOf(compared, known);
  return { ...compared, verdict, summary: summariseComparison(compared, verdict) };
}

function told({ folder, record }: RunToCompare) {
  return { folder: basename(resolve(folder)), record };
}

/** The tables of both runs in the order of the sentence, and after them those that only another version knows. */
function tableNames(a: RunRecord, b: RunRecord): string[] {
  const made = new Set([...a.tables, ...b.tables].map(({ name }) => name));
  const inOrder = known.map(({ name }) => name).filter((name) => made.delete(name));
  return [...inOrder, ...made];
}

type Compared = { readonly table: TableChange; readonly conclusions: readonly ConclusionChange[] };

function compareTable(name: string, runs: Two<RunToCompare>, tolerance: number): Compared {
  const [one, two] = runs.map(({ record }) => record.tables.find((table) => table.name === name));
  const files = [one, two].map((table, at) => table && new TableFile(runs[at]!.folder, table));
  const table = known.find((table) => table.name === name);
  if (files[0] && files[1] && table && one!.sha256 !== two!.sha256)
    return compareRows(table, [files[0], files[1]], runs, tolerance);
  for (const file of files) file?.verify();
  const unread =
    one && two && one.sha256 !== two.sha256 ? "differs, but this version does not know the table." : undefined;
  return { table: { ...unchanged(name, one, two), unread }, conclusions: [] };
}

type Listed = Provenance["tables"][number] | undefined;

function unchanged(table: string, one: Listed, two: Listed): TableChange {
  const none = { rows: 0, first: [] };
  const rows = [one?.rows, two?.rows] as const;
  return { table, rows, alone: [none, none], columnsAlone: [[], []], changed: 0, moved: 0, columns: [] };
}

function compareRows(known: KnownTable, files: Two<TableFile>, runs: Two<RunToCompare>, tolerance: number): Compared {
  const [a, b] = [files[0].records(), files[1].records()];
  const heads = [a.next().value ?? "", b.next().value ?? ""] as const;
  const headings = [cellsOf(heads[0]).map(unguard), cellsOf(heads[1]).map(unguard)] as const;
  const { name: table, columns, key } = known;
  demandKey(known, headings, runs);
  const of: TableToCompare = { table, columns, key, headings };
  const compared = new ComparedTable(of, tolerance);
  const readers = concludes(of) ? ([conclusionReader(of, 0), conclusionReader(of, 1)] as const) : undefined;
  const conclusions: Two<Conclusion[]> = [[], []];
  const sameHead = heads[0] === heads[1];
  for (;;) {
    const next = [a.next(), b.next()] as const;
    if (next[0].done && next[1].done) break;
    const alike = sameHead && !next[0].done && next[0].value === next[1].value;
    if (alike) compared.takeAlike();
    if (alike && !readers) continue;
    for (const side of [0, 1] as const) {
      if (next[side].done) continue;
      const cells = cellsOf(next[side].value);
      if (!alike) compared.take(side, cells);
      if (readers) conclusions[side].push(readers[side](cells));
    }
  }
  return { table: compared.done(), conclusions: compareConclusions(table, conclusions, tolerance) };
}

/** @throws {Trouble} when a file lacks a column that its rows are told apart by. */
function demandKey({ name, key }: KnownTable, headings: Two<readonly string[]>, runs: Two<RunToCompare>): void {
  const problems = headings.flatMap((names, side) => {
    const missing = key.filter((column) => !names.includes(column));
    const { folder, record } = runs[side]!;
    const text = `has no column ${listing(missing)}, by which its rows are told apart; deltact ${record.version} wrote it.`;
    return missing.length === 0 ? [] : [{ code: "run-version" as const, file: `${folder}/${name}.csv`, text }];
  });
  if (problems.length > 0) throw new Trouble(problems);
}

import type { Columns } from "../../data/column.ts";
import type { PortfolioTable } from "../../data/portfolio.ts";
import { portfolioColumns } from "../../data/portfolio-columns.ts";
import type { CellRead } from "../../data/run-tables.ts";
import { rowsOf, type Table } from "../../data/table.ts";
import { parquetPieces } from "../../reports/parquet-table.ts";
import type { Run } from "../run.ts";
import { stages } from "../settings.ts";
import { version } from "../version.ts";

/** What a table of a portfolio holds, and what its metadata tells. */
export function joinedTable(name: PortfolioTable) {
  const own = stages[name].tables.find((table) => table.name === name)!.columns as Columns;
  const columns: Columns = { ...portfolioColumns, ...own };
  return { columns, told: { program: "deltact", version, table: name, columns: JSON.stringify(columns) }, version };
}

/** A study's rows of a table of the portfolio. */
export async function partOf({ study, id, table }: Run, name: PortfolioTable): Promise<Buffer> {
  const joined = joinedTable(name);
  const rows = cellsOf(table(name), Object.keys(joined.columns), { study: study.name, run: id });
  const writing = await import("hyparquet-writer");
  // Each piece is valid until the next.
  return Buffer.concat(Array.from(parquetPieces({ ...joined, rows }, writing), (piece) => piece.slice()));
}

function* cellsOf(
  table: Table,
  columns: readonly string[],
  known: Readonly<Record<string, string>>,
): Generator<CellRead[]> {
  for (const row of rowsOf(table)) yield columns.map((column) => known[column] ?? row[column]);
}

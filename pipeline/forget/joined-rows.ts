import { parquetMetadataAsync, parquetReadObjects } from "hyparquet";
import { asyncBufferFromFile } from "hyparquet/src/node.js";

/** Columns that name somebody. */
const NAMING = ["subject", "sample"];

/** Whether a table of a portfolio has a row of a study that names one of these; it is read a group of rows at a time. */
export async function isNamed(path: string, study: string, names: ReadonlySet<string>): Promise<boolean> {
  const file = await asyncBufferFromFile(path);
  const metadata = await parquetMetadataAsync(file);
  const there = new Set(metadata.schema.map(({ name }) => name));
  const naming = NAMING.filter((name) => there.has(name));
  if (naming.length === 0) return false;
  let rowStart = 0;
  for (const { num_rows } of metadata.row_groups) {
    const rowEnd = rowStart + Number(num_rows);
    const rows = await parquetReadObjects({ file, metadata, columns: ["study", ...naming], rowStart, rowEnd });
    if (rows.some((row) => row.study === study && naming.some((name) => names.has(row[name])))) return true;
    rowStart = rowEnd;
  }
  return false;
}

import { type Contradiction, contradictionIn } from "../formats/contradiction.ts";
import { readHeader } from "../formats/header.ts";
import { Lines } from "../formats/lines.ts";
import { type Source, tablesWhere } from "../formats/source.ts";
import type { Text } from "../formats/text.ts";

/** SDS RQ results whose headings name an average Ct: those of detectors, or such as were pasted over something else. */
export function withAverages(source: Source): readonly Text[] {
  return tablesWhere(
    source,
    (head) => /^SDS 2\.\d[^\r\n]*RQ Results/.test(head) && /[\r\n]# *\t[^\r\n]*\tAvg Ct\t/.test(head),
  );
}

/** The line of the headings of such a table, and what in it denies them. */
export function headingsOf({ bytes, lineOf }: Text): {
  readonly line: number;
  readonly contradiction: Contradiction | undefined;
} {
  const lines = new Lines(bytes, lineOf);
  const columns = { well: ["#"], assay: ["detector"], sample: ["sample"] };
  const { headings } = readHeader(lines, { format: "", columns, keys: { card: [], run: [] } });
  return { line: lines.line, contradiction: headings && contradictionIn(lines, headings) };
}

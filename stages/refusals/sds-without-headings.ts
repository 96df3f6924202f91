import { quote } from "../../data/trouble.ts";
import { textWhere } from "../formats/source.ts";
import type { Refusal } from "./refusal.ts";

/** A line of SDS 2.3 RQ results by well: number, plate, position, flag, sample, detector, task, Ct. */
const WELL =
  /^\d+\t[^\t\r\n]*\t[A-P]\d{1,2}\t(Passed|Flagged)\t([^\t\r\n]*\t){3}(Undetermined|\d+(\.\d+)?|)(\t[^\r\n]*)?([\r\n]|$)/;

/** The wells of SDS 2.3 RQ results by well and nothing else: what its columns are is for who knows the file to say. */
export const sdsWithoutHeadings: Refusal = {
  name: "sds-without-headings",
  code: "headings-missing",
  recognise: (source) => textWhere(source, (head) => WELL.test(head)),
  tell: ({ file }) => ({
    line: 1,
    text: `holds wells without headings, by its content in the columns of SDS 2.3 RQ results by well. If they are, study.yaml says so: \`columns: { ${quote(file)}: { header: none, well: 1, card: 2, sample: 5, assay: 6, task: 7, ct: 8, omitted: 16 } }\`.`,
  }),
};

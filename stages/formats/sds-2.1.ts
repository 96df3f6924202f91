import type { Format } from "./format.ts";
import { sdsColumns, sdsKeys } from "./sds-layout.ts";
import { tablesWhere } from "./source.ts";
import { readTabbed } from "./tabbed.ts";

/**
 * SDS 2.1 RQ study results: several cards in one table, told apart by the last column, and after a blank line a second
 * table (one row a sample and detector) that holds no wells.
 */
export const sds21: Format = {
  name: "sds-2.1",
  title: "SDS 2.1 RQ results by well",
  tested: "real",
  recognise: (source) =>
    tablesWhere(
      source,
      (head) => /^SDS 2\.\d[^\r\n]*RQ Results/.test(head) && /(^|[\r\n])Well\t[^\r\n]*\tDetector\t/.test(head),
    ),
  read: (text, intake) =>
    readTabbed(text, intake, {
      format: "sds-2.1",
      columns: { ...sdsColumns, omitted: ["outlier"], card: ["filename"] },
      keys: sdsKeys,
    }),
};

import type { Format } from "./format.ts";
import { sdsColumns, sdsKeys } from "./sds-layout.ts";
import { tablesWhere } from "./source.ts";
import { readTabbed } from "./tabbed.ts";

/**
 * RQ Manager study results: the columns of SDS 2.1, but for the last ones. No column names the file of a card: where the
 * plate's id is blank, the card is the file, and a study of several cards has each well twice.
 */
export const rqManager: Format = {
  name: "rq-manager",
  title: "RQ Manager study results",
  tested: "real",
  recognise: (source) =>
    tablesWhere(
      source,
      (head) => /^RQ Manager \d[^\r\n]*RQ Study Results/.test(head) && /[\r\n]Well\t[^\r\n]*\tDetector\t/.test(head),
    ),
  read: (text, intake) =>
    readTabbed(text, intake, {
      format: "rq-manager",
      columns: { ...sdsColumns, omitted: ["rejected"], card: ["plateid"] },
      flagTexts: ["well status"],
      unflagged: ["analyzed", "passed", "ok"],
      keys: sdsKeys,
    }),
};

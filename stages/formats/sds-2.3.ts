import type { Format } from "./format.ts";
import { sdsFlags, sdsKeys } from "./sds-layout.ts";
import { tablesWhere } from "./source.ts";
import { readTabbed } from "./tabbed.ts";

/**
 * SDS 2.3 RQ results by well: the first heading is a hash, rows are cut after their last filled cell. The results by
 * detector look like them, but for an average in the place of each Ct.
 */
export const sds23: Format = {
  name: "sds-2.3",
  title: "SDS 2.3 RQ results by well",
  tested: "real",
  recognise: (source) =>
    tablesWhere(
      source,
      (head) =>
        /^SDS 2\.\d[^\r\n]*RQ Results/.test(head) &&
        /[\r\n]# *\t[^\r\n]*\tDetector\t/.test(head) &&
        !/[\r\n]# *\t[^\r\n]*\tAvg Ct\t/.test(head),
    ),
  read: (text, intake) =>
    readTabbed(text, intake, {
      format: "sds-2.3",
      columns: {
        well: ["#"],
        position: ["pos"],
        sample: ["sample"],
        assay: ["detector"],
        task: ["task"],
        ct: ["ct"],
        omitted: ["omit"],
        card: ["plate"],
      },
      flags: sdsFlags,
      keys: sdsKeys,
    }),
};

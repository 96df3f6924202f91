import type { Format } from "./format.ts";
import { sdsFlags, sdsKeys } from "./sds-layout.ts";
import { tablesWhere } from "./source.ts";
import { readTabbed } from "./tabbed.ts";

/**
 * SDS 2.2 and 2.4 results of absolute quantification: one plate, named by its document, its wells in any order. What RQ
 * results call Sample and Detector is here Sample Name and Detector Name.
 */
export const sdsAq: Format = {
  name: "sds-aq",
  title: "SDS 2.x AQ results",
  tested: "made",
  recognise: (source) =>
    tablesWhere(
      source,
      (head) => /^SDS 2\.\d[^\r\n]*AQ Results/.test(head) && /[\r\n]Well\t[^\r\n]*\tDetector Name\t/.test(head),
    ),
  read: (text, intake) =>
    readTabbed(text, intake, {
      format: "sds-aq",
      columns: {
        well: ["well"],
        position: ["plate position"],
        sample: ["sample name"],
        assay: ["detector name"],
        task: ["task"],
        ct: ["ct"],
        vendorMean: ["ct mean"],
        threshold: ["threshold"],
        automaticThreshold: ["threshold type"],
        automaticBaseline: ["baseline type"],
      },
      flags: sdsFlags,
      keys: { ...sdsKeys, card: ["plateid"], title: ["filename"] },
    }),
};

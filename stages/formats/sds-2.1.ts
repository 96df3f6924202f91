import type { Format } from "./format.ts";
import { textWhere } from "./source.ts";
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
    textWhere(
      source,
      (head) => /^SDS 2\.\d[^\r\n]*RQ Results/.test(head) && /(^|[\r\n])Well\t[^\r\n]*\tDetector\t/.test(head),
    ),
  read: (text, intake) =>
    readTabbed(text, intake, {
      format: "sds-2.1",
      columns: {
        well: ["well"],
        sample: ["sample"],
        assay: ["detector"],
        task: ["task"],
        ct: ["ct"],
        vendorMean: ["ct avg"],
        omitted: ["outlier"],
        card: ["filename"],
        threshold: ["threshold"],
        automaticThreshold: ["threshold type"],
        automaticBaseline: ["baseline type"],
      },
      flags: [],
      keys: { card: ["embeddedfile"], run: ["run datetime"] },
    }),
};

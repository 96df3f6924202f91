import type { Format } from "./format.ts";
import { textWhere } from "./source.ts";
import { readTabbed } from "./tabbed.ts";

/** SDS 2.3 RQ results by well: the first heading is a hash, rows are cut after their last filled cell. */
export const sds23: Format = {
  name: "sds-2.3",
  title: "SDS 2.3 RQ results by well",
  tested: "real",
  recognise: (source) =>
    textWhere(
      source,
      (head) => /^SDS 2\.\d[^\r\n]*RQ Results/.test(head) && /[\r\n]# *\t[^\r\n]*\tDetector\t/.test(head),
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
      flags: ["HMD", "FOS", "LME", "NAW", "INAW", "EW", "BPR", "HRN", "HNS", "EAF", "BAF", "TAF", "CAF", "HSD", "GBO"],
      keys: { card: ["embeddedfile"], run: ["run datetime"] },
    }),
};

import type { Format } from "./format.ts";
import { textWhere } from "./source.ts";
import { readTabbed } from "./tabbed.ts";

/**
 * ViiA 7 / QuantStudio 6, 7 and 12K Flex text: `* key = value` lines, then sections of which [Results] holds the
 * wells; or the results alone, cut out by hand. A flag column is there only if the run could raise the flag.
 */
export const quantstudio: Format = {
  name: "quantstudio",
  title: "ViiA 7 / QuantStudio results text",
  tested: "real",
  recognise: (source) =>
    textWhere(
      source,
      (head) => /^\* [^\r\n=]*=/.test(head) || /^(\[Results\][\r\n]+)?Well\tWell Position\t/.test(head),
    ),
  read: (text, intake) =>
    readTabbed(text, intake, {
      format: "quantstudio",
      section: "[Results]",
      columns: {
        well: ["well"],
        position: ["well position"],
        sample: ["sample name", "sample"],
        assay: ["target name", "target"],
        task: ["task"],
        ct: ["ct", "cq", "crt"],
        vendorMean: ["ct mean", "cq mean", "crt mean"],
        omitted: ["omit"],
        ampScore: ["amp score"],
        cqConfidence: ["cq conf", "cq confidence"],
        threshold: ["ct threshold", "threshold"],
        automaticThreshold: ["automatic ct threshold", "auto threshold"],
        automaticBaseline: ["automatic baseline", "auto baseline"],
      },
      flags: [
        "BADROX",
        "NOAMP",
        "NOISE",
        "EXPFAIL",
        "THOLDFAIL",
        "PRFLOW",
        "PRFDROP",
        "HIGHSD",
        "OUTLIERRG",
        "CQCONF",
        "AMPNC",
        "OFFSCALE",
        "SPIKE",
        "BLFAIL",
        "NOSIGNAL",
        "CTFAIL",
      ],
      keys: {
        card: ["experiment barcode", "barcode"],
        title: ["experiment name"],
        run: ["experiment run end time"],
        instrument: ["instrument type", "instrument name"],
        software: ["software name and version"],
      },
    }),
};

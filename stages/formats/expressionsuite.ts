import type { Format } from "./format.ts";
import { tablesWhere } from "./source.ts";
import { readTabbed } from "./tabbed.ts";

/**
 * ExpressionSuite study text: the wells of all cards of a study in one table that names neither the wells nor, where the
 * study has several barcodes, their cards. The study then counts as one card, and its wells are numbered by their order:
 * which of them lay on one card cannot be told. `Ct Mean` is the mean of a target over the study, and no mean of replicates.
 */
export const expressionsuite: Format = {
  name: "expressionsuite",
  title: "ExpressionSuite study text",
  tested: "real",
  recognise: (source) =>
    tablesWhere(
      source,
      (head) => /^"?# Study Name:/.test(head) || /(^|[\r\n])[^\r\n]*\tMean Equivalent Cq\t/.test(head),
    ),
  read(text, intake) {
    const heading = /(?:^|[\r\n])(?!#)[^\r\n\t]*(?:\t[^\r\n\t]+){2}[^\r\n]*/.exec(text.head)?.[0] ?? "";
    const instead = /\tdRn(\t|$)/.test(heading)
      ? "holds fluorescence by cycle, and no Ct"
      : /\tMean Equivalent Cq\t/.test(heading) && "holds means of samples, and no Ct of wells";
    if (instead) {
      intake.troubles.add({ code: "no-ct", file: text.file, part: text.part, text: `${instead}.` });
      return;
    }
    const several = /[\r\n]# Barcode:[ ]*[^\r\n\t ]+ +[^\r\n\t ]/.test(text.head);
    readTabbed(text, intake, {
      format: "expressionsuite",
      order: true,
      columns: {
        sample: ["sample name"],
        assay: ["target name"],
        ct: ["ct"],
        omitted: ["omit"],
        ampScore: ["amp score"],
        cqConfidence: ["cq conf"],
        threshold: ["threshold"],
        automaticThreshold: ["auto threshold"],
        automaticBaseline: ["auto baseline"],
      },
      keys: {
        card: several ? [] : ["barcode"],
        title: ["study name"],
        run: [],
        instrument: ["instrument type in the study"],
      },
    });
  },
};

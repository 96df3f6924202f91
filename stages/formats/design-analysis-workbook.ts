import { isPrimary, readPrimary, tellsDesignAnalysis } from "./design-analysis-table.ts";
import type { Format } from "./format.ts";
import { headingsIn } from "./headings-in.ts";
import { sheetsWhere } from "./source.ts";

/**
 * Design & Analysis 2 and Diomni workbooks: a sheet for the primary analysis and one for each of the others, which repeat
 * its wells and are not read. Each sheet begins with the same key lines.
 */
export const designAnalysisWorkbook: Format = {
  name: "design-analysis-workbook",
  title: "Design & Analysis / Diomni results workbook",
  tested: "real",
  recognise: (source) => {
    const sheets = sheetsWhere(source, (_, head) => tellsDesignAnalysis(headingsIn({ head })));
    const primary = sheets.filter(isPrimary);
    return primary.length > 0 ? primary : sheets.slice(0, 1);
  },
  read: (text, intake) => readPrimary(text, intake, "design-analysis-workbook"),
};

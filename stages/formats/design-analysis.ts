import { readPrimary, tellsDesignAnalysis } from "./design-analysis-table.ts";
import type { Format } from "./format.ts";
import { headingsIn } from "./headings-in.ts";
import { textWhere } from "./source.ts";

/** Design & Analysis 2 and Diomni text: `# key: value` lines, then the table of one result. */
export const designAnalysis: Format = {
  name: "design-analysis",
  title: "Design & Analysis results text",
  tested: "real",
  recognise: (source) =>
    textWhere(source, (head) => /^# [^\r\n:]*:/.test(head) && tellsDesignAnalysis(headingsIn({ head }))),
  read: (text, intake) => readPrimary(text, intake, "design-analysis"),
};

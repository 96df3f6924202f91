import type { Refusal } from "./refusal.ts";
import { headingsOf, withAverages } from "./sds-averages.ts";

/** Headings of one table of SDS over the columns of another: read by its names, every number would be another's. */
export const sdsPastedHeadings: Refusal = {
  name: "sds-pasted-headings",
  code: "columns-contradict",
  recognise: (source) => withAverages(source).filter((text) => headingsOf(text).contradiction !== undefined),
  tell: (text) => headingsOf(text).contradiction!,
};

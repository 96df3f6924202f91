import type { Refusal } from "./refusal.ts";
import { headingsOf, withAverages } from "./sds-averages.ts";

/** SDS 2.3 RQ results by detector: the wells of a detector are averaged, and 40 stands where none amplified. */
export const sdsByDetector: Refusal = {
  name: "sds-by-detector",
  code: "ct-averaged",
  recognise: withAverages,
  tell: (text) => ({
    line: headingsOf(text).line,
    text: 'is SDS RQ results by detector: "Avg Ct" is of all wells of a detector, and 40 in it may be undetermined; the Ct of each well is not in the file.',
  }),
};

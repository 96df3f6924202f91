import type { Refusal } from "./refusal.ts";
import { sdsByDetector } from "./sds-by-detector.ts";
import { sdsPastedHeadings } from "./sds-pasted-headings.ts";
import { sdsWithoutHeadings } from "./sds-without-headings.ts";

/** Every kind of export that is known and refused; the first that recognises an export tells of it. */
export const refusals: readonly Refusal[] = [sdsPastedHeadings, sdsByDetector, sdsWithoutHeadings];

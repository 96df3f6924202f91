import type { Format } from "./format.ts";
import { quantstudio } from "./quantstudio.ts";
import { sds21 } from "./sds-2.1.ts";
import { sds23 } from "./sds-2.3.ts";

/** Every format that is read. A file must be claimed by exactly one. */
export const formats: readonly Format[] = [sds21, sds23, quantstudio];

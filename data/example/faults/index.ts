import { blankCt } from "./blank-ct.ts";
import type { Fault } from "./fault.ts";
import { laboratory } from "./laboratory.ts";
import { omitted } from "./omitted.ts";

/** Every fault that can be planted, one for each check. */
export const faults: readonly Fault[] = [omitted, laboratory, blankCt];

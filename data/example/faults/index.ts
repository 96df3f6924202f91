import { blankCt } from "./blank-ct.ts";
import { confounding } from "./confounding.ts";
import { consentDates } from "./consent-dates.ts";
import type { Fault } from "./fault.ts";
import { hours } from "./hours.ts";
import { laboratory } from "./laboratory.ts";
import { omitted } from "./omitted.ts";
import { sampleSwap } from "./sample-swap.ts";

/** Every fault that can be planted, one for each check. */
export const faults: readonly Fault[] = [omitted, laboratory, blankCt, sampleSwap, confounding, hours, consentDates];

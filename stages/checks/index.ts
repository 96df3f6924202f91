import { blankCt } from "./blank-ct.ts";
import type { Check } from "./check.ts";
import { confounding } from "./confounding.ts";
import { consentDates } from "./consent-dates.ts";
import { ctLimit } from "./ct-limit.ts";
import { detectionRate } from "./detection-rate.ts";
import { hours } from "./hours.ts";
import { instrumentFlag } from "./instrument-flag.ts";
import { laboratory } from "./laboratory.ts";
import { missingAssay } from "./missing-assay.ts";
import { missingReference } from "./missing-reference.ts";
import { missingSample } from "./missing-sample.ts";
import { omitted } from "./omitted.ts";
import { referenceLevel } from "./reference-level.ts";
import { replicateDetection } from "./replicate-detection.ts";
import { replicateSpread } from "./replicate-spread.ts";
import { sampleSwap } from "./sample-swap.ts";
import { vendorMean } from "./vendor-mean.ts";

/** Every check, from the wells up to the study. */
export const checks: readonly Check[] = [
  omitted,
  laboratory,
  blankCt,
  ctLimit,
  instrumentFlag,
  vendorMean,
  replicateSpread,
  replicateDetection,
  missingAssay,
  missingReference,
  referenceLevel,
  detectionRate,
  missingSample,
  sampleSwap,
  confounding,
  hours,
  consentDates,
];

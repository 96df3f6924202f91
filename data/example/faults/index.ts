import { amplification } from "./amplification.ts";
import { blankCt } from "./blank-ct.ts";
import { confounding } from "./confounding.ts";
import { consentDates } from "./consent-dates.ts";
import { ctEarly } from "./ct-early.ts";
import { ctLimit } from "./ct-limit.ts";
import { detectionRate } from "./detection-rate.ts";
import type { Fault } from "./fault.ts";
import { hours } from "./hours.ts";
import { laboratory } from "./laboratory.ts";
import { layout } from "./layout.ts";
import { missingAssay } from "./missing-assay.ts";
import { missingReference } from "./missing-reference.ts";
import { missingSample } from "./missing-sample.ts";
import { noRt } from "./no-rt.ts";
import { ntc } from "./ntc.ts";
import { omitted } from "./omitted.ts";
import { outlyingReplicate } from "./outlying-replicate.ts";
import { referenceLevel } from "./reference-level.ts";
import { replicateDetection } from "./replicate-detection.ts";
import { replicateSpread } from "./replicate-spread.ts";
import { rnaInput } from "./rna-input.ts";
import { sampleSwap } from "./sample-swap.ts";
import { threshold } from "./threshold.ts";
import { vendorMean } from "./vendor-mean.ts";

/** Every fault that can be planted, one for each check. */
export const faults: readonly Fault[] = [
  omitted,
  laboratory,
  blankCt,
  ctEarly,
  ctLimit,
  amplification,
  vendorMean,
  outlyingReplicate,
  replicateSpread,
  replicateDetection,
  ntc,
  noRt,
  threshold,
  layout,
  missingAssay,
  missingReference,
  rnaInput,
  referenceLevel,
  detectionRate,
  missingSample,
  sampleSwap,
  confounding,
  hours,
  consentDates,
];

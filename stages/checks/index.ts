import { amplification } from "./amplification.ts";
import { blankCt } from "./blank-ct.ts";
import type { Check } from "./check.ts";
import { confounding } from "./confounding.ts";
import { consentDates } from "./consent-dates.ts";
import { ctEarly } from "./ct-early.ts";
import { ctLimit } from "./ct-limit.ts";
import { detectionRate } from "./detection-rate.ts";
import { gdnaProne } from "./gdna-prone.ts";
import { hours } from "./hours.ts";
import { instrumentFlag } from "./instrument-flag.ts";
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

/** Every check, from the wells up to the study. */
export const checks: readonly Check[] = [
  omitted,
  laboratory,
  blankCt,
  ctEarly,
  ctLimit,
  amplification,
  instrumentFlag,
  vendorMean,
  outlyingReplicate,
  replicateSpread,
  replicateDetection,
  ntc,
  noRt,
  gdnaProne,
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

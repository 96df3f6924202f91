import { bestResponse } from "./best-response.ts";
import { cd22Blood } from "./cd22-blood.ts";
import { cd22Marrow } from "./cd22-marrow.ts";
import { crCri } from "./cr-cri.ts";
import { crCriPr } from "./cr-cri-pr.ts";
import { dlt } from "./dlt.ts";
import { dor } from "./dor.ts";
import { dor1 } from "./dor1.ts";
import type { Endpoint } from "./endpoint.ts";
import { followUp } from "./follow-up.ts";
import { mrdNegativity } from "./mrd-negativity.ts";
import { os } from "./os.ts";
import { pfs } from "./pfs.ts";
import { satisfactoryResponse } from "./satisfactory-response.ts";
import { timeToMrdNegativity } from "./time-to-mrd-negativity.ts";
import { timeToRemission } from "./time-to-remission.ts";
import { timeToResponse } from "./time-to-response.ts";
import { transplant } from "./transplant.ts";

/** Every measure of clinical outcome, in the order of the tables: response, time, what follows, safety, target. */
export const endpoints: readonly Endpoint[] = [
  bestResponse,
  crCri,
  crCriPr,
  satisfactoryResponse,
  mrdNegativity,
  os,
  pfs,
  dor1,
  dor,
  timeToRemission,
  timeToResponse,
  timeToMrdNegativity,
  followUp,
  transplant,
  dlt,
  cd22Blood,
  cd22Marrow,
];

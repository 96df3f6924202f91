import { cfx } from "./cfx.ts";
import { designAnalysis } from "./design-analysis.ts";
import { designAnalysisWorkbook } from "./design-analysis-workbook.ts";
import { eds } from "./eds.ts";
import { expressionsuite } from "./expressionsuite.ts";
import { fluidigm } from "./fluidigm.ts";
import type { Format } from "./format.ts";
import { lightcycler } from "./lightcycler.ts";
import { longTable } from "./long-table.ts";
import { mapped } from "./mapped.ts";
import { quantstudio } from "./quantstudio.ts";
import { quantstudioWorkbook } from "./quantstudio-workbook.ts";
import { rdes } from "./rdes.ts";
import { rdml } from "./rdml.ts";
import { rotorGene } from "./rotor-gene.ts";
import { rqManager } from "./rq-manager.ts";
import { sds1 } from "./sds-1.ts";
import { sds21 } from "./sds-2.1.ts";
import { sds23 } from "./sds-2.3.ts";
import { sdsAq } from "./sds-aq.ts";
import { wideTable } from "./wide-table.ts";

/**
 * Every format that is read. A file must be claimed by exactly one, but for the first, which claims what the study maps; the
 * last are for what no vendor's format claims.
 */
export const formats: readonly Format[] = [
  mapped,
  sds21,
  sds23,
  quantstudio,
  cfx,
  designAnalysis,
  designAnalysisWorkbook,
  expressionsuite,
  fluidigm,
  eds,
  lightcycler,
  quantstudioWorkbook,
  rotorGene,
  rqManager,
  sds1,
  rdes,
  rdml,
  sdsAq,
  longTable,
  wideTable,
];

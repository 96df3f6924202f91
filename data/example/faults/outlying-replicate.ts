import type { Fault } from "./fault.ts";
import { plantReplicates } from "./replicates.ts";

export const outlyingReplicate: Fault = {
  name: "outlying-replicate",
  meaning: "On cards that have an assay three times in each sample, one well in a sample lies 3 cycles from the others",
  plant(files) {
    plantReplicates(files, 3, (ct, at) => ct + (at === 0 ? 3 : 0));
  },
};

import type { Fault } from "./fault.ts";
import { plantReplicates } from "./replicates.ts";

export const replicateSpread: Fault = {
  name: "replicate-spread",
  meaning: "On cards that have an assay twice in each sample, its two wells in a sample lie 1.2 cycles apart",
  plant(files) {
    plantReplicates(files, 2, (ct, at) => ct + 1.2 * at);
  },
};

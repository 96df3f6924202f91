import type { Fault } from "./fault.ts";
import { plantReplicates } from "./replicates.ts";

export const replicateDetection: Fault = {
  name: "replicate-detection",
  meaning: "On cards that have an assay twice in each sample, one of its wells in a sample is undetermined",
  plant(files) {
    plantReplicates(files, 2, (ct, at) => (at === 0 ? undefined : ct));
  },
};

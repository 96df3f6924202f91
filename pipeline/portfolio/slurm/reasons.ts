import type { Queued } from "./queue.ts";

/** Why a task waits that will not go on by itself, and the command that helps; undefined where it will. */
export function blockOf({ id, reason }: Queued): string | undefined {
  const job = id.split("_")[0]!;
  const why = reason.replaceAll("_", " ");
  const told = (command: string) => `${why}; type ${command}`;
  if (/held|JobHoldMaxRequeue/i.test(reason)) return told(`scontrol release ${job}`);
  if (/DOWN|DRAINED|NodeDown|UnavailableNodes/.test(reason))
    return told("scontrol show node, and scontrol update NodeName=NODE State=RESUME");
  if (/^Partition(Down|Inactive)/.test(reason))
    return told("scontrol show partition, and scontrol update PartitionName=NAME State=UP");
  if (/^Partition\w*Limit|BadConstraints|Invalid|NotAllowed|NeverSatisfied/.test(reason))
    return told(`scancel ${job}, and mend the section slurm: of portfolio.yaml`);
  return undefined;
}

/** Why a task left nothing behind, and what to do; undefined: Slurm does not know it any more. */
export function lossOf(queued: Queued | undefined, log: string): string {
  if (queued === undefined) return `Slurm does not know its job any more. See ${log}; --resume does it again.`;
  const { id, state, node } = queued;
  const told = `Slurm says ${state} of ${id}${node && ` on ${node}`}.`;
  if (state === "TIMEOUT") return `${told} Raise slurm.time in portfolio.yaml, then --resume.`;
  if (state === "OUT_OF_MEMORY") return `${told} Raise slurm.mem in portfolio.yaml, then --resume.`;
  if (state === "CANCELLED") return `${told} --resume submits it again.`;
  if (state === "NODE_FAIL" || state === "BOOT_FAIL")
    return `${told} --resume submits it again; scontrol show node ${node} tells more.`;
  return `${told} See ${log}; --resume does it again.`;
}

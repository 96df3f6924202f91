import type { RdmlFile } from "./rdml-file.ts";

/** What people named, by the ids that reactions refer to it with. */
export interface RdmlNames {
  /** "" where nobody named it. */
  readonly sample: (id: string) => string;
  readonly target: (id: string) => string;
  /** The sample's type: ntc, std, unkn ... */
  readonly task: (sample: string, target: string) => string;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a program made up an id, so that no person knows it. */
export function isMadeUp(id: string): boolean {
  return UUID.test(id);
}

/**
 * An id is the name that people gave, unless a program made it up: LightCycler 96 does, and writes a sample's name into its
 * description, or none where it has none. Of a target it writes the dye and the name, "FAM@ACTB": the dye is left out where
 * the name alone tells its target from every other.
 */
export function namesOf({ samples, targets }: RdmlFile): RdmlNames {
  const bare = new Map<string, number>();
  const named = new Map<string, string>();
  for (const [id, { dye, description }] of targets) {
    const own = dye !== "" && id.startsWith(`${dye}@`) ? id.slice(dye.length + 1) : id;
    const name = isMadeUp(own) ? description : own;
    named.set(id, name);
    bare.set(name, (bare.get(name) ?? 0) + 1);
  }
  return {
    sample: (id) => (isMadeUp(id) ? (samples.get(id)?.description ?? "") : id),
    target(id) {
      const name = named.get(id) ?? "";
      return name !== "" && bare.get(name) === 1 ? name : id;
    },
    task(sample, target) {
      const types = samples.get(sample)?.types ?? [];
      return (types.find((one) => one.target === target) ?? types.find((one) => one.target === ""))?.type ?? "";
    },
  };
}

import type { Flag } from "../data/flag.ts";
import { type Look, limitsFor } from "./checks/check.ts";
import { checks } from "./checks/index.ts";
import { WellFlag } from "./checks/well-flag.ts";
import { isPart } from "./exclusions.ts";

/** Lets every check look; what the checks of `ruling` raise on wells, samples and replicates leaves them out. */
export function raiseFlags(look: Omit<Look, "limits">, ruling: readonly string[]): Flag[] {
  const flags: Flag[] = [];
  const { wells, set } = look;
  for (const check of checks) {
    const { name } = check;
    const rules = ruling.includes(name);
    check.look(
      { ...look, limits: limitsFor(check, set) },
      {
        well: (row, said) => flags.push(new WellFlag(name, wells, row, rules ? { ...said, level: "exclude" } : said)),
        other: (flag) => flags.push({ check: name, ...flag, ...(rules && isPart(flag) && { level: "exclude" }) }),
      },
    );
  }
  return flags;
}

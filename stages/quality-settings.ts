import type { Settings } from "../data/setting.ts";
import type { Check } from "./checks/check.ts";
import { checks } from "./checks/index.ts";
import { ctSettings } from "./checks/settings.ts";

/** The settings of quality: what counts as detected, and each check's limits as "check.limit", which types do not tell. */
export const qualitySettings: typeof ctSettings = { ...ctSettings, ...limitsOf(checks) };

function limitsOf(checks: readonly Check[]): Settings {
  const all = checks.flatMap(({ name, limits }) =>
    Object.entries(limits).map(([limit, setting]) => [`${name}.${limit}`, setting] as const),
  );
  return Object.fromEntries(all);
}

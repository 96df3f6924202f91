import type { Settings, Values } from "../data/setting.ts";
import type { Check } from "./checks/check.ts";
import { checks } from "./checks/index.ts";
import { ctSettings } from "./checks/settings.ts";

/** The settings of quality: what counts as detected, and each check's limits as "check.limit", which types do not tell. */
export const qualitySettings: typeof ctSettings = { ...ctSettings, ...limitsOf(checks) };

/** The limits of a check among the values of all settings. */
export function limitsFor({ name, limits }: Check, set: Readonly<Record<string, unknown>>): Values<Settings> {
  return Object.fromEntries(Object.keys(limits).map((limit) => [limit, set[`${name}.${limit}`]])) as Values<Settings>;
}

function limitsOf(checks: readonly Check[]): Settings {
  const all = checks.flatMap(({ name, limits }) =>
    Object.entries(limits).map(([limit, setting]) => [`${name}.${limit}`, setting] as const),
  );
  return Object.fromEntries(all);
}

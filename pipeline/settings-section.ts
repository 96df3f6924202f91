import * as z from "zod/mini";
import type { Setting, Settings } from "../data/setting.ts";

/** What study.yaml may say of a stage. */
export function settingsSection(settings: Settings) {
  const values = sectionKeys(settings).map((key) => {
    const setting = settings[key];
    if (setting) return [key, z.optional(allowed(setting))];
    const own = within(settings, key).map((limit) => [limit, z.optional(allowed(settings[`${key}.${limit}`]!))]);
    return [key, z.optional(z.strictObject(Object.fromEntries(own)))];
  });
  return z.optional(z.strictObject(Object.fromEntries(values)));
}

/** The keys of a stage's section: settings, and sections of their own. */
export function sectionKeys(settings: Settings): string[] {
  return [...new Set(Object.keys(settings).map((name) => name.split(".")[0]!))];
}

/** The keys of a section within it. */
export function within(settings: Settings, key: string): string[] {
  return Object.keys(settings).flatMap((name) => (name.startsWith(`${key}.`) ? [name.slice(key.length + 1)] : []));
}

function allowed(setting: Setting) {
  if (setting.choices) return z.enum(setting.choices as [string, ...string[]]);
  if (typeof setting.default === "boolean") return z.boolean();
  if (typeof setting.default === "string") return z.string();
  const [low, high] = setting.bounds ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  return z.number().check(z.minimum(low), z.maximum(high));
}

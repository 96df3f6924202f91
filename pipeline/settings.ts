import type { SettingUsed } from "../data/provenance.ts";
import { given, type Settings, type Values } from "../data/setting.ts";
import { association } from "../stages/association.ts";
import { change } from "../stages/change.ts";
import { expression } from "../stages/expression.ts";
import { miqe } from "../stages/miqe.ts";
import { outcome } from "../stages/outcome.ts";
import { quality } from "../stages/quality.ts";
import { sensitivity } from "../stages/sensitivity.ts";
import { wells } from "../stages/wells.ts";

/** The stages in the order of the sentence; each has a section of its name in study.yaml for its settings. */
export const stages = { wells, quality, expression, change, outcome, association, sensitivity, miqe } as const;

export type StageName = keyof typeof stages;

/** A value for every setting of every stage. */
export type AllSettings = { readonly [S in StageName]: Values<(typeof stages)[S]["settings"]> };

/** Given values over the defaults. */
export function complete(said: Partial<Record<string, Record<string, unknown>>>): AllSettings {
  const all: Record<string, Record<string, unknown>> = {};
  for (const [name, { settings }] of Object.entries(stages)) {
    all[name] = Object.fromEntries(
      Object.entries(settings as Settings).map(([key, setting]) => [key, given(said[name], key) ?? setting.default]),
    );
  }
  return all as AllSettings;
}

/** Every setting with its value, and whether study.yaml or the default says so. */
export function settingsUsed(all: AllSettings, said: Partial<Record<string, Record<string, unknown>>>): SettingUsed[] {
  return Object.entries(stages).flatMap(([name, { settings }]) =>
    Object.entries(settings as Settings).map(([key, setting]) => ({
      name: `${name}.${key}`,
      value: String((all[name as StageName] as Record<string, unknown>)[key]),
      from: given(said[name], key) === undefined ? ("default" as const) : ("study.yaml" as const),
      unit: setting.unit ?? "",
      meaning: setting.meaning,
    })),
  );
}

/** A setting of a stage, as study.yaml may give it: everything that a reader must know to change it. */
export interface Setting {
  readonly default: number | string | boolean;
  readonly meaning: string;
  readonly unit?: string;
  /** Least and greatest value of a number, both allowed. */
  readonly bounds?: readonly [number, number];
  /** The words that are allowed. */
  readonly choices?: readonly string[];
  /** Of a text that is free: what it holds. */
  readonly holds?: string;
}

/** By name; "check.limit" stands in study.yaml as `limit` in a section `check`. */
export type Settings = Readonly<Record<string, Setting>>;

type Value<S extends Setting> = S extends { choices: readonly (infer Word)[] }
  ? Word
  : S["default"] extends number
    ? number
    : S["default"] extends boolean
      ? boolean
      : string;

/** The values that a stage is given: one for each setting. */
export type Values<S extends Settings> = { readonly [K in keyof S]: Value<S[K]> };

/** Keeps the literal words of the choices, which the type of the values is made of. */
export function settings<const S extends Settings>(dictionary: S): S {
  return dictionary;
}

/** What a section of study.yaml gives for a setting; undefined where it does not. */
export function given(section: Readonly<Record<string, unknown>> | undefined, name: string): unknown {
  return name.split(".").reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], section);
}

/** The defaults of a dictionary of settings. */
export function defaults<S extends Settings>(dictionary: S): Values<S> {
  return Object.fromEntries(Object.entries(dictionary).map(([name, setting]) => [name, setting.default])) as Values<S>;
}

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

/**
 * Relative. Estimates and limits are differences of the data, so theirs is relative to the largest of the data; p and
 * statistics are relative to themselves, down to p of 1e-300. R finds normal limits of rank tests by uniroot, for which the
 * scripts set a tolerance of 1e-14 of the largest value, so that they too are good to this.
 */
const TOLERANCE = 1e-12;

/** What an R script wrote to test/reference/<topic>.json: cases of an input and what R says of it. */
export function reference(topic: string) {
  return JSON.parse(readFileSync(new URL(`../reference/${topic}.json`, import.meta.url), "utf8"));
}

/** Number for number, arrays and objects through; what R has as null is undefined here. */
export function near(got: unknown, want: unknown, where: string, scale = 0, within = TOLERANCE): void {
  if (Array.isArray(want)) {
    expect(Array.from(got as ArrayLike<unknown>), where).toHaveLength(want.length);
    for (const [i, each] of want.entries()) near((got as ArrayLike<unknown>)[i], each, `${where}[${i}]`, scale, within);
  } else if (typeof want === "number" && typeof got === "number") {
    const off = Math.abs(got - want);
    expect(off, `${where}: ${got} for ${want}`).toBeLessThanOrEqual(within * Math.max(Math.abs(want), scale));
  } else if (typeof want === "object" && want !== null && typeof got === "object" && got !== null) {
    expect(Object.keys(got).sort(), where).toEqual(Object.keys(want).sort());
    for (const [key, each] of Object.entries(want))
      near((got as Record<string, unknown>)[key], each, `${where}.${key}`, scale, within);
  } else expect(got, where).toBe(want ?? undefined);
}

/** One topic: the function that is held against R, and what is not as usual about its numbers. */
export interface Topic<Input> {
  readonly run: (input: Input) => object;
  /** Size of which estimates and limits are parts: of a probability 1; else the largest number of the input. */
  readonly unit?: number;
  /** Where R itself is not good to 1e-12: the fields, how far, and in a comment beside it why. */
  readonly within?: Readonly<Record<string, number>>;
}

const scaled = new Set(["estimate", "low", "high"]);

/** Every case of every topic, field by field, to twelve digits; the input must be left as it was. */
export function holdAgainstR<Input extends object>(topics: Readonly<Record<string, Topic<Input>>>): void {
  describe("reference numbers from R", () => {
    for (const [topic, { run, unit, within = {} }] of Object.entries(topics)) {
      for (const { name, input, result } of reference(topic).cases) {
        test(`${topic}: ${name}`, () => {
          const given = structuredClone(input);
          const got = run(input) as Record<string, unknown>;
          expect(input, "the input is not changed").toEqual(given);
          expect(Object.keys(got).sort()).toEqual(Object.keys(result).sort());
          for (const [field, want] of Object.entries(result))
            near(got[field], want, field, scaled.has(field) ? (unit ?? largest(input)) : 0, within[field]);
        });
      }
    }
  });
}

function largest(input: object): number {
  const numbers = Object.entries(input).flatMap(([key, value]) => (key === "level" ? [] : value));
  return Math.max(...numbers.filter((value) => typeof value === "number").map(Math.abs));
}

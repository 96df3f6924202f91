import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { near, reference } from "./reference.ts";

const folder = new URL("../../stages/statistics/", import.meta.url);
const files = readdirSync(folder).sort();
const text = (file: string) => readFileSync(new URL(file, folder), "utf8");

/** Every function of the shelf, by its name. */
const shelf: Readonly<Record<string, unknown>> = Object.assign(
  {},
  ...(await Promise.all(files.map((file) => import(new URL(file, folder).pathname)))),
);

describe("the examples of the doc comments", () => {
  const examples = files.flatMap((file) =>
    Array.from(text(file).matchAll(/^ \* (\w+\(.*) \/\/ (.+)$/gm), ([, call, want]) => ({
      file,
      call: call!,
      want: want!,
    })),
  );
  const evaluate = (text: string) => new Function(...Object.keys(shelf), `return ${text};`)(...Object.values(shelf));

  test.each(examples)("$file: $call", ({ call, want }) => near(evaluate(call), evaluate(want), call));

  test("every function of the shelf has one", () => {
    const shown = new Set(examples.map(({ call }) => /^\w+/.exec(call)![0]));
    const steps = new Set(STEPS);
    const bare = Object.keys(shelf).filter((name) => !shown.has(name) && !steps.has(name));
    expect(bare, `${bare.join(", ")}\n  -> Show a call and its result under @example.`).toEqual([]);
    expect(STEPS.filter((name) => shown.has(name) || !(name in shelf))).toEqual([]);
  });
});

/** Parts of a formula that several statistics share; they are shown, and held against R, through those. */
const STEPS = [
  "alphaOf",
  "binaryRegression",
  "coupledLimit",
  "firthLikelihood",
  "firthPair",
  "highest",
  "likelihoodRatio",
  "logisticLikelihood",
  "maximum",
  "normalInterval",
  "numbers",
  "pairSums",
  "placements",
  "profile",
  "profileLimit",
  "rankDistribution",
  "rankP",
  "restrictedCriterion",
  "restrictedLikelihood",
  "setMeanSquare",
  "setSuperiority",
  "shiftEstimate",
  "tobitLikelihood",
  "varianceRatio",
];

describe("reference numbers", () => {
  const topics = readdirSync(new URL("../reference/", import.meta.url))
    .filter((file) => file.endsWith(".json"))
    .map((file) => file.replace(".json", ""));

  test.each(topics)("%s: doubles come through the JSON to the last bit", (topic) => {
    const { numbers, hex } = reference(topic).doubles;
    expect(numbers).toEqual(hex.map(fromHex));
  });

  test("what a page says was checked has its numbers", () => {
    const named = files.flatMap((file) =>
      Array.from(text(file).matchAll(/test\/reference\/([\w-]+)\.json/g), ([, topic]) => `${file}: ${topic}`),
    );
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((one) => !topics.includes(one.split(": ")[1]!))).toEqual([]);
  });
});

/** C's %a: -0x1.8p-3 is -1.5 / 8. */
function fromHex(text: string): number {
  const [, sign, whole, part = "", power] = /^(-?)0x([01])(?:\.([0-9a-f]+))?p([+-]\d+)$/.exec(text)!;
  const digits = Number.parseInt(whole! + part.padEnd(13, "0"), 16);
  return (sign ? -1 : 1) * digits * 2 ** -52 * 2 ** Number(power);
}

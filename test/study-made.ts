import { Chance } from "../data/chance.ts";
import type { Panel } from "../data/panel.ts";
import { Cell, type Replicates } from "../data/replicates.ts";
import type { Sample } from "../data/sample.ts";
import { Wells } from "../data/well.ts";

/** What a made study is like. */
export interface Made {
  readonly subjects: number;
  /** 2: one visit, before and after; 4: two visits. */
  readonly times: 2 | 4;
  /** Spread of an assay between subjects over its spread within them. */
  readonly ratio: number;
  /** Assays move together: with what sets subjects apart, with what sets samples apart, and with blasts that go by Day 15. */
  readonly together: boolean;
  readonly wrong?: "exchanged" | "mislabelled" | "visit exchanged" | "run twice";
}

const ASSAYS = 96;
const moments = ["C1D1 pre", "C1D1 post", "C1D15 pre", "C1D15 post"];

/**
 * Ct of 96 assays in samples of many subjects: 3 in 100 samples are missing, 2 hold little RNA, each has a noise of its
 * own, and some assays are too late to be seen throughout. What is wrong is so of the subjects S0 and S1, or of S0 alone.
 */
export function madeStudy(made: Made, seed: number) {
  const chance = new Chance(seed, 3);
  const all = Array.from({ length: ASSAYS }, (_, at) => at);
  const level = all.map((at) => (at % 12 === 7 ? chance.between(35, 39) : chance.between(20, 31)));
  const within = all.map(() => chance.between(0.2, 0.5));
  const spread = within.map((one, at) => one * made.ratio * (at < 6 ? 0.3 : chance.between(0.5, 1.5)));
  const loads = all.map(() => Array.from({ length: 5 }, () => (made.together ? chance.normal() : 0)));
  const blasts = all.map((at) => (made.together && at % 4 === 0 ? -Math.abs(chance.normal()) : 0));
  const people = Array.from({ length: made.subjects }, () => {
    const factors = [0, 1, 2].map(() => 0.2 * made.ratio * chance.normal());
    const left = chance.uniform() < 0.6 ? chance.between(0.6, 1) : chance.between(0, 0.4);
    const own = all.map((at) => spread[at]! * chance.normal() + sum(factors, loads[at]!));
    return { own, left };
  });
  const samples: Sample[] = [];
  const rows: number[][] = [];
  for (let subject = 0; subject < made.subjects; subject++)
    moments.slice(0, made.times).forEach((name, at) => {
      const [visit = "", time = ""] = name.split(" ");
      if (chance.uniform() < 0.03) return;
      const amount = 0.6 * chance.normal() + (chance.uniform() < 0.02 ? 4 : 0);
      const noise = Math.exp(0.3 * chance.normal());
      const factors = [0, 0, 0, 0.25 * chance.normal(), 0.25 * chance.normal()];
      const who = people[bloodOf(made.wrong, subject, at)]!;
      rows.push(
        all.map((assay) => {
          const shift = (visit === "C1D15" ? who.left * blasts[assay]! : 0) + sum(factors, loads[assay]!);
          const ct = level[assay]! + amount + who.own[assay]! + shift + noise * within[assay]! * chance.normal();
          return ct + 0.12 * 2 ** Math.max(0, (ct - 32) / 4) * chance.normal();
        }),
      );
      const rest = { card: "", hours: at % 2, collected: "", columns: {}, line: 0 };
      samples.push({ sample: `S${subject} ${name}`, subject: `S${subject}`, visit, time, ...rest });
    });
  if (made.wrong === "run twice") rows[1] = rows[10]!.map((ct) => ct + 0.1 * chance.normal());
  const panel: Panel = {
    ...{ file: "", references: [0, 1, 2, 3, 4, 5], byText: new Map() },
    assays: all.map((at) => ({ assay: `g${at}`, gene: `g${at}`, category: "", role: at < 6 ? "reference" : "target" })),
  };
  const ct = Float64Array.from(rows.flat(), (one) => (one < 40 ? one : Number.NaN));
  const state = Uint8Array.from(ct, (one) => (Number.isNaN(one) ? Cell.undetermined : Cell.measured));
  const none = { wells: new Uint16Array(0), unseen: new Uint16Array(0), sd: new Float64Array(0) };
  const replicates: Replicates = { samples: samples.length, assays: ASSAYS, state, ct, ...none };
  return { wells: new Wells(panel, samples), replicates };
}

/** Whose blood is in the sample of a subject at a moment. */
function bloodOf(wrong: Made["wrong"], subject: number, at: number): number {
  if (wrong === "exchanged" && at === 0 && subject < 2) return 1 - subject;
  if (wrong === "visit exchanged" && at > 1 && subject < 2) return 1 - subject;
  return wrong === "mislabelled" && at === 1 && subject === 0 ? 5 : subject;
}

function sum(factors: readonly number[], loads: readonly number[]): number {
  return factors.reduce((total, factor, at) => total + factor * loads[at]!, 0);
}

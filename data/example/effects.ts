/** The four samples of a participant, in the order in which they lie on the card. */
export const moments = [
  { visit: "C1D1", time: "pre" },
  { visit: "C1D1", time: "post" },
  { visit: "C1D15", time: "pre" },
  { visit: "C1D15", time: "post" },
] as const;

type Kind = "after-dose" | "day-15" | "responders";

/** The effects of the example study, in log2 units of expression. There is no other. */
const effects: readonly { gene: string; kind: Kind; log2: number }[] = [
  { gene: "CDKN1A", kind: "after-dose", log2: 1.2 },
  { gene: "GADD45A", kind: "after-dose", log2: 1.0 },
  { gene: "BAX", kind: "after-dose", log2: 0.8 },
  { gene: "CD22", kind: "day-15", log2: -1.3 },
  { gene: "ABCB1", kind: "responders", log2: -1.4 },
  { gene: "MCL1", kind: "responders", log2: -1.3 },
];

/** Where an effect must be found: in the change of a contrast, or in the association of an outcome at a moment. */
export interface Planted {
  readonly gene: string;
  /** The contrast whose change holds the effect; "" for an outcome. */
  readonly contrast: string;
  /** The outcome; "" for a contrast. */
  readonly outcome: string;
  /** The moment at which expression differs between the outcome's groups; "" for a contrast. */
  readonly at: string;
  /** Log2 units of expression: later minus earlier, or responders minus the rest. */
  readonly log2: number;
}

const contrasts: Readonly<Record<Exclude<Kind, "responders">, readonly string[]>> = {
  "after-dose": ["acute-d1", "acute-d15", "total"],
  "day-15": ["sustained", "total"],
};

/** What was planted. A gene, contrast or outcome that is not here holds nothing but chance. */
export const planted: readonly Planted[] = effects.flatMap(({ gene, kind, log2 }) =>
  kind === "responders"
    ? moments.map(({ visit, time }) => ({ gene, contrast: "", outcome: "response", at: `${visit} ${time}`, log2 }))
    : contrasts[kind].map((contrast) => ({ gene, contrast, outcome: "", at: "", log2 })),
);

/** Planted log2 change of a gene in the sample of a slot (0 to 3) of a responder or another participant. */
export function plantedLog2(gene: string, slot: number, responder: boolean): number {
  let sum = 0;
  for (const effect of effects) {
    if (effect.gene !== gene) continue;
    const { visit, time } = moments[slot]!;
    if (effect.kind === "after-dose" ? time === "post" : effect.kind === "day-15" ? visit === "C1D15" : responder)
      sum += effect.log2;
  }
  return sum;
}

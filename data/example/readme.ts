/** What the reader of the example's folder must know first. */
export function readme(treated: number, cards: number, seed: number, effects: boolean): string {
  return `# A synthetic study

Everything in this folder is synthetic. It was made by the generator of deltact (seed ${seed}); no patient, sample, card or
instrument is behind it, and no number in it says anything about a drug.

It has the shape of a phase 1/2 trial of an antibody-drug conjugate in acute lymphoblastic leukemia: ${treated} treated
participants, optional blood samples before and after the dose on Days 1 and 15 of Cycle 1, and ${cards} cards of 96 assays
on four samples.

- \`study.yaml\`: the settings
- \`panel.csv\`: the 96 assays
- \`subjects.csv\`: the treated participants, with consent and clinical outcomes
- \`assessments.csv\`, \`events.csv\`, \`toxicities.csv\`: their dated records, from which the same outcomes are derived
- \`samples.csv\`: the samples that were drawn
- \`cards/\`: the instruments' exports: SDS 2.1 (two cards in a file), SDS 2.3, ViiA 7
- \`truth.csv\`: what was planted, in log2 units of expression

${
  effects
    ? "The effects in `truth.csv` were planted, and nothing else: any other gene changes, or goes with response, by chance alone.\nSurvival depends on response and on nothing else, so a gene that goes with response goes with survival too."
    : "Nothing was planted: every change of expression and every association with an outcome is chance."
}
`;
}

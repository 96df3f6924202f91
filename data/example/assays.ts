import { Chance } from "../chance.ts";
import panel from "../panels/lymphoblastic-leukemia-96.csv";

export const panelText: string = panel;

/** An assay of the example's cards and how its gene behaves. */
export interface ExampleAssay {
  readonly gene: string;
  /** As the instruments print it: GENE-assayid, or the gene alone where the panel has no id. */
  readonly label: string;
  readonly reference: boolean;
  /** Mean Ct at the usual amount of RNA. */
  readonly level: number;
  /** SD of the subjects' own levels, in cycles. */
  readonly spread: number;
  /** Share of people who lack the gene altogether. */
  readonly absent: number;
  readonly threshold: number;
}

/** Ct of genes whose level matters to the example; the others are drawn. */
const levels: Readonly<Record<string, number>> = {
  ...{ "18S": 11, GAPDH: 19, ACTB: 17.5, GUSB: 24, HPRT1: 25.5, TBP: 27 },
  ...{ CDKN1A: 26, GADD45A: 27, BAX: 25, CD22: 24, ABCB1: 28, MCL1: 23 },
  ...{ ABCC3: 34, ABCG2: 35, EXO1: 35, FASLG: 37, TNFRSF13C: 38, CR2: 38.8, GGT1: 39, ABCC2: 39.8 },
};

/** Deletions that are common among people. */
const absent: Readonly<Record<string, number>> = { GSTM1: 0.5, GSTT1: 0.2 };

/** The 96 assays of the panel in the order of their wells. */
export function exampleAssays(seed: number): ExampleAssay[] {
  const chance = new Chance(seed, -1);
  const rows = panelText.trim().split(/\r?\n/).slice(1);
  const assays = rows.map((row) => {
    const [id = "", gene = "", , role = ""] = row.split(",");
    const drawn = chance.between(22, 31);
    const spread = chance.between(0.6, 1);
    return {
      gene,
      label: id === "" ? gene : `${gene}-${id}`,
      reference: role === "reference",
      level: levels[gene] ?? drawn,
      spread: role === "reference" ? 0.08 : gene in levels ? 0.8 : spread,
      absent: absent[gene] ?? 0,
      threshold: chance.between(0.08, 0.4),
    };
  });
  return chance.shuffled(assays);
}

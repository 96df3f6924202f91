import { position } from "../card.ts";
import { viiaTime } from "./calendar.ts";
import type { ExampleCard } from "./cards.ts";

const columns =
  "Well\tWell Position\tOmit\tSample Name\tTarget Name\tTask\tReporter\tQuencher\tRQ\tRQ Min\tRQ Max\tCT\tCt Mean\tCt SD\tDelta Ct\tDelta Ct Mean\tDelta Ct SE\tDelta Delta Ct" +
  "\tAutomatic Ct Threshold\tCt Threshold\tAutomatic Baseline\tBaseline Start\tBaseline End\tComments\tAmp Score\tCq Conf";

/** A run has a column for each flag that it can raise: cards of one study differ. */
const flagSets = [
  ["BADROX", "NOAMP", "NOISE", "EXPFAIL", "THOLDFAIL", "PRFLOW", "PRFDROP"],
  ["BADROX", "NOAMP", "EXPFAIL", "THOLDFAIL", "PRFLOW", "PRFDROP"],
  ["NOAMP", "EXPFAIL", "THOLDFAIL", "PRFDROP"],
];

const positions = Array.from({ length: 384 }, (_, well) => position(well + 1, 24));

/** A card as ViiA 7 text; the т of "Cт" is Cyrillic and the Δ Greek, as the instrument has them. */
export function quantstudioText(card: ExampleCard): string {
  const flags = flagSets[card.variant % 3]!;
  const raised = (flag: string) => flags.map((name) => (name === flag ? "\tY" : "\tN")).join("");
  const [none, noAmplification, failed] = [raised(""), raised("NOAMP"), raised("EXPFAIL")];
  const targets = card.assays.map((assay) => `${assay.label}\tUNKNOWN\tFAM\tNFQ-MGB\t\t\t\t`);
  const thresholds = card.assays.map((assay) => `\ttrue\t${assay.threshold.toFixed(3)}\ttrue\t3\t`);
  const control = card.assays.findIndex((assay) => assay.gene === "18S");
  const lines = [...header(card), ...setup(card), "[Results]", columns + flags.map((flag) => `\t${flag}`).join("")];
  for (let well = 0; well < 384; well++) {
    const slot = Math.floor(well / 96);
    const sample = card.samples[slot];
    if (sample === undefined) continue;
    const at = well % 96;
    const ct = card.ct[well]!;
    const begin = `${well + 1}\t${positions[well]!}\t${well === card.omitted}\t${sample}\t${targets[at]!}`;
    if (Number.isNaN(ct)) {
      lines.push(`${begin}Undetermined\t\t\t\t\t\t${thresholds[at]!}39\t\t0.000\t0.000${noAmplification}`);
      continue;
    }
    const written = ct.toFixed(3);
    const mean = well === card.omitted ? "" : written;
    const delta = card.assays[at]!.reference ? "" : (ct - card.ct[96 * slot + control]!).toFixed(3);
    const end = Math.max(4, Math.floor(ct) - 3);
    const flagged = well === card.flagged;
    lines.push(
      `${begin}${written}\t${mean}\t\t${delta}\t${delta}\t\t${thresholds[at]!}${end}\t\t1.200\t${flagged ? "0.610" : "0.970"}${flagged ? failed : none}`,
    );
  }
  lines.push(
    "",
    "Analysis Type = Singleplex",
    `Endogenous Control = ${card.assays[control]!.label}`,
    "RQ Min/Max Confidence Level = 95.0",
  );
  lines.push(`Reference Sample = ${firstSample(card)}`, "", "");
  return lines.join("\r\n");
}

function firstSample(card: ExampleCard): string {
  return card.samples.find((sample) => sample !== undefined) ?? "";
}

function header(card: ExampleCard): string[] {
  return [
    "* Block Type = Array Card Block",
    "* Calibration Background is expired  = No",
    "* Calibration Pure Dye FAM is expired = No",
    "* Calibration Pure Dye ROX is expired = No",
    "* Chemistry = TAQMAN",
    `* Experiment Barcode = ${card.barcode}`,
    "* Experiment Comments = synthetic example: no patient is behind it",
    `* Experiment File Name = ${card.barcode}.eds`,
    `* Experiment Name = ${card.barcode}`,
    `* Experiment Run End Time = ${viiaTime(card.run)}`,
    "* Experiment Type = Comparative Cт (ΔΔCт)",
    "* Experiment User Name = NA",
    "* Instrument Name = EXAMPLE",
    "* Instrument Serial Number = EXAMPLE",
    "* Instrument Type = ViiA 7",
    "* Passive Reference = ROX",
    "* Quantification Cycle Method = Ct",
    "* Signal Smoothing On = true",
    "* Stage/ Cycle where Analysis is performed = Stage 2, Step 2",
    "",
  ];
}

/** Some cards were exported with their set-up, of which the first well of each sample is left. */
function setup(card: ExampleCard): string[] {
  if (card.variant % 2 === 0) return [];
  const rows = card.samples.flatMap((sample, slot) =>
    sample === undefined
      ? []
      : [
          `${96 * slot + 1}\t${positions[96 * slot]!}\t${sample}\t"RGB(176,23,31)"\t\t\t${card.assays[0]!.label}\t"RGB(0,0,255)"\tUNKNOWN\tFAM\tNFQ-MGB\t\t`,
        ],
  );
  return [
    "[Sample Setup]",
    "Well\tWell Position\tSample Name\tSample Color\tBiogroup Name\tBiogroup Color\tTarget Name\tTarget Color\tTask\tReporter\tQuencher\tQuantity\tComments",
    ...rows,
    "",
    "",
  ];
}

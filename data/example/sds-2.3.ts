import { position } from "../card.ts";
import { javaTime } from "./calendar.ts";
import type { ExampleCard } from "./cards.ts";
import { single } from "./single.ts";

const flags = ["HMD", "FOS", "LME", "NAW", "EW", "BPR", "HRN", "HNS", "EAF", "BAF", "TAF", "CAF", "HSD", "GBO"];
const columns = [
  "# ",
  "Plate",
  "Pos",
  "Flag",
  "Sample",
  "Detector",
  "Task",
  "Ct",
  "Delta Ct",
  "Avg Delta Ct",
  "?Ct SE",
  "Delta Delta Ct SD",
  "RQ",
  "RQ Min",
  "RQ Max",
  "Omit",
  ...flags,
];

/** A card as SDS 2.3 RQ results: rows end after their last filled cell; some cards have the line ends of an old Mac. */
export function sds23Text(card: ExampleCard): string {
  const lines = [
    "SDS 2.3 RQ Results\t1.2",
    `Filename\t${card.barcode}.sdm`,
    "Assay Type\tRQ Study",
    `EmbeddedFile\t${card.barcode}`,
    `Run DateTime\t${javaTime(card.run)}`,
    "Operator\t",
    "ThermalCycleParams\t",
    "",
    columns.join("\t"),
  ];
  const control = card.assays.findIndex((assay) => assay.gene === "18S");
  for (let well = 0; well < 384; well++) {
    const slot = Math.floor(well / 96);
    const sample = card.samples[slot];
    if (sample !== undefined) lines.push(row(card, well, sample, card.ct[96 * slot + control]!));
  }
  lines.push("", ["PlateID", "NAP", "LPL"].join("\t"), card.barcode, "");
  return lines.join(card.variant % 2 === 0 ? "\n" : "\r");
}

function row(card: ExampleCard, well: number, sample: string, control: number): string {
  const assay = card.assays[well % 96]!;
  const ct = card.ct[well]!;
  const undetermined = Number.isNaN(ct);
  const raised = undetermined ? "NAW" : well === card.flagged ? "HRN" : "";
  const delta = undetermined || assay.reference ? "" : single(ct - control);
  const cells = [
    String(well + 1),
    card.barcode,
    position(well + 1, 24),
    raised === "" ? "Passed" : "Flagged",
    sample,
    assay.label,
    assay.reference ? "Endogenous Control" : "Target",
    undetermined ? "Undetermined" : single(ct),
    "",
    delta,
    ...["", "", "", "", ""],
    well === card.omitted ? "TRUE" : "FALSE",
    ...flags.map((flag) => (flag === raised ? "TRUE" : "")),
  ];
  return cells.join("\t").trimEnd();
}

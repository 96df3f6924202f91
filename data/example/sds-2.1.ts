import type { ExampleAssay } from "./assays.ts";
import { javaTime } from "./calendar.ts";
import type { ExampleCard } from "./cards.ts";
import { single } from "./single.ts";

const columns =
  "Well\tPlateID\tSample\tDetector\tTask\tCt\tdelta Rn\tdelta Ct\tCt Avg\tCt SD\tAvg Delta Ct\tdelta Ct SD\tEndo Ct Avg\tEndo Ct SD\tdelta delta Ct\tRQ\tRQ Min\tRQ Max" +
  "\tBaseline Type\tBaseline Start\tBaseline Stop\tThreshold Type\tThreshold\tInstrument\tOutlier\tFilename";

/** What SDS 2.1 sets for an undetermined well before it goes on to compute: the reason why its numbers are never input. */
const IMPUTED = 40;

/** Cards of one study as SDS 2.1 RQ results: all in one table, told apart by the last column, and a summary after it. */
export function sds21Text(cards: readonly ExampleCard[]): string {
  const study = `example ${cards[0]!.barcode}.sdm`;
  const lines = ["SDS 2.1RQ Results\t1.0", `Filename\t${study}`, "Assay Type\tRQ Study"];
  for (const card of cards) {
    lines.push(`EmbeddedFile\t${card.barcode}`, `Run DateTime\t${javaTime(card.run)}`);
    lines.push("Operator\t", "ThermalCycleParams\t");
  }
  const runs = cards.flatMap(runsOf);
  const calibrator = runs[0]!;
  lines.push("", columns);
  for (const run of runs) lines.push(...run.card.assays.map((assay, at) => row(run, assay, at, calibrator)));
  lines.push("", ...summary(study, runs, calibrator), "");
  return lines.join("\r\n");
}

/** A sample on its card, and the Ct of 18S, the one control that the software was told to use. */
interface Run {
  readonly card: ExampleCard;
  readonly slot: number;
  readonly sample: string;
  readonly control: number;
}

function runsOf(card: ExampleCard): Run[] {
  const control = card.assays.findIndex((assay) => assay.gene === "18S");
  return card.samples.flatMap((sample, slot) =>
    sample === undefined ? [] : [{ card, slot, sample, control: card.ct[96 * slot + control]! }],
  );
}

/** Avg Delta Ct, delta delta Ct and RQ as the software has them; blank for controls, and where nothing was seen on both sides. */
function relative(run: Run, at: number, calibrator: Run): { delta: string; deltaDelta: string; rq: string } {
  const read = (of: Run) => of.card.ct[96 * of.slot + at]!;
  const [ct, from] = [read(run), read(calibrator)];
  if (run.card.assays[at]!.reference) return { delta: "", deltaDelta: "", rq: "" };
  const delta = (Number.isNaN(ct) ? IMPUTED : ct) - run.control;
  if (Number.isNaN(ct) && Number.isNaN(from)) return { delta: single(delta), deltaDelta: "", rq: "" };
  const deltaDelta = delta - ((Number.isNaN(from) ? IMPUTED : from) - calibrator.control);
  return { delta: single(delta), deltaDelta: single(deltaDelta), rq: single(2 ** -deltaDelta) };
}

function row(run: Run, assay: ExampleAssay, at: number, calibrator: Run): string {
  const well = 96 * run.slot + at;
  const ct = run.card.ct[well]!;
  const undetermined = Number.isNaN(ct);
  const { delta, deltaDelta, rq } = relative(run, at, calibrator);
  const task = assay.reference ? "Endogenous Control" : "Target";
  const written = undetermined ? "Undetermined" : single(ct);
  const rise = single(assay.threshold * (undetermined ? 0.1 : 20));
  const average = assay.reference && assay.gene !== "18S" ? "" : single(undetermined ? IMPUTED : ct);
  return (
    `${well + 1}\t\t${run.sample}\t${assay.label}\t${task}\t${written}\t${rise}\t\t${average}\t\t${delta}\t\t${single(run.control)}\t\t` +
    `${deltaDelta}\t${rq}\t\t\tAutomatic\t\t\tAutomatic\t${single(assay.threshold)}\tEXAMPLE\t\t${run.card.barcode}`
  );
}

function summary(study: string, runs: readonly Run[], calibrator: Run): string[] {
  const { assays } = calibrator.card;
  const control = assays.find((assay) => assay.gene === "18S")!;
  const lines = [
    `Summary Data for Study ${study}`,
    `Endogenous Control\t${control.label}`,
    `Calibrator\t${calibrator.sample}`,
    "Multiplicity\tNon-Multiplex",
    "PlateID\tSample\tDetector\tAvg delta Ct\tdelta Ct SD\tdelta delta Ct\tRQ\tRQ Min\tRQ Max\tThreshold",
  ];
  assays.forEach((assay, at) => {
    if (assay.reference && assay !== control) return;
    for (const run of runs) {
      const { delta, deltaDelta, rq } = relative(run, at, calibrator);
      lines.push(["", run.sample, assay.label, delta, "", deltaDelta, rq, "", "", single(assay.threshold)].join("\t"));
    }
  });
  return lines;
}

import type { Export } from "../../data/export.ts";
import { EXTRACT_VERSION, type Extract, type ExtractProblem, stemOf } from "../../data/extract.ts";
import type { Assay } from "../../data/panel.ts";
import { type Problem, Troubles } from "../../data/trouble.ts";
import { Wells } from "../../data/well.ts";
import { discovering } from "./discovering.ts";
import { Intake } from "./intake.ts";
import { read } from "./read.ts";

/** Reads one export by itself, and gives all that this gave: every well, whether a panel has its assay or not. */
export function extractOf(source: Export): Extract {
  const assays: Assay[] = [];
  const troubles = new Troubles();
  const wells = new Wells(discovering(assays), []);
  // A panel has at most 65,536 assays, an export whatever its author likes.
  wells.assay = new Uint32Array(0);
  const intake = new Intake(wells, troubles);
  read(source, intake);
  const { length, thresholds } = wells;
  const each = <T extends Float32Array | Uint8Array>(made: T, of: (card: number, assay: number) => number): T => {
    for (let row = 0; row < length; row++) made[row] = of(wells.card[row]!, wells.assay[row]!);
    return made;
  };
  return {
    version: EXTRACT_VERSION,
    stem: stemOf(source.file),
    length,
    samples: intake.names,
    assays: assays.map(({ assay }) => assay),
    texts: wells.texts,
    cards: wells.cards.map(({ file: _, ...card }) => card),
    doubts: intake.doubts.map((doubt) => ({ ...doubt, problem: unplaced(doubt.problem) })),
    problems: troubles.problems.map(unplaced),
    nameless: intake.nameless.reduce((sum, { wells }) => sum + wells, 0),
    columns: {
      card: wells.card.slice(0, length),
      well: wells.well.slice(0, length),
      sample: wells.sample.slice(0, length),
      assay: new Uint32Array(wells.assay.subarray(0, length)),
      task: new Uint32Array(wells.task.subarray(0, length)),
      ct: wells.ct.slice(0, length),
      state: wells.state.slice(0, length),
      flags: new Uint32Array(wells.flags.subarray(0, length)),
      omitted: wells.omitted.slice(0, length),
      vendorMean: wells.vendorMean.slice(0, length),
      line: wells.line.slice(0, length),
      written: new Uint32Array(wells.written.subarray(0, length)),
      ampScore: filled(wells.ampScore, length),
      cqConfidence: filled(wells.cqConfidence, length),
      threshold: each(new Float32Array(length), (card, assay) => thresholds.of(card, assay)),
      said: each(new Uint8Array(length), (card, assay) => thresholds.said(card, assay)),
    },
  };
}

/** As long as the wells are many: no score is 0. */
function filled(scores: Uint16Array<ArrayBuffer>, length: number): Uint16Array<ArrayBuffer> {
  return scores.length > 0 ? scores.slice(0, length) : new Uint16Array(length);
}

function unplaced({ file: _, ...problem }: Problem): ExtractProblem {
  return problem;
}

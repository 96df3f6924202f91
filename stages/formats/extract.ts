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
  const { length } = wells;
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
      task: wells.task.slice(0, length),
      ct: wells.ct.slice(0, length),
      state: wells.state.slice(0, length),
      flags: wells.flags.slice(0, length),
      omitted: wells.omitted.slice(0, length),
      vendorMean: wells.vendorMean.slice(0, length),
      line: wells.line.slice(0, length),
      written: wells.written.slice(0, length),
    },
  };
}

function unplaced({ file: _, ...problem }: Problem): ExtractProblem {
  return problem;
}

import { once } from "../data/once.ts";
import type { Settings, Values } from "../data/setting.ts";
import type { Summary } from "../data/summary.ts";
import type { Table } from "../data/table.ts";
import { Trouble } from "../data/trouble.ts";
import { withMeasures } from "../stages/measure-columns.ts";
import type { ToldNames } from "../stages/samples.ts";
import type { Stage } from "../stages/stage.ts";
import { stages } from "./settings.ts";
import type { Study } from "./study.ts";
import { version } from "./version.ts";

/** A stage that has been done: what it yields for the run folder and the report. */
export interface Done {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  readonly output: unknown;
  /** Each is made when it is first asked for. */
  readonly tables: readonly { readonly name: string; readonly table: () => Table }[];
  readonly summary: () => Summary;
}

/** The sentence: what is made of what, in order. Whoever drains it may stop after any stage. */
export function* analyse(study: Study) {
  const { panel, roster, set } = study;
  const done = new Map<string, Done>();
  const wells = yield* step(
    stages.wells,
    { exports: study.exports(), panel, samples: roster.samples, withheld: roster.withheld, told: toldBy(study) },
    set.wells,
    done,
  );
  const known = { subjects: study.subjects, outcomes: study.outcomes, consented: study.consented, early: roster.early };
  const quality = yield* step(
    stages.quality,
    {
      ...{ wells: wells.wells, moments: study.moments, contrasts: study.contrasts, exclusions: study.exclusions },
      study: known,
    },
    set.quality,
    done,
  );
  const expression = yield* step(
    stages.expression,
    { wells: wells.wells, quality, moments: study.moments },
    set.expression,
    done,
  );
  const change = yield* step(
    stages.change,
    { expression, contrasts: study.contrasts, moments: study.moments, nondetects: set.quality },
    set.change,
    done,
  );
  const outcome = study.facts && (yield* step(stages.outcome, { facts: study.facts }, set.outcome, done));
  const subjects = outcome ? withMeasures(study.subjects, outcome) : study.subjects;
  const association = yield* step(
    stages.association,
    {
      change,
      moments: study.moments,
      outcomes: study.outcomes,
      subjects,
      subjectsFile: study.subjectsFile,
    },
    set.association,
    done,
  );
  const { contrasts, moments, outcomes } = study;
  const sensitivity = yield* step(
    stages.sensitivity,
    {
      ...{ wells: wells.wells, quality, change, association, contrasts, moments, outcomes, subjects },
      express: (wells, replicates) =>
        orNothing(() => stages.expression.run({ wells, quality: { replicates }, moments }, set.expression)),
      set: { ct_caution: set.quality.ct_caution, change: set.change, association: set.association },
    },
    set.sensitivity,
    done,
  );
  const miqe = yield* step(
    stages.miqe,
    {
      ...{ quality, change, association, moments, outcomes, said: study.miqe, version },
      methods: (stage: string) => done.get(stage)!.summary().methods,
    },
    set.miqe,
    done,
  );
  return { wells, quality, expression, change, outcome, association, sensitivity, miqe };
}

/** undefined where it cannot be computed from its input. */
function orNothing<T>(what: () => T): T | undefined {
  try {
    return what();
  } catch (error) {
    if (error instanceof Trouble) return undefined;
    throw error;
  }
}

function* step<Input, Set extends Settings, Output>(
  stage: Stage<Input, Set, Output>,
  input: Input,
  set: Values<Set>,
  all: Map<string, Done>,
): Generator<Done, Output, void> {
  const output = stage.run(input, set);
  const done: Done = {
    name: stage.name,
    title: stage.title,
    about: stage.about,
    output,
    tables: stage.tables.map(({ name, rows }) => ({ name, table: once(() => rows(output)) })),
    summary: once(() => stage.summarise(output, input, set)),
  };
  all.set(stage.name, done);
  yield done;
  return output;
}

/** What exports and cards are called where ids are told by pseudonyms. */
function toldBy({ pseudonyms, aliases }: Study): ToldNames | undefined {
  return pseudonyms && { file: (file) => aliases.of(file), card: (card) => pseudonyms.card(card) };
}

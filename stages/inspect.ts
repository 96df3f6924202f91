import type { Export } from "../data/export.ts";
import { type Inspection, refusal } from "../data/inspection.ts";
import { instrumentFlags } from "../data/instrument-flags.ts";
import type { Assay } from "../data/panel.ts";
import type { Sample } from "../data/sample.ts";
import { Troubles } from "../data/trouble.ts";
import { MEASURED, NO_RESULT, UNDETERMINED, Wells } from "../data/well.ts";
import type { Account } from "./formats/account.ts";
import { discovering } from "./formats/discovering.ts";
import { formats } from "./formats/index.ts";
import { Intake } from "./formats/intake.ts";
import { claimsOf, read } from "./formats/read.ts";
import { inspectedCards } from "./inspected-cards.ts";
import { inspectedTable } from "./inspected-table.ts";
import { doubtsOf, type Told } from "./inspection-doubts.ts";
import { assign } from "./samples.ts";
import { textForm } from "./text-form.ts";

/** What is recognised in an export, read as a study would read it, whatever its panel and its samples. */
export function inspect(source: Export): Inspection {
  const troubles = new Troubles();
  const assays: Assay[] = [];
  const samples: Sample[] = [];
  const wells = new Wells(discovering(assays), samples);
  // A file may name more assays than a panel can have.
  wells.assay = new Uint32Array(0);
  const intake = new Intake(wells, troubles);
  const accounts: Account[] = [];
  intake.account = (account) => accounts.push(account);
  read(source, intake);
  for (const name of new Set(intake.names.map((name) => name.trim()))) samples.push(named(name));
  assign(intake, new Set());
  const files = leavesOf(source);
  const told: Told = {
    kind: source.opened?.kind ?? "text",
    texts: files.filter(({ opened }) => opened === undefined).map(({ bytes, part = "" }) => textForm(bytes, part)),
    formats: formats
      .filter(({ name }) => wells.cards.some(({ format }) => format === name))
      .map(({ name, title, tested }) => ({ name, title, tested })),
    tables: accounts.map(inspectedTable),
    cards: inspectedCards(wells),
    wells: { ...counts(wells), nameless: intake.nameless.reduce((sum, { wells }) => sum + wells, 0) },
    flags: flagsOf(wells),
  };
  const claims = files.map((file) => [...claimsOf(file)].map(({ format }) => format.title));
  return {
    file: source.file,
    ...told,
    samples: samples.map(({ sample }) => sample),
    assays: assays.map(({ assay }) => assay),
    doubts: doubtsOf(told, wells, claims),
    refused: troubles.problems.map(refusal),
  };
}

/** The export itself, or those that lie in an archive. */
function leavesOf(source: Export): readonly Export[] {
  return source.opened?.kind === "archive" ? source.opened.members.flatMap(leavesOf) : [source];
}

/** A sample that is known by its name alone. */
function named(sample: string): Sample {
  return {
    sample,
    ...{ card: "", subject: "", visit: "", time: "", collected: "" },
    hours: undefined,
    columns: {},
    line: 0,
  };
}

function counts(wells: Wells): Omit<Inspection["wells"], "nameless"> {
  const of = (codes: Uint8Array, code: number) =>
    codes.subarray(0, wells.length).reduce((sum, one) => sum + (one === code ? 1 : 0), 0);
  return {
    all: wells.length,
    measured: of(wells.state, MEASURED),
    undetermined: of(wells.state, UNDETERMINED),
    noResult: of(wells.state, NO_RESULT),
    omitted: of(wells.omitted, 1),
  };
}

function flagsOf(wells: Wells): Inspection["flags"] {
  const seen = new Map<string, number>();
  for (let row = 0; row < wells.length; row++) {
    const raised = wells.texts[wells.flags[row]!]!;
    if (raised !== "") for (const flag of raised.split(";")) seen.set(flag, (seen.get(flag) ?? 0) + 1);
  }
  return [...seen]
    .map(([flag, wells]) => ({
      flag,
      meaning: Object.hasOwn(instrumentFlags, flag) ? instrumentFlags[flag]! : "",
      wells,
    }))
    .sort((a, b) => b.wells - a.wells);
}

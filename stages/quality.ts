import { columns, pick, type Row } from "../data/column.ts";
import type { Contrast, Moment } from "../data/contrast.ts";
import type { Exclusion } from "../data/exclusion.ts";
import type { Finding } from "../data/finding.ts";
import { type Flag, flagColumns } from "../data/flag.ts";
import { once } from "../data/once.ts";
import { Cell, type Replicates } from "../data/replicates.ts";
import type { Values } from "../data/setting.ts";
import type { StudyKnown } from "../data/study-known.ts";
import type { SummaryTable } from "../data/summary.ts";
import { tableOf } from "../data/table.ts";
import type { Wells } from "../data/well.ts";
import { checks } from "./checks/index.ts";
import { citations } from "./citations.ts";
import { demandReferences } from "./demand-references.ts";
import { checksNamed, type Excluded, excludedWells, givenExclusions, ruledExclusions } from "./exclusions.ts";
import { flagPlaces } from "./flag-places.ts";
import { cardFigures } from "./quality-cards.ts";
import { exclusionTable } from "./quality-exclusions.ts";
import { referenceFigures } from "./quality-references.ts";
import { sampleTable } from "./quality-samples.ts";
import { qualitySettings } from "./quality-settings.ts";
import { raiseFlags } from "./raise-flags.ts";
import { type DriftRow, driftColumns, referenceDrift } from "./reference-drift.ts";
import { rankReferences } from "./reference-ranking.ts";
import { type ReferenceRow, referenceColumns } from "./reference-ranking-columns.ts";
import { referenceFindings, referenceMethods, referenceTables } from "./reference-summary.ts";
import { average } from "./replicates.ts";
import { stage } from "./stage.ts";
import { counted } from "./wording.ts";

export interface QualityInput {
  readonly wells: Wells;
  /** Every visit and time of the study. */
  readonly moments: readonly Moment[];
  /** The laboratory's own. */
  readonly exclusions: readonly Exclusion[];
  readonly contrasts: readonly Contrast[];
  readonly study: StudyKnown;
}

export interface QualityOutput {
  /** Raised when they are asked for. */
  readonly flags: () => readonly Flag[];
  /** 1: the well is left out of every mean. */
  readonly excluded: Uint8Array;
  /** Why: a well may be left out for several reasons. */
  readonly exclusions: readonly Excluded[];
  readonly replicates: Replicates;
  /** How stable the reference genes are, and how their Ct change; computed when it is asked for. */
  readonly ranking: () => readonly ReferenceRow[];
  readonly drift: () => readonly DriftRow[];
}

/** What is wrong with wells, samples and cards, and which wells are left out of the means. */
export const quality = stage({
  name: "quality",
  title: "Quality",
  about:
    "What is suspicious about wells, samples and cards. A note is worth knowing, a caution may move a result, a warning may overturn one; only what is marked as left out is missing from the means.",
  settings: qualitySettings,
  tables: [
    {
      name: "quality",
      columns: flagColumns,
      key: ["check", "scope", "card", "well", "sample", "assay", "observed"],
      rows: (output: QualityOutput) => tableOf(flagColumns, output.flags() as readonly Row<typeof flagColumns>[]),
    },
    {
      name: "quality-references",
      columns: referenceColumns,
      key: ["set", "assay"],
      rows: (output: QualityOutput) => tableOf(referenceColumns, output.ranking()),
    },
    {
      name: "quality-drift",
      columns: driftColumns,
      key: ["at", "contrast", "of", "assay"],
      rows: (output: QualityOutput) => tableOf(driftColumns, output.drift()),
    },
  ],
  run(
    { wells, moments, exclusions, contrasts, study }: QualityInput,
    set: Values<typeof qualitySettings>,
  ): QualityOutput {
    demandReferences(wells);
    const ruling = checksNamed(
      set.exclude,
      checks.map(({ name }) => name),
    );
    const given = givenExclusions(wells, exclusions);
    const excluded = excludedWells(wells, given);
    const replicates = average(wells, excluded, set.ct_limit);
    const look = { wells, replicates, exclusions, study: { ...study, moments }, set };
    const flags = once(() => raiseFlags(look, ruling));
    const all = [...given, ...ruledExclusions(wells, ruling.length > 0 ? flags() : [], ruling)];
    const ruled = all.length > given.length;
    const without = ruled ? excludedWells(wells, all) : excluded;
    const used = ruled ? average(wells, without, set.ct_limit) : replicates;
    const samples = analysed(wells, used);
    const ranking = once(() => rankReferences(wells, used, samples, set.references === "auto"));
    const drift = once(() => referenceDrift(wells, used, samples, contrasts, study.subjects, set.drift_by));
    return { flags, excluded: without, exclusions: all, replicates: used, ranking, drift };
  },
  summarise({ excluded, exclusions, replicates, ...output }, { wells, moments }, set) {
    const [flags, ranking, drift] = [output.flags(), output.ranking(), output.drift()];
    const count = (level: Flag["level"]) => flags.filter((flag) => flag.level === level).length;
    const left = excluded.reduce((sum, one) => sum + one, 0);
    const samples = analysed(wells, replicates);
    const places = flagPlaces(wells, flags);
    const grave = flags.filter((flag) => flag.level === "caution" && flag.scope !== "well");
    return {
      headline: `${count("caution")} cautions and ${count("note")} notes were raised; ${left} of ${wells.length} wells are left out of the means.`,
      counts: [
        { label: "Wells left out", value: left },
        { label: "Cautions", value: count("caution") },
        { label: "Notes", value: count("note") },
      ],
      findings: [...findings(flags), ...referenceFindings(ranking, drift, set)],
      tables: [
        {
          title: "What each check found",
          caption: "One row a check. Every single flag, with file and line, is in quality.csv.",
          columns: columns({
            check: { kind: "text", meaning: "Check" },
            meaning: { kind: "text", meaning: "What it looks for" },
            cautions: { kind: "count", meaning: "Flags that may move a result" },
            notes: { kind: "count", meaning: "Flags worth knowing" },
            excluded: { kind: "count", meaning: "Wells left out" },
          }),
          rows: checks.map(({ name, meaning }) => {
            const of = (level: Flag["level"]) =>
              flags.filter((flag) => flag.check === name && flag.level === level).length;
            return { check: name, meaning, cautions: of("caution"), notes: of("note"), excluded: of("exclude") };
          }),
        },
        {
          title: "Samples and assays to look at",
          caption:
            grave.length > MOST
              ? `The first ${MOST} of ${grave.length} cautions on samples and on replicates.`
              : "Every caution on a sample or on replicates.",
          columns: pick(flagColumns, ["check", "scope", "sample", "assay", "observed", "limit", "unit", "reason"]),
          rows: grave.slice(0, MOST) as readonly Row<typeof flagColumns>[],
        },
        ...referenceTables(ranking, drift),
        sampleTable(wells, excluded, replicates, samples, places),
        exclusionTable(wells, excluded, exclusions, replicates, set.ct_limit),
      ].filter((table) => table !== undefined && table.rows.length > 0) as SummaryTable[],
      figures: [
        ...referenceFigures(wells, replicates, samples, moments, flags, set.ct_limit),
        ...cardFigures(wells, excluded, flags, places),
      ],
      methods: `Wells left out in the instrument's software${exclusions.some(({ check }) => check !== "omitted") ? ", by the laboratory, or by the rules of the settings" : ""} were not used. A Ct at or above ${set.ct_limit} cycles counts as not detected. Technical replicates were averaged on the Ct scale. ${referenceMethods(ranking)}`,
      citations: [
        ...[citations.vandesompele, citations.andersen, citations.bestKeeper, citations.wilcoxon],
        citations.benjaminiHochberg,
      ],
    };
  },
});

/** Rows of the report's table; the others are in quality.csv. */
const MOST = 40;

/** What the cautions of each check come to; warnings first, and then what is about samples before what is about wells. */
function findings(flags: readonly Flag[]): Finding[] {
  const said = checks.toReversed().flatMap(({ name, finding }): Finding[] => {
    const raised = flags.filter((flag) => flag.check === name && flag.level === "caution").length;
    if (finding === undefined || raised === 0) return [];
    const { noun, text, level = "caution" } = finding;
    return [{ level, text: `${counted(raised, noun)} ${text}.` }];
  });
  return [...said.filter(({ level }) => level === "warning"), ...said.filter(({ level }) => level !== "warning")];
}

/** Samples with a subject and wells, in the order of the samples table. */
function analysed({ samples }: Wells, { assays, state }: Replicates): number[] {
  return samples.flatMap(({ subject }, index) =>
    subject !== "" && state.subarray(index * assays, (index + 1) * assays).some((each) => each !== Cell.noWell)
      ? [index]
      : [],
  );
}

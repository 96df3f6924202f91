import { columns, type Row } from "../data/column.ts";
import { type Flag, flagColumns } from "../data/flag.ts";
import type { Replicates } from "../data/replicates.ts";
import type { Values } from "../data/setting.ts";
import { tableOf } from "../data/table.ts";
import { Troubles } from "../data/trouble.ts";
import type { Wells } from "../data/well.ts";
import { checks } from "./checks/index.ts";
import { qualitySettings } from "./checks/settings.ts";
import { average } from "./replicates.ts";
import { stage } from "./stage.ts";

export interface QualityInput {
  readonly wells: Wells;
}

export interface QualityOutput {
  readonly flags: readonly Flag[];
  /** 1: the well is left out of every mean. The only place where exclusions are decided. */
  readonly excluded: Uint8Array;
  readonly replicates: Replicates;
}

/** What is wrong with wells, samples and cards, and which wells are left out of the means. */
export const quality = stage({
  name: "quality",
  title: "Quality",
  settings: qualitySettings,
  tables: [
    {
      name: "quality",
      columns: flagColumns,
      rows: (output: QualityOutput) => tableOf(flagColumns, output.flags as readonly Row<typeof flagColumns>[]),
    },
  ],
  run({ wells }: QualityInput, set: Values<typeof qualitySettings>): QualityOutput {
    demandReferences(wells);
    const excluded = wells.omitted.slice();
    const replicates = average(wells, excluded, set.ct_limit);
    const flags: Flag[] = [];
    for (const { name, look } of checks)
      look({ wells, replicates, set }, (flag) => flags.push({ check: name, ...flag }));
    return { flags, excluded, replicates };
  },
  summarise({ flags, excluded }, { wells }, set) {
    const count = (level: Flag["level"]) => flags.filter((flag) => flag.level === level).length;
    const left = excluded.reduce((sum, one) => sum + one, 0);
    const grave = flags.filter((flag) => flag.level === "caution" && flag.scope !== "well");
    return {
      headline: `${count("caution")} cautions and ${count("note")} notes were raised; ${left} of ${wells.length} wells are left out of the means.`,
      counts: [
        { label: "Wells left out", value: left },
        { label: "Cautions", value: count("caution") },
        { label: "Notes", value: count("note") },
      ],
      findings: findings(flags),
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
          columns: flagColumns,
          rows: grave.slice(0, MOST) as readonly Row<typeof flagColumns>[],
        },
      ].filter((table) => table.rows.length > 0),
      figures: [],
      methods: `Wells left out in the instrument's software were not used. A Ct at or above ${set.ct_limit} cycles counts as not detected. Technical replicates were averaged on the Ct scale.`,
    };
  },
});

/** Rows of the report's table; the others are in quality.csv. */
const MOST = 40;

function findings(flags: readonly Flag[]) {
  const of = (name: string) => flags.filter((flag) => flag.check === name);
  const say = (name: string, text: (flags: readonly Flag[]) => string, level: "caution" | "warning" = "caution") => {
    const raised = of(name).filter((flag) => flag.level === "caution");
    return raised.length > 0 ? [{ level, text: text(raised) }] : [];
  };
  const samples = (raised: readonly Flag[]) => new Set(raised.map((flag) => flag.sample)).size;
  return [
    ...say(
      "vendor-mean",
      (raised) =>
        `${raised.length} wells hold another Ct than the vendor's own mean of them: their files were edited after analysis.`,
      "warning",
    ),
    ...say("missing-reference", (raised) => `${samples(raised)} samples lack a Ct of a reference gene.`),
    ...say("detection-rate", (raised) => `${raised.length} samples have few detected assays and may have failed.`),
    ...say("missing-sample", (raised) => `${raised.length} listed samples are in no export.`),
    ...say("missing-assay", (raised) => `${raised.length} samples lack wells of some assays.`),
    ...say("replicate-spread", (raised) => `${raised.length} assays have replicates that disagree.`),
    ...say("replicate-detection", (raised) => `${raised.length} assays amplified in some of their replicates only.`),
  ];
}

/** @throws {Trouble} when a card with the panel's assays has no well of a reference gene: its dCt would be another's. */
function demandReferences(wells: Wells): void {
  const troubles = new Troubles();
  const { assays, references } = wells.panel;
  const seen = new Uint8Array(wells.cards.length * assays.length);
  const analysed = new Uint8Array(wells.cards.length);
  for (let row = 0; row < wells.length; row++) {
    seen[wells.card[row]! * assays.length + wells.assay[row]!] = 1;
    if (wells.samples[wells.sample[row]!]!.subject !== "") analysed[wells.card[row]!] = 1;
  }
  wells.cards.forEach(({ card, file }, index) => {
    if (analysed[index] === 0) return;
    const lacking = references.filter((assay) => seen[index * assays.length + assay] === 0);
    if (lacking.length === 0) return;
    const names = lacking.map((assay) => `${assays[assay]!.gene} (${assays[assay]!.assay})`).join(", ");
    troubles.add({
      code: "reference-missing",
      file,
      text: `the card "${card}" has no well of the reference gene ${names}.`,
    });
  });
  troubles.stop();
}

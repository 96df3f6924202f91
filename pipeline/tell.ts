import { momentName } from "../data/contrast.ts";
import type { Provenance } from "../data/provenance.ts";
import type { Report } from "../data/report.ts";
import type { AssociationOutput } from "../stages/association-output.ts";
import type { ChangeOutput } from "../stages/change.ts";
import type { ExpressionOutput } from "../stages/expression.ts";
import type { QualityOutput } from "../stages/quality.ts";
import type { Done } from "./analyse.ts";
import { stages } from "./settings.ts";
import type { Study } from "./study.ts";
import { traceOf } from "./trace.ts";

interface Outputs {
  readonly quality: QualityOutput;
  readonly expression: ExpressionOutput;
  readonly change: ChangeOutput;
  readonly association: AssociationOutput;
}

/** Collects what the stages say into the report's content. */
export function tell(study: Study, outputs: Outputs, done: readonly Done[], provenance: Provenance): Report {
  const sections = done.map(({ name, title, summary }) => ({ name, title, summary: summary() }));
  const genes = study.panel.assays.filter((assay) => assay.role === "target").length;
  const outcomes = study.outcomes.map(({ name }) => name).join(", ");
  return {
    study: study.name,
    sentence: `Expression of ${genes} genes relative to ${study.panel.references.length} reference genes in blood of ${outputs.change.changes.subjects.length} subjects at ${study.moments.map(momentName).join(", ")}${outcomes && `, and its concordance with ${outcomes}`}.`,
    verdict: ["change", "outcome", "association"].flatMap((name) =>
      sections
        .filter((section) => section.name === name)
        .flatMap(({ summary }) => summary.verdict ?? [summary.headline]),
    ),
    flow: flow(study, outputs),
    sections,
    dictionary: Object.values(stages).flatMap(({ name: stage, tables }) =>
      (sections.some(({ name }) => name === stage) ? tables : []).map(({ name, columns }) => ({
        table: `${name}.csv`,
        columns,
      })),
    ),
    provenance,
    trace: traceOf(outputs),
    command: "deltact run STUDY --out DIR",
  };
}

/** Participants from treatment to the comparisons; those left out are counted, never named. */
function flow({ consent, roster, moments, contrasts }: Study, { expression, change }: Outputs): Report["flow"] {
  const all = consent.admitted.size + consent.notConsented + consent.withdrawn;
  const sampled = new Set(roster.samples.filter(({ subject }) => subject !== "").map(({ subject }) => subject));
  const { wells, samples, reference } = expression;
  const withReference = samples.filter((sample) => !Number.isNaN(reference.ct[sample]!));
  const at = (moment: (typeof moments)[number]) =>
    change.moments.subjects.filter((subject) => change.moments.find(subject, moment) >= 0).length;
  return [
    { label: "Subjects in the study", value: all, note: "rows of the subjects table" },
    {
      label: "Consented",
      value: consent.admitted.size,
      note: `${consent.notConsented} without consent, ${consent.withdrawn} withdrawn`,
    },
    { label: "Sampled", value: sampled.size, note: "at least one sample listed" },
    ...moments.map((moment) => ({
      label: `Sample at ${momentName(moment)}`,
      value: at(moment),
      note: "subjects with wells on a card",
    })),
    {
      label: "With a dCt",
      value: new Set(withReference.map((sample) => wells.samples[sample]!.subject)).size,
      note: `${withReference.length} of ${samples.length} samples`,
    },
    ...contrasts.map(({ name, from, to }) => ({
      label: `Pairs in ${name}`,
      value: change.moments.subjects.filter(
        (subject) => change.moments.find(subject, from) >= 0 && change.moments.find(subject, to) >= 0,
      ).length,
      note: `${momentName(from)} and ${momentName(to)}`,
    })),
  ];
}

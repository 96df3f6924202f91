import { momentName } from "../data/contrast.ts";
import type { Finding } from "../data/finding.ts";
import type { Provenance } from "../data/provenance.ts";
import type { Report } from "../data/report.ts";
import type { Summary } from "../data/summary.ts";
import type { AssociationOutput } from "../stages/association-output.ts";
import type { ChangeOutput } from "../stages/change.ts";
import type { ExpressionOutput } from "../stages/expression-output.ts";
import type { QualityOutput } from "../stages/quality.ts";
import type { Done } from "./analyse.ts";
import { flowOf } from "./flow.ts";
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
export function tell(
  study: Study,
  outputs: Outputs,
  done: readonly Done[],
  provenance: Provenance,
  notes: readonly string[],
): Report {
  const sections = done.map(({ name, title, about, summary }) => ({
    ...{ name, title, about },
    summary: name === "wells" ? withNotes(summary(), notes, provenance) : summary(),
  }));
  const genes = study.panel.assays.filter((assay) => assay.role === "target").length;
  const outcomes = study.outcomes.map(({ name }) => name).join(", ");
  return {
    study: study.name,
    sentence: `Expression of ${genes} genes relative to ${study.panel.references.length} reference genes in blood of ${outputs.change.changes.subjects.length} subjects at ${study.moments.map(momentName).join(", ")}${outcomes && `, and its concordance with ${outcomes}`}.`,
    verdict: ["change", "outcome", "association", "sensitivity"].flatMap((name) =>
      sections
        .filter((section) => section.name === name)
        .flatMap(({ summary }) => summary.verdict ?? [summary.headline]),
    ),
    flow: flowOf(study, outputs),
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

/** What is known of the exports beyond what they hold. */
function withNotes(summary: Summary, notes: readonly string[], { pseudonyms }: Provenance): Summary {
  const findings: Finding[] = notes.map((text) => ({ level: "caution", text }));
  if (pseudonyms) {
    const text = `Subjects, samples, cards and exports are told by pseudonyms; the key that made them has the fingerprint ${pseudonyms.key}.`;
    findings.push({ level: "note", text });
  }
  return { ...summary, findings: [...findings, ...summary.findings] };
}

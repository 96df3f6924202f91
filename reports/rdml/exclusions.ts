import type { RunTables } from "../../data/run-tables.ts";
import { tableRows } from "../../data/table-rows.ts";

/** A well, as exclusions find it. */
export interface WellNamed {
  readonly card: string;
  readonly well: number | undefined;
  readonly sample: string;
  readonly assay: string;
  readonly gene: string;
}

interface Rule {
  readonly card: string;
  readonly well: number | undefined;
  readonly sample: string;
  readonly assay: string;
  readonly reason: string;
}

/** The laboratory's own, whose every row leaves out. */
const LABORATORY = "laboratory";

/**
 * Why a well is in no mean of the run beside what the instrument's software left out: the flags of quality.csv that are the laboratory's, or of checks that
 * quality.exclude names. What a flag does not name may be any; none where the run has no quality.csv.
 */
export function exclusionsOf(run: RunTables): (well: WellNamed) => string[] {
  if (!run.tables.some(({ name }) => name === "quality")) return () => [];
  const named = run.record.settings.find(({ name }) => name === "quality.exclude")?.value ?? "";
  const checks = new Set(named.split(/[\s,]+/));
  const flags = tableRows(run, "quality", ["check", "scope", "card", "well", "sample", "assay", "reason"]);
  const [check, scope, card, sample, assay, reason] = ["check", "scope", "card", "sample", "assay", "reason"].map(
    flags.text,
  ) as [Text, Text, Text, Text, Text, Text];
  const well = flags.number("well");
  const bySample = new Map<string, Rule[]>();
  const byCard = new Map<string, Rule[]>();
  for (let row = 0; row < flags.length; row++) {
    const isPart = scope(row) !== "card" && scope(row) !== "study";
    if (check(row) !== LABORATORY && !(checks.has(check(row)) && isPart)) continue;
    const rule = { card: card(row), well: well(row), sample: sample(row), assay: assay(row), reason: reason(row) };
    const [rules, key] = rule.sample === "" ? [byCard, rule.card] : [bySample, rule.sample];
    rules.set(key, [...(rules.get(key) ?? []), rule]);
  }
  return (one) =>
    [...(bySample.get(one.sample) ?? []), ...(byCard.get(one.card) ?? []), ...(byCard.get("") ?? [])]
      .filter((rule) => isMeant(one, rule))
      .map(({ reason }) => reason);
}

type Text = (row: number) => string;

function isMeant({ card, well, assay, gene }: WellNamed, rule: Rule): boolean {
  return (
    (rule.card === "" || rule.card === card) &&
    (rule.well === undefined || rule.well === well) &&
    (rule.assay === "" || [assay, gene, `${gene}-${assay}`].includes(rule.assay))
  );
}

import { quote } from "../../data/trouble.ts";
import { textIn } from "./cells.ts";
import { fold } from "./fold.ts";
import type { Cut } from "./intake.ts";
import type { ColumnKind, Plain } from "./layout.ts";
import { MEAN_OF_NONE, noAmplification } from "./no-amplification.ts";

/** The cells of a row that people wrote, as they may contradict each other; undefined: there is no such column. */
interface PlainCells {
  readonly assay: string;
  readonly ct: string;
  readonly omitted: string | undefined;
  readonly flags: readonly string[];
}

/** What is wrong with a row; undefined: nothing. */
export function faultIn(
  cut: Cut,
  columns: Readonly<Record<ColumnKind, number>>,
  flagTexts: readonly number[],
  { noCqFlags, flagsHold }: Plain,
): string | undefined {
  const omitted = columns.omitted >= 0 ? columns.omitted : columns.included;
  const cells = { assay: textIn(cut, columns.assay), ct: textIn(cut, columns.ct) };
  const flags = flagTexts.map((column) => textIn(cut, column));
  const said = omitted < 0 ? undefined : textIn(cut, omitted);
  return faultOf({ ...cells, flags, omitted: said }, flagsHold ? [] : noCqFlags);
}

/** Whether a flag of the row says that no amplification was seen. */
export function flagsSayNoCq(cut: Cut, flagTexts: readonly number[], { noCqFlags }: Plain): boolean {
  return flagTexts.some((column) => noCqFlags.includes(fold(textIn(cut, column))));
}

/** What is wrong with such a row; undefined: nothing. `noCqFlags`: flags that say that no amplification was seen. */
function faultOf({ assay, ct, omitted, flags }: PlainCells, noCqFlags: readonly string[]): string | undefined {
  const value = fold(ct);
  if (fold(assay) === "") return value === "" ? undefined : `holds the Ct ${quote(ct)} and names no assay.`;
  if (omitted !== undefined && !truths.has(fold(omitted)))
    return `${quote(omitted)} does not tell whether the well is left out: yes or no, true or false, 1 or 0 was expected.`;
  const flag = flags.find((flag) => noCqFlags.includes(fold(flag)));
  if (flag === undefined || value === "" || value === MEAN_OF_NONE || noAmplification.has(value)) return undefined;
  return `the flag ${quote(flag)} stands beside the Ct ${quote(ct)}; in study.yaml, \`columns:\` can say which of them holds: \`no_ct_flags: [${flag.trim()}]\` for the flag, or no \`flag:\` for the number.`;
}

const truths = new Set(["", "-", "true", "false", "t", "f", "yes", "no", "y", "n", "1", "0"]);

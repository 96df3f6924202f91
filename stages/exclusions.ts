import type { Exclusion } from "../data/exclusion.ts";
import type { Flag } from "../data/flag.ts";
import { listing, quote, Trouble, Troubles } from "../data/trouble.ts";
import type { Wells } from "../data/well.ts";
import { WellPlaces } from "./well-places.ts";

/** Wells that are left out for one reason. */
export interface Excluded {
  /** The check that tells of them. */
  readonly check: string;
  /** What tells this reason from others: the line of the laboratory's table, or the check. */
  readonly name: string;
  readonly reason: string;
  readonly scope: Flag["scope"];
  /** Rows of the wells. */
  readonly rows: readonly number[];
}

/** Left out in the instrument's software; then each row of the laboratory's table. */
export function givenExclusions(wells: Wells, listed: readonly Exclusion[]): Excluded[] {
  const omitted: number[] = [];
  for (let row = 0; row < wells.length; row++) if (wells.omitted[row] === 1) omitted.push(row);
  const places = new WellPlaces(wells);
  const troubles = new Troubles();
  const laboratory = listed.map((one): Excluded => {
    const { scope, reason, person, date, file, line } = one;
    const rows = places.rowsOf(one);
    if (rows.length === 0) {
      const { card = "", well = "", sample = "", assay = "" } = one;
      const named = Object.entries({ card, well, sample, assay }).flatMap(([word, name]) =>
        name === "" ? [] : [`the ${word} ${quote(String(name))}`],
      );
      troubles.add({
        code: "exclusion-unmatched",
        file,
        line,
        text: `no well that is read is of ${named.join(", ")}.`,
      });
    }
    return { check: "laboratory", name: `${file} line ${line}`, reason: `${reason} (${person}, ${date})`, scope, rows };
  });
  troubles.stop();
  const software = { check: "omitted", name: "omitted", reason: "left out in the instrument's software" };
  return omitted.length > 0 ? [{ ...software, scope: "well", rows: omitted }, ...laboratory] : laboratory;
}

/**
 * What the flags of the checks named in quality.exclude leave out: each well, sample or assay in a sample that they are
 * raised on, notes too. What is said of a whole card or of the study leaves nothing out.
 */
export function ruledExclusions(wells: Wells, flags: readonly Flag[], checks: readonly string[]): Excluded[] {
  const places = new WellPlaces(wells);
  return checks.flatMap((check) => {
    const own = flags.filter((flag) => flag.check === check && isPart(flag));
    const rows = [...new Set(own.flatMap((flag) => places.rowsOf(flag)))].sort((a, b) => a - b);
    const reason = `quality.exclude names the check ${check}`;
    return rows.length > 0 ? [{ check, name: check, reason, scope: own[0]!.scope, rows }] : [];
  });
}

/** Whether a flag is on wells that can be told from the others of their card. */
export function isPart({ scope }: Pick<Flag, "scope">): boolean {
  return scope !== "card" && scope !== "study";
}

/** @throws {Trouble} where quality.exclude names what is no check. */
export function checksNamed(exclude: string, known: readonly string[]): string[] {
  const names = exclude.split(/[\s,]+/).filter((name) => name !== "");
  const wrong = names.filter((name) => !known.includes(name));
  if (wrong.length === 0) return names;
  const text = `${listing(wrong)} is no check; the checks are ${listing(known, 40)}.`;
  throw new Trouble([{ code: "study-value", file: "study.yaml", column: "quality.exclude", text }]);
}

/** 1: the well is left out of every mean. The only place where exclusions become one. */
export function excludedWells(wells: Wells, all: readonly Excluded[]): Uint8Array {
  const excluded = new Uint8Array(wells.length);
  for (const { rows } of all) for (const row of rows) excluded[row] = 1;
  return excluded;
}

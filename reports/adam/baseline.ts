import type { Part } from "./measured.ts";

interface Moments {
  readonly moments: readonly { readonly visit: string; readonly time: string }[];
  readonly contrasts: readonly { readonly from: { readonly visit: string; readonly time: string } }[];
}

interface Values {
  readonly subject: (row: number) => string;
  readonly assay: (row: number) => string;
  readonly visit: (row: number) => string;
  readonly time: (row: number) => string;
  readonly deltaCt: (row: number) => number | undefined;
}

/** A variable with its values by row of expression.csv. */
type BaselinePart = Omit<Part, "at"> & { readonly value: (row: number) => string | number | undefined };

/**
 * ABLFL, BASE and CHG: the baseline is the dCt of the subject's sample at the first moment of the study, if a contrast starts
 * there. None of the three where no contrast does, or the design is not told.
 */
export function baselines(design: Moments | undefined, of: Values, rows: readonly number[]): BaselinePart[] {
  const first = design?.moments[0];
  if (!first || !design.contrasts.some(({ from }) => from.visit === first.visit && from.time === first.time)) return [];
  const isFirst = (row: number) => of.visit(row) === first.visit && of.time(row) === first.time;
  const bySubject = new Map<string, Map<string, number>>();
  for (const row of rows) {
    const value = of.deltaCt(row);
    if (!isFirst(row) || value === undefined) continue;
    const own = bySubject.get(of.subject(row)) ?? new Map<string, number>();
    bySubject.set(of.subject(row), own.set(of.assay(row), value));
  }
  const base = (row: number) => bySubject.get(of.subject(row))?.get(of.assay(row));
  const at = `${first.visit} ${first.time}`;
  return [
    {
      ...{ name: "ABLFL", label: "Baseline Record Flag", dataType: "string", origin: "Derived" },
      derivation: `Y where the record is of ${at} and has a value; else blank`,
      value: (row) => (isFirst(row) && of.deltaCt(row) !== undefined ? "Y" : ""),
    },
    {
      ...{ name: "BASE", label: "Baseline Value", dataType: "float", origin: "Derived" },
      derivation: `AVAL of the subject's record of the parameter with ABLFL = Y (${at}); missing where there is none`,
      value: base,
    },
    {
      ...{ name: "CHG", label: "Change from Baseline", dataType: "float", origin: "Derived" },
      derivation:
        "AVAL - BASE, in cycles: the negative of the log2 change; missing at the baseline itself, and where either is missing",
      value: (row) => {
        const [value, from] = [of.deltaCt(row), base(row)];
        return isFirst(row) || value === undefined || from === undefined ? undefined : value - from;
      },
    },
  ];
}

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Panel } from "../data/panel.ts";
import type { Sample } from "../data/sample.ts";
import { defaults } from "../data/setting.ts";
import { rowsOf } from "../data/table.ts";
import { MEASURED, UNDETERMINED, Wells } from "../data/well.ts";
import { expression } from "../stages/expression.ts";
import { normalisers } from "../stages/normalisers/index.ts";
import { completeByOffsets } from "../stages/normalisers/offsets.ts";
import { quality } from "../stages/quality.ts";

/** A well's Ct in cycles; null is undetermined. */
type Ct = number | null;

/** Of each sample: whose it is, the Ct of the references R1, R2 ..., and of the target T. A list is replicates. */
interface Made {
  readonly subject?: string;
  readonly references: readonly (Ct | readonly Ct[])[];
  readonly target?: Ct | readonly Ct[];
}

const list = (cts: Ct | readonly Ct[]): readonly Ct[] => (typeof cts === "object" && cts !== null ? cts : [cts]);

/** The samples through quality and expression: the rows of the target T, one a sample. */
function normalised(
  samples: readonly Made[],
  set: Partial<Parameters<typeof expression.run>[1] & Parameters<typeof quality.run>[1]> = {},
) {
  const genes = samples[0]!.references.length;
  const references = Array.from({ length: genes }, (_, at) => at);
  const assay = (gene: string, role: "reference" | "target") => ({ assay: gene, gene, category: "", role });
  const panel: Panel = {
    file: "panel.csv",
    assays: [...references.map((at) => assay(`R${at + 1}`, "reference")), assay("T", "target")],
    references,
    byText: new Map(),
  };
  const named = samples.map(({ subject = "A" }, at): Sample => {
    const moment = { visit: `V${at + 1}`, time: "pre", hours: 0, collected: "", columns: {} };
    return { sample: `s${at + 1}`, card: "", subject, ...moment, line: at + 2 };
  });
  const wells = new Wells(panel, named);
  wells.cards.push({ card: "C", file: "C.txt", format: "made", run: "", columns: 24 });
  samples.forEach((made, sample) => {
    [...made.references, made.target === undefined ? 25 : made.target].forEach((cts, assay) => {
      for (const ct of list(cts)) {
        const row = wells.add();
        wells.well[row] = row + 1;
        wells.sample[row] = sample;
        wells.assay[row] = assay;
        wells.ct[row] = ct ?? Number.NaN;
        wells.state[row] = ct === null ? UNDETERMINED : MEASURED;
        wells.vendorMean[row] = Number.NaN;
      }
    });
  });
  wells.trim();
  const looked = quality.run(
    { wells, exclusions: [], moments: [], contrasts: [], subjects: [] },
    { ...defaults(quality.settings), ...set },
  );
  const output = expression.run({ wells, quality: looked, moments: [] }, { ...defaults(expression.settings), ...set });
  const rows = [...rowsOf(expression.tables[0]!.rows(output))] as Record<string, string | number | undefined>[];
  return rows.filter((row) => row.assay === "T");
}

const column = (rows: ReturnType<typeof normalised>, name: string) => rows.map((row) => row[name]);

describe("a missing reference gene is estimated by the least-squares fit of sample and gene", () => {
  interface Case {
    readonly name: string;
    readonly input: { readonly ct: readonly Ct[][] };
    readonly result: { readonly complete: readonly Ct[][]; readonly reference: readonly Ct[] };
  }
  const { cases }: { cases: Case[] } = JSON.parse(
    readFileSync(new URL("./reference/offsets.json", import.meta.url), "utf8"),
  );
  /** Cycles. The fit is iterated until it moves less than 1e-12; R's is solved at once. */
  const near = (got: unknown, want: Ct, where: string) => {
    if (want === null) expect(got, where).toBeNaN();
    else expect(Math.abs(Number(got) - want), `${where}: ${got}, R ${want}`).toBeLessThan(1e-9);
  };

  test.each(cases)("as R's lm(ct ~ sample + gene) has it: $name", ({ input, result }) => {
    const complete = completeByOffsets(input.ct.map((row) => Float64Array.from(row, (ct) => ct ?? Number.NaN)));
    expect(complete).toHaveLength(result.complete.length);
    result.complete.forEach((row, sample) => {
      row.forEach((ct, gene) => void near(complete[sample]![gene], ct, `sample ${sample + 1}, gene ${gene + 1}`));
    });
    const rows = normalised(input.ct.map((references) => ({ references })));
    result.reference.forEach((ct, sample) => {
      if (ct === null) expect(rows[sample]).toMatchObject({ reference_ct: undefined, state: "no-reference" });
      else near(rows[sample]!.reference_ct, ct, `reference Ct of sample ${sample + 1}`);
    });
  });

  test("by hand: the hole is the sample's offset and the gene's from the other sample", () => {
    // R1 and R2 are 1 cycle later in s2 than in s1, so R3 is too: 27 + 1 = 28, and the mean (21 + 23 + 28) / 3 = 24.
    const rows = normalised([{ references: [20, 22, 27] }, { references: [21, 23, null] }]);
    expect(column(rows, "reference_genes")).toEqual([3, 2]);
    expect(rows[0]!.reference_ct).toBe(23);
    expect(rows[1]!.reference_ct).toBeCloseTo(24, 11);
    expect(rows[1]!.delta_ct).toBeCloseTo(25 - 24, 11);
    // Never the mean of what is left, (21 + 23) / 2 = 22.
    expect(rows[1]!.reference_ct).not.toBeCloseTo(22, 1);
    expect(column(rows, "state")).toEqual(["measured", "measured"]);
  });

  test("each gene counts once, and its replicates' mean is what is fitted", () => {
    const replicates = normalised([
      { references: [[19.5, 20.5], 22, 27] },
      { references: [21, [22.5, 23, 23.5], [null, null]] },
    ]);
    expect(replicates[1]!.reference_ct).toBeCloseTo(24, 11);
  });

  test("the samples of other subjects change nothing, to the bit", () => {
    const own = [{ references: [20.123, 22.456, 27.789] }, { references: [21.234, 23.567, null] }];
    const alone = normalised(own);
    const among = normalised([
      { references: [30.1, null, 31.7], subject: "B" },
      ...own,
      { references: [12.3, 14.4, 11.8], subject: "B" },
    ]);
    expect(column(among.slice(1, 3), "delta_ct")).toEqual(column(alone, "delta_ct"));
  });

  test("a sample that has them all keeps its own mean, whatever its neighbours lack", () => {
    const rows = normalised([{ references: [20.1, 22.2, 27.3] }, { references: [21, null, 28] }]);
    expect(rows[0]!.reference_ct).toBe((20.1 + 22.2 + 27.3) / 3);
  });

  test("the spread of an estimated reference is not told: its replicates are not there", () => {
    const rows = normalised([
      {
        references: [
          [20, 20.2],
          [22, 22.2],
          [27, 27.2],
        ],
        target: [25, 25.2],
      },
      {
        references: [
          [21, 21.2],
          [23, 23.2],
          [null, null],
        ],
        target: [25, 25.2],
      },
    ]);
    // The variance of two wells 0.2 apart is 0.2^2 / 2 = 0.02: sqrt(0.02 + 3 * 0.02 / 3^2).
    expect(rows[0]!.delta_ct_sd).toBeCloseTo(Math.sqrt(0.02 + 0.06 / 9), 12);
    expect(rows[1]).toMatchObject({ state: "measured", delta_ct_sd: undefined, delta_ct_se: undefined });
  });
});

describe("where nothing can be estimated there is no dCt, and the state says so", () => {
  const whole = { references: [20, 22, 27, 24] };
  const cases: Readonly<Record<string, { samples: readonly Made[]; without: readonly number[] }>> = {
    "half of the references missing": {
      samples: [whole, { references: [21, null, null, 25] }],
      without: [1],
    },
    "more than half missing": { samples: [whole, { references: [null, null, null, 25] }], without: [1] },
    "all missing": { samples: [whole, { references: [null, null, null, null] }], without: [1] },
    "just below half missing, which is enough": {
      samples: [{ references: [20, 22, 27] }, { references: [21, 23, null] }],
      without: [],
    },
    "the only reference missing": { samples: [{ references: [20] }, { references: [null] }], without: [1] },
    "one of two references missing": { samples: [{ references: [20, 22] }, { references: [21, null] }], without: [1] },
    "a subject with one sample": { samples: [{ references: [20, 22, null, 24] }], without: [0] },
    "a subject with one sample beside others": {
      samples: [{ references: [20, 22, null, 24] }, { ...whole, subject: "B" }, { ...whole, subject: "C" }],
      without: [0],
    },
    "a gene missing in all of the subject's samples": {
      samples: [{ references: [20, null, 27, 24] }, { references: [21, null, 28, 25] }, { ...whole, subject: "B" }],
      without: [0, 1],
    },
    "a gene seen only in a sample that lacks half": {
      samples: [{ references: [20, null, 27, 24] }, { references: [null, 22, null, 25] }],
      without: [0, 1],
    },
    "two samples, each lacking another gene": {
      samples: [{ references: [20, null, 27, 24] }, { references: [21, 23, 28, null] }],
      without: [],
    },
  };
  test.each(Object.entries(cases))("%s", (_, { samples, without }) => {
    const rows = normalised(samples);
    rows.forEach((row, at) => {
      if (without.includes(at)) {
        expect(row.state).toBe("no-reference");
        for (const name of ["reference_ct", "delta_ct", "expression", "log2_expression", "delta_ct_sd", "delta_ct_se"])
          expect(row[name], name).toBeUndefined();
        expect(row.ct, "raw Ct is kept, and is not a dCt").toBe(25);
      } else {
        expect(row.state).toBe("measured");
        expect(row.delta_ct).toBe(25 - Number(row.reference_ct));
      }
    });
  });

  test("a target that was not detected says that there is no reference, which comes first", () => {
    const rows = normalised([{ references: [20, null], target: null }]);
    expect(column(rows, "state")).toEqual(["no-reference"]);
  });
});

describe("missing_reference: exclude", () => {
  test("a sample that lacks one reference has no dCt; the others have theirs", () => {
    const samples = [{ references: [20, 22, 27] }, { references: [21, 23, null] }, { references: [20, 23, 29] }];
    const rows = normalised(samples, { missing_reference: "exclude" });
    expect(column(rows, "state")).toEqual(["measured", "no-reference", "measured"]);
    expect(column(rows, "delta_ct")).toEqual([25 - 23, undefined, 25 - 24]);
    expect(column(rows, "reference_genes")).toEqual([3, 2, 3]);
  });
});

describe("a reference Ct at or above the limit counts as missing", () => {
  const samples = [{ references: [20, 22, 27] }, { references: [21, 23, 38] }];
  test.each([
    { limit: 38.001, reference: (21 + 23 + 38) / 3, genes: 3 },
    { limit: 38, reference: 24, genes: 2 }, // as by hand above: 27 + 1 in place of 38
  ])("a Ct of 38 with the limit at $limit", ({ limit, reference, genes }) => {
    const row = normalised(samples, { ct_limit: limit })[1]!;
    expect(row.reference_genes).toBe(genes);
    expect(row.reference_ct).toBeCloseTo(reference, 11);
  });

  test("under exclude it leaves the sample out", () => {
    const rows = normalised(samples, { ct_limit: 38, missing_reference: "exclude" });
    expect(column(rows, "state")).toEqual(["measured", "no-reference"]);
  });
});

test("every normaliser of the shelf can be chosen, and has a sentence for the methods", () => {
  expect(normalisers.map((one) => one.name)).toEqual(expression.settings.normaliser.choices);
});

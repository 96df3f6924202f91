import { describe, expect, test } from "vitest";
import type { Figure } from "../data/figure.ts";
import type { Panel } from "../data/panel.ts";
import { defaults } from "../data/setting.ts";
import { MEASURED, NO_RESULT, UNDETERMINED, Wells } from "../data/well.ts";
import { quality } from "../stages/quality.ts";
import { nothingKnown } from "./subjects.ts";

// What the quality section tells of small studies made by hand.

/** A Ct; "u" undetermined, "b" blank; `out`: left out in the instrument's software. */
interface Well {
  readonly card?: string;
  readonly well: number;
  readonly sample?: string;
  readonly assay: "R" | "G" | "H";
  readonly ct: number | "u" | "b";
  readonly out?: true;
}

const moment = { visit: "V", time: "pre" };

function told(made: readonly Well[], columns = 24, samples = [{ sample: "s", card: "" }]) {
  const assay = (gene: string, role: "reference" | "target") => ({ assay: gene, gene, category: "", role });
  const panel: Panel = {
    ...{ file: "panel.csv", references: [0], byText: new Map() },
    assays: [assay("R", "reference"), assay("G", "target"), assay("H", "target")],
  };
  const rest = { subject: "A", ...moment, hours: 0, collected: "", columns: {} };
  const wells = new Wells(
    panel,
    samples.map((sample, line) => ({ ...rest, ...sample, line })),
  );
  const cards = [...new Set(made.map(({ card = "C" }) => card))];
  for (const card of cards)
    wells.cards.push({
      card,
      part: "",
      instrument: "",
      software: "",
      file: `${card}.txt`,
      format: "made",
      run: "",
      columns,
    });
  for (const { card = "C", well, sample = "s", assay, ct, out } of made) {
    const row = wells.add();
    wells.card[row] = cards.indexOf(card);
    wells.well[row] = well;
    wells.sample[row] = samples.findIndex((one) => one.sample === sample && (one.card === "" || one.card === card));
    wells.assay[row] = ["R", "G", "H"].indexOf(assay);
    wells.ct[row] = typeof ct === "number" ? ct : Number.NaN;
    wells.state[row] = ct === "u" ? UNDETERMINED : ct === "b" ? NO_RESULT : MEASURED;
    wells.omitted[row] = out ? 1 : 0;
    wells.vendorMean[row] = Number.NaN;
  }
  const set = defaults(quality.settings);
  const input = { wells, exclusions: [], contrasts: [], moments: [moment], study: nothingKnown };
  const { tables, figures } = quality.summarise(quality.run(input, set), input, set);
  return {
    left: tables.find(({ title }) => title === "What was left out"),
    samples: tables.find(({ title }) => title === "Samples")!.rows,
    cards: figures.filter((figure): figure is Extract<Figure, { kind: "card" }> => figure.kind === "card"),
    strips: figures.filter((figure): figure is Extract<Figure, { kind: "strip" }> => figure.kind === "strip"),
  };
}

const reference: Well = { well: 1, assay: "R", ct: 20 };

describe("what was left out", () => {
  test("nothing: no table", () => {
    expect(told([reference, { well: 2, assay: "G", ct: 30 }, { well: 3, assay: "H", ct: "u" }]).left).toBeUndefined();
  });

  test("by reason, and whether a value rests on fewer wells or is missing", () => {
    const { left } = told([
      reference,
      { well: 2, assay: "G", ct: 30 },
      { well: 3, assay: "G", ct: 30.1, out: true },
      { well: 4, assay: "G", ct: "u" },
      { well: 5, assay: "G", ct: 41 },
      { well: 6, assay: "H", ct: "b" },
      { well: 7, assay: "H", ct: 29, out: true },
    ]);
    expect(left!.rows).toMatchObject([
      { check: "omitted", wells: 2, samples: 1, fewer_wells: 1, missing_values: 1 },
      { check: "blank-ct", wells: 1, samples: 1, fewer_wells: 0, missing_values: 1 },
      { check: "replicate-detection", wells: 2, samples: 1, fewer_wells: 1, missing_values: 0 },
    ]);
    expect(left!.caption).toContain("1 value of an assay in a sample rests on fewer replicates, 1 value is missing");
  });
});

describe("cards", () => {
  test("a plate of 96 has 8 rows; a card without a caution is an example", () => {
    const [card] = told([reference, { well: 2, assay: "H", ct: 21 }, { well: 96, assay: "G", ct: 30 }], 12).cards;
    expect([card!.rows, card!.columns]).toEqual([8, 12]);
    expect(card!.wells[2]).toMatchObject({ position: "H12", row: 7, column: 11, ct: 30, flagged: false, out: false });
    expect(card!.caption).toContain("None of 1 card has a caution");
  });

  test("no figure of an unknown shape, nor of wells that hold several assays", () => {
    expect(told([reference, { well: 2, assay: "G", ct: 30 }], 0).cards).toEqual([]);
    expect(told([reference, { well: 1, assay: "G", ct: 30 }]).cards).toEqual([]);
  });

  test("samples are named where each row holds one", () => {
    const two = [
      { sample: "s", card: "" },
      { sample: "t", card: "" },
    ];
    const rows = told([reference, { well: 30, assay: "G", ct: 30 }, { ...reference, well: 49, sample: "t" }], 24, two);
    expect(rows.cards[0]!.ports).toEqual([
      { label: "s", row: 0, rows: 2 },
      { label: "t", row: 2, rows: 1 },
    ]);
    const mixed = [reference, { ...reference, well: 2, sample: "t" }, { well: 3, assay: "G" as const, ct: 30 }];
    expect(told(mixed, 24, two).cards[0]!.ports).toEqual([]);
  });

  test("a flag on replicates marks its own wells, also where two cards share the sample's name", () => {
    const two = [
      { sample: "s", card: "C" },
      { sample: "s", card: "D" },
    ];
    const of = (card: string, apart: number): Well[] => [
      { ...reference, card },
      { card, well: 2, assay: "G", ct: 25 },
      { card, well: 3, assay: "G", ct: 25 + apart },
      { card, well: 4, assay: "H", ct: 25 },
    ];
    const { cards, samples } = told([...of("C", 0), ...of("D", 3)], 24, two);
    expect(cards.map(({ title }) => title)).toEqual(["Card D"]);
    expect(cards[0]!.wells.map(({ flagged }) => flagged)).toEqual([false, true, true, false]);
    expect(cards[0]!.wells[1]!.said).toContain("replicate-spread");
    expect(cards[0]!.caption).toContain(
      "Every card that has a caution or a well left out is drawn, 1 of 2 cards; 1 have none",
    );
    expect(samples.map(({ card, cautions, checks }) => [card, cautions, checks])).toEqual([
      ["D", 1, "replicate-spread"],
      ["C", 0, undefined],
    ]);
  });
});

test("a sample without a Ct of a reference gene has no reference Ct, and the figure says so", () => {
  const { samples, strips } = told([
    { ...reference, ct: "u" },
    { well: 2, assay: "G", ct: 30 },
  ]);
  expect(samples[0]).toMatchObject({
    sample: "s",
    wells: 2,
    detected: 1,
    detection_rate: 0.5,
    reference_ct: undefined,
  });
  expect(strips).toEqual([]);
});

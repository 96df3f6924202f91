import { describe, expect, test } from "vitest";
import { Wells } from "../data/well.ts";
import { layoutOf } from "../stages/layout.ts";

// Cards made well by well: `of` tells the sample and the assay of each well, from 0; undefined: the well is empty.

type Place = readonly [sample: number, assay: number] | undefined;

function laidOut(size: number, of: (well: number) => Place | readonly Place[], columns = 24): string {
  const wells = new Wells({ file: "", assays: [], references: [], byText: new Map() }, []);
  const card = { file: "anything.txt", part: "", format: "made", instrument: "", software: "", run: "" };
  wells.cards.push({ card: "another", ...card, columns: 12 }, { card: "C", ...card, columns });
  const put = (index: number, well: number, [sample, assay]: NonNullable<Place>) => {
    const row = wells.add();
    wells.card[row] = index;
    wells.well[row] = well + 1;
    wells.sample[row] = sample;
    wells.assay[row] = assay;
  };
  // The rows of another card stand before those of the card and after.
  put(0, 0, [7, 9]);
  for (let well = 0; well < size; well++) {
    const places = of(well);
    const list = places === undefined ? [] : typeof places[0] === "number" ? [places as NonNullable<Place>] : places;
    for (const place of list as readonly Place[]) if (place) put(1, well, place);
  }
  const to = wells.length;
  put(0, 1, [8, 9]);
  return layoutOf(wells, 1, 1, to);
}

describe("cards of 384 wells", () => {
  test("96 assays on 4 samples, each by two ports", () => {
    expect(laidOut(384, (well) => [Math.floor(well / 96), well % 96])).toBe("96 x 4; ports 1-2, 3-4, 5-6, 7-8");
  });

  test("the codes and the order of the names do not matter", () => {
    expect(laidOut(384, (well) => [30 - Math.floor(well / 96), 500 - 3 * (well % 96)])).toBe(
      "96 x 4; ports 1-2, 3-4, 5-6, 7-8",
    );
  });

  test("48 assays on 8 samples, each by a port", () => {
    expect(laidOut(384, (well) => [Math.floor(well / 48), well % 48])).toBe("48 x 8; ports 1, 2, 3, 4, 5, 6, 7, 8");
  });

  test("24 assays on 8 samples in pairs of wells", () => {
    expect(laidOut(384, (well) => [Math.floor(well / 48), well % 24])).toBe("24 x 8 x 2; ports 1, 2, 3, 4, 5, 6, 7, 8");
    expect(laidOut(384, (well) => [Math.floor(well / 48), Math.floor((well % 48) / 2)])).toBe(
      "24 x 8 x 2; ports 1, 2, 3, 4, 5, 6, 7, 8",
    );
  });

  test("12 assays on 8 samples in fours", () => {
    expect(laidOut(384, (well) => [Math.floor(well / 48), well % 12])).toBe("12 x 8 x 4; ports 1, 2, 3, 4, 5, 6, 7, 8");
  });

  test("384 assays on one sample", () => {
    expect(laidOut(384, (well) => [0, well])).toBe("384 x 1");
  });

  test("a control in four of the wells", () => {
    expect(laidOut(384, (well) => [0, well < 4 ? 0 : well])).toBe("384 x 1; 1 of 381 assays in more wells than 1");
  });

  test("one assay in every well", () => {
    expect(laidOut(384, (well) => [Math.floor(well / 48), 0])).toBe("1 x 8 x 48; ports 1, 2, 3, 4, 5, 6, 7, 8");
  });

  test("a sample whose ports are apart", () => {
    const sampleOf = [0, 1, 0, 1, 2, 2, 3, 3];
    const assayOf = [0, 0, 1, 1, 0, 1, 0, 1];
    expect(
      laidOut(384, (well) => [sampleOf[Math.floor(well / 48)]!, 48 * assayOf[Math.floor(well / 48)]! + (well % 48)]),
    ).toBe("96 x 4; ports 1+3, 2+4, 5-6, 7-8");
  });

  test("samples side by side share the ports", () => {
    expect(laidOut(384, (well) => [(well % 24) % 4, Math.floor(well / 4)])).toBe("96 x 4; samples that share ports");
  });

  test("two results in every well: an assay and the control beside it", () => {
    expect(
      laidOut(384, (well) => [
        [Math.floor(well / 48), well % 48],
        [Math.floor(well / 48), 99],
      ]),
    ).toBe("96 x 8; 1 of 49 assays in more wells than 1; 768 results in 384 wells; ports 1, 2, 3, 4, 5, 6, 7, 8");
  });
});

describe("what is no such card", () => {
  test("five samples, of which the last two have half of the assays", () => {
    const sampleOf = (well: number) => (well < 336 ? Math.floor(well / 96) : 4);
    expect(laidOut(384, (well) => [sampleOf(well), well % 96])).toBe(
      "irregular: 384 wells, 5 samples, 96 assays; 96 of 480 pairs of sample and assay have no well",
    );
  });

  test("one well that is missing", () => {
    expect(laidOut(384, (well) => (well === 200 ? undefined : [Math.floor(well / 96), well % 96]))).toBe(
      "irregular: 383 wells, 4 samples, 96 assays; 1 of 384 pairs of sample and assay have no well",
    );
  });

  test("a well that holds another's assay twice", () => {
    expect(laidOut(192, (well) => [Math.floor(well / 96), well === 191 ? 0 : (well % 96) % 48])).toBe(
      "irregular: 192 wells, 2 samples, 48 assays; 2 assays with more wells in one sample than in another",
    );
  });

  test("a plate of 96 wells has no ports", () => {
    expect(laidOut(96, (well) => [Math.floor(well / 24), well % 24], 12)).toBe("24 x 4");
  });

  test("384 wells whose places are not known have none", () => {
    expect(laidOut(384, (well) => [Math.floor(well / 96), well % 96], 0)).toBe("96 x 4");
  });

  test("no well at all", () => {
    expect(laidOut(0, () => undefined)).toBe("no wells");
  });
});

import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import AdmZip from "adm-zip";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readCsv } from "../data/csv.ts";
import type { Export } from "../data/export.ts";
import type { Panel } from "../data/panel.ts";
import { panelColumns, panelOf } from "../data/panel.ts";
import { type Sample, sampleColumns } from "../data/sample.ts";
import { loadOpener, open } from "../pipeline/containers/open.ts";
import { writeCsv } from "../reports/table.ts";
import { formats } from "../stages/formats/index.ts";
import { sourceOf } from "../stages/formats/source.ts";
import { HEAD } from "../stages/formats/text.ts";
import { wells as stage } from "../stages/wells.ts";
import type { MadeCard, MadeWell, Writer } from "./formats/made-card.ts";
import { Attempts, type Subject } from "./fuzz/attempt.ts";
import { taken } from "./fuzz/taken.ts";

// What every format of the shelf must do, whatever it is made of: its sample export gives the golden wells, a card that was
// written is read back, no other format claims it, and whatever is done to its bytes, they are read or refused.

await loadOpener();
const folder = new URL("formats/", import.meta.url);
const writers = await Promise.all(
  formats.map(async ({ name }) => ((await import(`./formats/${name}/write.ts`)) as { writer: Writer }).writer),
);
const sampleOf = (format: string) => {
  const name = readdirSync(new URL(format, folder)).find((file) => file.startsWith("export."))!;
  return { name, bytes: readFileSync(new URL(`${format}/${name}`, folder)) };
};
const subjects = writers.map((writer): Subject => ({ writer, sample: sampleOf(writer.format).bytes }));
const text = (path: string) => readFileSync(new URL(path, folder), "utf8");
const panel = panelOf(readCsv("panel.csv", text("panel.csv"), panelColumns, ["gene", "role"]));
const samples = readCsv("samples.csv", text("samples.csv"), sampleColumns, ["sample"]).rows.map(
  ({ line, row: { sample = "", card = "", subject = "", visit = "", time = "" } }): Sample => ({
    ...{ sample, card, subject, visit, time, line },
    hours: undefined,
    collected: "",
    columns: {},
  }),
);

/** What the study says of the columns, for the formats that need it. */
type Columns = Export["columns"];

/** The sample export as the wells stage tells it. */
function csvOf(
  file: string,
  bytes: Uint8Array,
  columns: Columns,
  under: { panel: Panel; samples: readonly Sample[] },
): string {
  const output = stage.run({ ...under, exports: [open({ file, bytes, columns })], withheld: new Set() }, {});
  const parts: string[] = [];
  writeCsv(stage.tables[0]!.rows(output), (bytes) => parts.push(Buffer.from(bytes).toString()));
  return parts.join("");
}

const word = fc.constantFrom(
  "S1",
  "fp 3 day 3 v",
  "007",
  "10^6",
  "1E5",
  "SEPT2",
  "Ferré",
  "=1+1",
  "a,b",
  "18S",
  "hsa-let-7a#_002307",
);
const ct = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 1_000, max: 44_999 }).map((n) => (n / 1000).toFixed(3)) },
  { weight: 1, arbitrary: fc.constantFrom("undetermined", "blank", "38", "23.4567891") },
);

/** A valid card in a layout of its own: so many samples, each with the same assays, in the order of the wells. */
const madeCard: fc.Arbitrary<MadeCard> = fc
  .record({
    card: fc.constantFrom("card A", "B-17", "00012"),
    samples: fc.uniqueArray(word, { minLength: 1, maxLength: 4 }),
    assays: fc.uniqueArray(word, { minLength: 2, maxLength: 8 }),
    cts: fc.array(fc.tuple(ct, fc.boolean()), { minLength: 32, maxLength: 32 }),
  })
  .map(({ card, samples, assays, cts }) => ({
    card,
    wells: samples.flatMap((sample, block) =>
      assays.map((assay, at): MadeWell => {
        const [ct, omitted] = cts[block * assays.length + at]!;
        return { well: 96 * block + at + 1, sample, assay, task: at === 0 ? "reference" : "target", ct, omitted };
      }),
    ),
  }));

/** What of a card a format carries. */
function carried({ wells }: MadeCard, { lacks }: Writer): MadeWell[] {
  return wells
    .filter(({ ct }) => !(lacks as readonly string[]).includes(ct))
    .map((one, at) => ({
      ...one,
      well: lacks.includes("well") ? at + 1 : one.well,
      task: "target",
      ct: /^\d/.test(one.ct) ? String(Number(one.ct)) : one.ct,
      omitted: lacks.includes("omitted") ? false : one.omitted,
    }));
}

const byWell = (a: MadeWell, b: MadeWell) => a.well - b.well || (a.assay < b.assay ? -1 : 1);

describe.each(writers)("$format", (writer) => {
  const { format, ending } = writer;
  const columns = writer.columns && { map: writer.columns, from: "study.yaml line 1" };
  const { name, bytes } = sampleOf(format);
  const golden = text(`${format}/wells.csv`);

  test("the sample export gives the golden wells, to the byte", () => {
    expect(name).toBe(`export.${ending}`);
    expect(golden.split("\n").length).toBeGreaterThan(10);
    expect(csvOf(name, bytes, columns, { panel, samples })).toBe(golden);
  });

  test("no other format claims it, and its own does", () => {
    const source = sourceOf(open({ file: "export.bin", bytes, columns }), HEAD);
    expect(formats.filter((one) => one.recognise(source).length > 0).map((one) => one.name)).toEqual([format]);
  });

  test("a card that was written is read back", () => {
    fc.assert(
      fc.property(madeCard, (card) => {
        const given = {
          ...card,
          wells: card.wells.filter(({ ct }) => !(writer.lacks as readonly string[]).includes(ct)),
        };
        if (given.wells.length === 0) return;
        const got = taken(writer.write(given), writer.columns);
        expect(got.problems).toEqual([]);
        expect(got.wells.map(({ position: _, ...well }) => well).sort(byWell)).toEqual(
          carried(given, writer).sort(byWell),
        );
        if (!writer.lacks.includes("card")) expect(got.cards).toEqual([card.card]);
      }),
      { numRuns: 40, seed: 20261125 },
    );
  });

  test("compressed, or in an archive, it gives the same wells", () => {
    const archive = new AdmZip();
    archive.addFile(`cards/${name}`, bytes);
    const plain = taken(bytes, writer.columns).wells;
    expect(plain.length).toBeGreaterThan(8);
    expect(taken(gzipSync(bytes), writer.columns).wells).toEqual(plain);
    expect(taken(archive.toBuffer(), writer.columns).wells).toEqual(plain);
  });

  test("200 mutants are read right or refused in a sentence with a place", () => {
    const attempts = new Attempts(subjects.find((one) => one.writer === writer)!, subjects, 1);
    const verdicts = Array.from({ length: 200 }, (_, number) => ({ number, ...attempts.judge(attempts.make(number)) }));
    expect(verdicts.filter((verdict) => "fault" in verdict)).toEqual([]);
    // Of so many some are read as they were, and some refused: neither comes of itself.
    expect(verdicts.some((verdict) => "read" in verdict && verdict.read === "equal")).toBe(true);
    expect(verdicts.some((verdict) => "refused" in verdict)).toBe(true);
  });
});

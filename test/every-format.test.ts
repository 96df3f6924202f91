import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import AdmZip from "adm-zip";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readCsv } from "../data/csv.ts";
import type { Export } from "../data/export.ts";
import type { Assay, Panel } from "../data/panel.ts";
import { panelColumns, panelOf } from "../data/panel.ts";
import { type Sample, sampleColumns } from "../data/sample.ts";
import { Trouble, Troubles } from "../data/trouble.ts";
import { MEASURED, UNDETERMINED, Wells } from "../data/well.ts";
import { loadOpener, open } from "../pipeline/containers/open.ts";
import { writeCsv } from "../reports/table.ts";
import { discovering } from "../stages/formats/discovering.ts";
import { formats } from "../stages/formats/index.ts";
import { Intake } from "../stages/formats/intake.ts";
import { read as readExport } from "../stages/formats/read.ts";
import { sourceOf } from "../stages/formats/source.ts";
import { HEAD } from "../stages/formats/text.ts";
import { wells as stage } from "../stages/wells.ts";
import type { MadeCard, MadeWell, Writer } from "./formats/made-card.ts";

// What every format of the shelf must do, whatever it is made of: its sample export gives the golden wells, a card that was
// written is read back, no other format claims it, and whatever is done to its bytes, they are read or refused.

await loadOpener();
const folder = new URL("formats/", import.meta.url);
const writers = await Promise.all(
  formats.map(async ({ name }) => ((await import(`./formats/${name}/write.ts`)) as { writer: Writer }).writer),
);
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

/** What an export holds, whatever panel and samples there are. */
function taken(bytes: Uint8Array, columns: Columns): { wells: MadeWell[]; cards: string[]; troubles: Troubles } {
  const troubles = new Troubles();
  const assays: Assay[] = [];
  const wells = new Wells(discovering(assays), []);
  wells.assay = new Uint32Array(0);
  const intake = new Intake(wells, troubles);
  readExport(open({ file: "export.bin", bytes, columns }), intake);
  intake.finish(() => false);
  const rows = Array.from({ length: wells.length }, (_, row): MadeWell => {
    const state = wells.state[row]!;
    if ((state === MEASURED) !== (wells.ct[row]! > 0 && wells.ct[row]! <= 60))
      throw new Error(`row ${row} has the Ct ${wells.ct[row]} and the state ${state}`);
    return {
      well: wells.well[row]!,
      sample: intake.names[wells.sample[row]!]!.trim(),
      assay: assays[wells.assay[row]!]!.assay.trim(),
      task: "target",
      ct: state === MEASURED ? String(wells.ct[row]!) : state === UNDETERMINED ? "undetermined" : "blank",
      omitted: wells.omitted[row] === 1,
    };
  });
  return { wells: rows, cards: wells.cards.map(({ card }) => card), troubles };
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
  const name = readdirSync(new URL(format, folder)).find((file) => file.startsWith("export."))!;
  const bytes = readFileSync(new URL(`${format}/${name}`, folder));
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
        const got = taken(writer.write(given), columns);
        expect(got.troubles.problems).toEqual([]);
        expect(got.wells.map((well) => ({ ...well })).sort(byWell)).toEqual(carried(given, writer).sort(byWell));
        if (!writer.lacks.includes("card")) expect(got.cards).toEqual([card.card]);
      }),
      { numRuns: 40, seed: 20261125 },
    );
  });

  test("compressed, or in an archive, it gives the same wells", () => {
    const archive = new AdmZip();
    archive.addFile(`cards/${name}`, bytes);
    const plain = taken(bytes, columns).wells;
    expect(plain.length).toBeGreaterThan(8);
    expect(taken(gzipSync(bytes), columns).wells).toEqual(plain);
    expect(taken(archive.toBuffer(), columns).wells).toEqual(plain);
  });

  test("200 mutants are read or refused, and none gives a well that the whole file does not have", () => {
    const whole = new Set(taken(bytes, columns).wells.map(keyOf));
    const change = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      cut: fc.integer({ min: 0, max: 40 }),
      put: fc.oneof(
        fc.uint8Array({ maxLength: 4 }),
        fc.constantFrom("\t", "\n", ",", "\0", "[Results]\n").map(Buffer.from),
      ),
    });
    let read = 0;
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), fc.boolean(), (changes, truncate) => {
        let mutant: Uint8Array = bytes;
        if (truncate) mutant = bytes.subarray(0, Math.floor(changes[0]!.at * bytes.length));
        else
          for (const { at, cut, put } of changes) {
            const from = Math.floor(at * mutant.length);
            mutant = Buffer.concat([mutant.subarray(0, from), put, mutant.subarray(from + cut)]);
          }
        try {
          const { wells, troubles } = taken(mutant, columns);
          if (troubles.problems.length > 0)
            return troubles.problems.every(({ file, text }) => file !== undefined && text.length > 5);
          read++;
          // What is cut off is told, or what is left is the whole file's.
          return !truncate || wells.every((well) => whole.has(keyOf(well)));
        } catch (error) {
          if (error instanceof Trouble) return true;
          throw error;
        }
      }),
      { numRuns: 200, seed: 7 },
    );
    expect(read).toBeGreaterThan(0);
  });
});

function keyOf({ well, sample, assay, ct, omitted }: MadeWell): string {
  return JSON.stringify([well, sample, assay, ct, omitted]);
}

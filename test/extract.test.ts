import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { readCsv } from "../data/csv.ts";
import { exampleStudy } from "../data/example/study.ts";
import type { Export, ReadExport } from "../data/export.ts";
import { EXTRACT_VERSION, type Extract, extractColumns } from "../data/extract.ts";
import { type Panel, panelColumns, panelOf } from "../data/panel.ts";
import { type Sample, sampleColumns } from "../data/sample.ts";
import { Trouble, Troubles } from "../data/trouble.ts";
import { Wells } from "../data/well.ts";
import { decodeExtract, encodeExtract, extractOf } from "../pipeline/extract-file.ts";
import { run } from "../pipeline/run.ts";
import { writeCsv } from "../reports/table.ts";
import { Intake } from "../stages/formats/intake.ts";
import { read as readExport } from "../stages/formats/read.ts";
import { sampleKey } from "../stages/sample-key.ts";
import { wells as stage } from "../stages/wells.ts";

// An extract must leave an intake as reading its export would: over every sample export, over exports broken at random,
// under panels that have the assays, lack them or cannot tell them apart, among other files that were read or put before.

const folder = new URL("formats/", import.meta.url);
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
const tabbed = ["sds-2.1", "sds-2.3", "quantstudio"];
const exports: readonly Export[] = [
  ...tabbed.map((name) => ({
    file: `cards/${name}.txt`,
    bytes: readFileSync(new URL(`${name}/export.txt`, folder)),
  })),
  ...[...exampleStudy({ subjects: 6 })]
    .filter(({ path }) => path.startsWith("cards/"))
    .map(({ path, text }) => ({ file: path, bytes: Buffer.from(text) })),
];
const own = exports.slice(0, tabbed.length);

/** Panels: all assays, none of some, one gene with two assays, one that has none of the fixtures'. */
const panels: readonly Panel[] = [
  panel,
  { ...panel, byText: new Map([...panel.byText].filter(([, index]) => index !== 1)) },
  { ...panel, byText: new Map([...panel.byText].map(([key, index]) => [key, index === 2 ? "several" : index])) },
  { file: "other.csv", assays: panel.assays, references: [0], byText: new Map() },
];

/** The extract of an export as a later run gets it: from its file. */
function kept({ file, bytes }: Export): ReadExport {
  const back = decodeExtract(encodeExtract(extractOf(file, bytes)));
  if ("fault" in back) throw new Error(back.fault);
  return { file, extract: back.extract };
}

/** All that an intake holds after these files, and what it tells of them where some samples are withheld. */
function stateOf(sources: readonly (Export | ReadExport)[], panel: Panel, withheld = (_: number, __: number) => false) {
  const troubles = new Troubles();
  const wells = new Wells(panel, samples);
  const intake = new Intake(wells, troubles);
  for (const source of sources) readExport(source, intake);
  const columns = (Object.keys(extractColumns) as (keyof typeof extractColumns)[]).flatMap((name) =>
    name === "threshold" || name === "said" ? [] : [[name, wells[name].slice(0, wells.length)] as const],
  );
  const read = (of: (card: number, assay: number) => number) =>
    wells.cards.map((_, card) => panel.assays.map((_, assay) => of(card, assay)));
  const before = [...troubles.problems];
  intake.finish(withheld);
  return {
    columns: Object.fromEntries(columns) as Partial<Extract["columns"]> & Pick<Extract["columns"], "ct">,
    thresholds: read((card, assay) => wells.thresholds.of(card, assay)),
    said: read((card, assay) => wells.thresholds.said(card, assay)),
    cards: wells.cards,
    texts: wells.texts,
    names: intake.names,
    nameless: intake.nameless,
    doubts: intake.doubts,
    before,
    problems: troubles.problems,
  };
}

/** What the stage gives of these files: the bytes of wells.csv and what is beside it, or the Trouble. */
function staged(exports: readonly (Export | ReadExport)[], panel: Panel, withheld: ReadonlySet<string> = new Set()) {
  const kept = samples.filter((sample) => !withheld.has(sampleKey(sample.sample, sample.card)));
  try {
    const output = stage.run({ exports, panel, samples: kept, withheld }, {});
    const parts: string[] = [];
    writeCsv(stage.tables[0]!.rows(output), (bytes) => parts.push(Buffer.from(bytes).toString()));
    return { csv: parts.join(""), withheld: output.withheld, nameless: output.nameless };
  } catch (error) {
    if (error instanceof Trouble) return { trouble: error.message, problems: error.problems };
    throw error;
  }
}

/** An export broken in up to eight places. */
const broken = fc
  .tuple(
    fc.constantFrom(...own, ...exports.slice(own.length, own.length + 3)),
    fc.array(
      fc.record({
        at: fc.double({ min: 0, max: 1, noNaN: true }),
        cut: fc.integer({ min: 0, max: 6 }),
        put: fc.oneof(
          fc.uint8Array({ maxLength: 6 }),
          fc
            .constantFrom(
              "\t",
              "\t\t",
              "\n",
              "\r",
              "\0",
              "[Results]\n",
              "Well\t",
              "40",
              "1e3",
              '"',
              "\uFEFF",
              "é",
              "B7",
            )
            .map(Buffer.from),
          fc.constantFrom([0xe9], [0x80, 0x81]).map((bytes) => Uint8Array.from(bytes)),
        ),
      }),
      { maxLength: 8 },
    ),
    fc.constantFrom("as it is", "utf16le", "cut", "nameless", "no number"),
    fc.constantFrom("cards/x.txt", "y.TXT", ".txt", "a/b/card A.dat"),
  )
  .map(([source, changes, dress, file]): Export => {
    let bytes = Buffer.from(source.bytes);
    for (const { at, cut, put } of changes) {
      const from = Math.floor(at * bytes.length);
      bytes = Buffer.concat([bytes.subarray(0, from), put, bytes.subarray(from + cut)]);
    }
    if (dress === "utf16le") bytes = Buffer.from(`\uFEFF${bytes.toString("latin1")}`, "utf16le");
    if (dress === "nameless") bytes = Buffer.from(bytes.toString("latin1").replaceAll("\tNTC\t", "\t \t"), "latin1");
    if (dress === "no number")
      bytes = Buffer.from(bytes.toString("latin1").replaceAll(/\t1\d\.\d+(?=\t)/g, "\tabc"), "latin1");
    if (dress === "cut") bytes = bytes.subarray(0, Math.floor((changes[0]?.at ?? 1) * bytes.length));
    return { file, bytes };
  });

describe("put is as good as read", () => {
  test.each(exports.map((source) => [source.file, source] as const))("%s", (_, source) => {
    for (const panel of panels) {
      expect(stateOf([kept(source)], panel)).toEqual(stateOf([source], panel));
      expect(staged([kept(source)], panel)).toEqual(staged([source], panel));
    }
  });

  test("all of them one after the other, some read and some put", () => {
    for (const panel of panels) {
      const whole = stateOf(exports, panel);
      expect(stateOf(exports.map(kept), panel)).toEqual(whole);
      expect(
        stateOf(
          exports.map((source, at) => (at % 2 ? kept(source) : source)),
          panel,
        ),
      ).toEqual(whole);
      expect(
        stateOf(
          exports.map((source, at) => (at % 2 ? source : kept(source))),
          panel,
        ),
      ).toEqual(whole);
    }
  });

  test("the fixtures hold what is kept apart: doubts, wells without a name, cards, flags, texts", () => {
    const { cards, texts, names } = stateOf(own, panel);
    expect(cards.length).toBeGreaterThan(3);
    expect(texts.length).toBeGreaterThan(5);
    expect(names.length).toBeGreaterThan(3);
    expect(stateOf(own, panels[3]!).problems.length).toBeGreaterThan(5);
  });

  test("cut off at any byte", () => {
    for (const { file, bytes } of own) {
      for (let length = 0; length < bytes.length; length += 3) {
        const source = { file, bytes: bytes.subarray(0, length) };
        expect(stateOf([kept(source)], panel), `${file} cut after byte ${length}`).toEqual(stateOf([source], panel));
      }
    }
  });

  test("broken in any places, in any company, under any panel, whoever is withheld", () => {
    const seen = { doubts: 0, problems: 0, nameless: 0, wells: 0 };
    fc.assert(
      fc.property(
        fc.array(fc.tuple(broken, fc.boolean()), { minLength: 1, maxLength: 4 }),
        fc.constantFrom(...panels),
        fc.integer({ min: 0, max: 5 }),
        (sources, panel, one) => {
          const withheld = (card: number, sample: number) => one > 0 && (card * 7 + sample) % one === 0;
          const files = sources.map(([source]) => source);
          const mixed = sources.map(([source, put]) => (put ? kept(source) : source));
          const whole = stateOf(files, panel, withheld);
          expect(stateOf(mixed, panel, withheld)).toEqual(whole);
          const out = new Set(
            samples.filter((_, at) => one > 0 && at % one === 0).map((s) => sampleKey(s.sample, s.card)),
          );
          expect(staged(mixed, panel, out)).toEqual(staged(files, panel, out));
          seen.doubts += whole.doubts.length;
          seen.problems += whole.before.length;
          seen.nameless += whole.nameless.length;
          seen.wells += whole.columns.ct.length;
        },
      ),
      { numRuns: 1500, seed: 20260101 },
    );
    for (const [what, count] of Object.entries(seen)) expect(count, what).toBeGreaterThan(50);
  });

  test("a Ct that is no number, of an assay that the panel does not have", () => {
    const table = text("sds-2.1/export.txt");
    const source = { file: "x.txt", bytes: Buffer.from(table.replaceAll(/\t\d+\.\d+(?=\t[\d.]+\t\t)/g, "\tabc")) };
    expect(kept(source).extract.doubts.length).toBeGreaterThan(1);
    for (const panel of panels) expect(stateOf([kept(source)], panel)).toEqual(stateOf([source], panel));
    expect(stateOf([source], panels[1]!).doubts.length).toBeLessThan(stateOf([source], panel).doubts.length);
  });

  test("one name in two encodings is one name", () => {
    const whole = text("quantstudio/export.txt").replaceAll("fp1 day14 v", "Ferré").replaceAll("т", "t");
    const sources = (["utf8", "latin1"] as const).map((encoding) => ({
      file: "x.txt",
      bytes: Buffer.from(whole, encoding),
    }));
    const { names, cards } = stateOf(sources, panel);
    expect(cards).toHaveLength(2);
    expect(names.filter((name) => name === "Ferré")).toHaveLength(1);
    for (const first of [sources, sources.toReversed()])
      expect(stateOf([first[0]!, kept(first[1]!)], panel)).toEqual(stateOf(first, panel));
  });

  test("more assays than any panel has", () => {
    const rows = Array.from({ length: 70_000 }, (_, at) => `${(at % 9000) + 1}\tA1\tNTC\tassay ${at}\tUNKNOWN\t20.5`);
    const head = "Well\tWell Position\tSample Name\tTarget Name\tTask\tCt\n";
    const source = { file: "x.txt", bytes: Buffer.from(`${head}${rows.join("\n")}\n`) };
    const { extract } = kept(source);
    expect(extract.assays[extract.columns.assay[69_999]!]).toBe("assay 69999");
    const byText = new Map([["assay 69999", 1]]);
    const few = { ...panel, byText };
    expect(stateOf([{ file: "x.txt", extract }], few)).toEqual(stateOf([source], few));
  });

  test("a shape of the plate that only an assay beyond the panel tells", () => {
    const head = "Well\tWell Position\tSample Name\tTarget Name\tTask\tCt\n";
    const rows = ["1\tA1\tNTC\t18S\tU\t20.5", "29\tC5\tNTC\tnowhere\tU\t20.5", ""].join("\n");
    const source = { file: "x.txt", bytes: Buffer.from(head + rows) };
    expect(stateOf([source], panel).cards[0]!.columns).toBe(12);
    expect(stateOf([kept(source)], panel)).toEqual(stateOf([source], panel));
  });

  test("an extract is used twice and stays as it was", () => {
    const item = kept(own[0]!);
    const before = structuredClone(item.extract);
    const first = staged([item], panel);
    expect(staged([item], panel)).toEqual(first);
    expect(item.extract).toEqual(before);
  });

  test("of another version, or of a file of another name, it is refused", () => {
    const { file, extract } = kept(own[0]!);
    const intake = () => new Intake(new Wells(panel, samples), new Troubles());
    expect(() => readExport({ file, extract: { ...extract, version: EXTRACT_VERSION + 1 } }, intake())).toThrow(
      RangeError,
    );
    expect(() => readExport({ file: "cards/other.txt", extract }, intake())).toThrow(RangeError);
    expect(() => readExport({ file: file.replace("cards/", "moved/"), extract }, intake())).not.toThrow();
  });
});

describe("in bytes", () => {
  const anyText = fc.oneof(
    fc.string(),
    fc.string({ unit: "binary" }),
    fc.constantFrom('"', "\\", "Ferré", "試料", "🧬", "\ud800", "\0", "a\u2028b"),
  );
  const column = (name: keyof typeof extractColumns, length: number) => {
    const type = extractColumns[name];
    const number =
      type === Float64Array || type === Float32Array
        ? fc.oneof(fc.double(), fc.constantFrom(Number.NaN, -0, 23.45678901234567, Number.POSITIVE_INFINITY))
        : fc.nat(2 ** Math.min(31, 8 * type.BYTES_PER_ELEMENT) - 1);
    return fc.array(number, { minLength: length, maxLength: length }).map((values) => new type(values));
  };
  const problem = fc.record(
    { code: fc.constant("cell-not-valid" as const), text: anyText, line: fc.nat(), column: anyText },
    { requiredKeys: ["code", "text"] },
  );
  const texts = { card: anyText, part: anyText, format: anyText, run: anyText, instrument: anyText, software: anyText };
  const any: fc.Arbitrary<Extract> = fc.integer({ min: 0, max: 40 }).chain((length) =>
    fc.record({
      version: fc.constant(EXTRACT_VERSION),
      stem: anyText,
      length: fc.constant(length),
      samples: fc.array(anyText),
      assays: fc.array(anyText),
      texts: fc.array(anyText),
      cards: fc.array(
        fc.record(
          { ...texts, columns: fc.nat(48), titled: anyText },
          { requiredKeys: ["card", "part", "format", "run", "instrument", "software", "columns"] },
        ),
      ),
      doubts: fc.array(fc.record({ problem, card: fc.nat(), sample: fc.nat(), row: fc.integer({ min: -1, max: 40 }) })),
      problems: fc.array(problem),
      nameless: fc.nat(),
      columns: fc.record(
        Object.fromEntries(
          (Object.keys(extractColumns) as (keyof typeof extractColumns)[]).map((name) => [name, column(name, length)]),
        ) as { [name in keyof Extract["columns"]]: fc.Arbitrary<Extract["columns"][name]> },
      ),
    }),
  );
  const of = { bytes: 12, sha256: "0".repeat(64) };

  test("there and back again it is equal, whatever it holds", () => {
    fc.assert(
      fc.property(any, fc.integer({ min: 0, max: 9 }), (extract, offset) => {
        const bytes = encodeExtract({ extract, ...of });
        const moved = Buffer.concat([new Uint8Array(offset), bytes]).subarray(offset);
        expect(decodeExtract(moved)).toEqual({ extract, ...of });
        expect(encodeExtract({ extract, ...of })).toEqual(bytes);
      }),
      { numRuns: 300, seed: 5 },
    );
  });

  test("a very long text and very many of them", () => {
    const { extract } = extractOf(own[0]!.file, own[0]!.bytes);
    const long = {
      ...extract,
      texts: ['"é"'.repeat(1_000_000)],
      samples: Array.from({ length: 100_000 }, (_, at) => `s${at}`),
    };
    expect(decodeExtract(encodeExtract({ extract: long, ...of }))).toEqual({ extract: long, ...of });
  });

  test("it does not hang on the bytes it came from", () => {
    const bytes = encodeExtract(extractOf(own[0]!.file, own[0]!.bytes));
    const back = decodeExtract(bytes);
    const before = structuredClone(back);
    bytes.fill(0);
    expect(back).toEqual(before);
  });

  test("it says which bytes it is of", () => {
    const { file, bytes } = own[0]!;
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    expect(decodeExtract(encodeExtract(extractOf(file, bytes)))).toMatchObject({ bytes: bytes.length, sha256 });
  });

  test("one bit that is another, or an end that is missing, and it is of no use", () => {
    const bytes = encodeExtract(extractOf(own[0]!.file, own[0]!.bytes));
    for (let at = 0; at < bytes.length; at++) {
      const other = Uint8Array.from(bytes);
      other[at]! ^= 1 << (at % 8);
      expect(decodeExtract(other), `byte ${at}`).toEqual({ fault: expect.any(String) });
    }
    for (let length = 0; length < bytes.length; length += 7)
      expect(decodeExtract(bytes.subarray(0, length))).toEqual({ fault: expect.any(String) });
    expect(decodeExtract(own[0]!.bytes)).toEqual({ fault: "is not an extract" });
  });

  test("of another version it is of no use, and says so", () => {
    const { extract, ...of } = extractOf(own[0]!.file, own[0]!.bytes);
    const later = encodeExtract({ extract: { ...extract, version: EXTRACT_VERSION + 1 }, ...of });
    expect(decodeExtract(later)).toEqual({
      fault: `is of version ${EXTRACT_VERSION + 1}; version ${EXTRACT_VERSION} is read`,
    });
  });

  test("what is read of the sample exports is what this version read of them", () => {
    const hash = createHash("sha256");
    for (const { file, bytes } of own) {
      const { extract } = extractOf(file, bytes);
      const columns = Object.entries(extract.columns).map(([name, values]) => [name, [...values].map(String)]);
      hash.update(JSON.stringify({ ...extract, columns }));
    }
    const remedy =
      "If formats read anything otherwise now, raise EXTRACT_VERSION in data/extract.ts, and note the hash.";
    expect(`${EXTRACT_VERSION}: ${hash.digest("hex").slice(0, 16)}`, remedy).toBe("4: 4e6951d1c938eb47");
  });
});

describe("a run from what is kept", () => {
  const root = mkdtempSync(join(tmpdir(), "deltact-extract-"));
  afterAll(() => rmSync(root, { recursive: true, force: true }));
  const files = new Map([...exampleStudy({ subjects: 12 })].map(({ path, text }) => [path, text]));
  const study = (name: string) => {
    for (const [path, content] of files) {
      mkdirSync(dirname(join(root, name, path)), { recursive: true });
      const quick = path === "study.yaml" ? "\nassociation: { models: no, permutations: 0 }\n" : "";
      writeFileSync(join(root, name, path), content + quick);
    }
    return join(root, name);
  };

  test("is the run of the exports, to the byte and by its id, and opens none of those", async () => {
    const folder = study("whole");
    const cards = [...files.keys()].filter((path) => path.startsWith("cards/"));
    const store = new Map(
      cards.map((file) => [file, encodeExtract(extractOf(file, readFileSync(join(folder, file))))] as const),
    );
    const first = await run(folder, { out: join(root, "first") });
    // All but the last are kept, and what is in their files is not looked at.
    for (const file of cards.slice(0, -1)) writeFileSync(join(folder, file), "not an export");
    const asked: string[] = [];
    const second = await run(folder, {
      out: join(root, "second"),
      kept: (file) => {
        asked.push(file);
        const kept = decodeExtract(store.get(file)!);
        if ("fault" in kept) throw new Error(kept.fault);
        return file === cards.toSorted().at(-1) ? undefined : kept;
      },
    });
    expect(asked).toEqual(cards.toSorted());
    expect(second.id).toBe(first.id);
    for (const name of [
      "wells.csv",
      "quality.csv",
      "expression.csv",
      "change-tests.csv",
      "association.csv",
      "report.html",
    ])
      expect(readFileSync(join(second.folder!.path, name))).toEqual(readFileSync(join(first.folder!.path, name)));
  });
});

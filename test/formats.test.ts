import { existsSync, readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readCsv } from "../data/csv.ts";
import { panelColumns, panelOf } from "../data/panel.ts";
import { type Sample, sampleColumns } from "../data/sample.ts";
import { Trouble } from "../data/trouble.ts";
import { MEASURED, type Wells } from "../data/well.ts";
import { writeCsv } from "../reports/table.ts";
import { formats } from "../stages/formats/index.ts";
import { sourceOf } from "../stages/formats/source.ts";
import { HEAD } from "../stages/formats/text.ts";
import { wells as stage } from "../stages/wells.ts";

// Every format of the shelf passes this suite on its sample export in test/formats/<name>; see the README there.

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

function read(bytes: Uint8Array): { wells: Wells; csv: string } {
  const output = stage.run({ exports: [{ file: "export.txt", bytes }], panel, samples, withheld: new Set() }, {});
  const parts: string[] = [];
  writeCsv(stage.tables[0]!.rows(output), (bytes) => parts.push(Buffer.from(bytes).toString()));
  return { wells: output.wells, csv: parts.join("") };
}

/** What reading gives, or the Trouble; any other exception fails the test. */
function attempt(bytes: Uint8Array): { wells: Wells; csv: string } | Trouble {
  try {
    return read(bytes);
  } catch (error) {
    if (error instanceof Trouble) return error;
    throw error;
  }
}

/** The problems of bytes that must not be read. */
function problemsOf(bytes: Uint8Array) {
  const got = attempt(bytes);
  if (!(got instanceof Trouble)) throw new Error(`was read without trouble:\n${got.csv}`);
  return got.problems;
}

const utf8 = (lines: readonly string[], end = "\n") => Buffer.from(lines.join(end) + end);
const fold = (heading: string) => heading.toLowerCase().replace("т", "t").trim();

/** The export as lines of cells, and where its table of wells stands. */
function taken(name: string) {
  const whole = text(`${name}/export.txt`);
  const lines = whole.split(/\r\n|\r|\n/).slice(0, -1);
  const rows = lines.map((line) => line.split("\t"));
  const isHeading = (cells: readonly string[]) =>
    cells.map(fold).includes("ct") && cells.length > 10 && cells.some((cell) => /^(detector|target name)$/i.test(cell));
  const heading = rows.findIndex(isHeading);
  const first = heading + 1;
  const after = lines.indexOf("", first);
  const column = (...names: string[]) => rows[heading]!.findIndex((cell) => names.includes(fold(cell)));
  return { name, whole, lines, rows, heading, first, after, column };
}

/** The export with one cell of its table replaced, in the row that `pick` chooses. */
function withCell(of: ReturnType<typeof taken>, row: number, column: number, cell: string): Buffer {
  return utf8(of.lines.map((line, at) => (at === row ? of.rows[at]!.with(column, cell).join("\t") : line)));
}

/** Rows of a wells.csv as they stand, without the columns named: no cell of the made exports holds a line end. */
function without(csv: string, ...names: string[]): string {
  const lines = csv.trimEnd().split("\n");
  const drop = names.map((name) => lines[0]!.split(",").indexOf(name) - lines[0]!.split(",").length);
  return lines
    .map((line) => {
      const cells = line.split(",");
      for (const at of drop.sort((a, b) => b - a)) cells.splice(cells.length + at, 1, "");
      return cells.join(",");
    })
    .join("\n");
}

/** The same lines under ends by turns; a blank line after a lone CR must not make a CRLF of the two. */
function mixed(lines: readonly string[]): Buffer {
  const ends = ["\r\n", "\n", "\r"];
  let last = "";
  const out = lines.map((line, at) => {
    last = line === "" && last === "\r" ? "\r" : ends[at % 3]!;
    return line + last;
  });
  return Buffer.from(out.join(""));
}

/** 0 to n - 1 in an order that is the same in every run. */
function shuffled(n: number, seed = 7): number[] {
  const order = Array.from({ length: n }, (_, at) => at);
  let state = seed;
  for (let at = n - 1; at > 0; at--) {
    state = (state * 48271) % 2147483647;
    const other = state % (at + 1);
    [order[at], order[other]] = [order[other]!, order[at]!];
  }
  return order;
}

test("every format has its sample export, and every sample export its format", () => {
  const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map((entry) => entry.name).sort()).toEqual(formats.map((format) => format.name).sort());
});

/** Of these the suite knows how their headings are shaped; test/every-format.test.ts is for all. */
const tabbed = ["sds-2.1", "sds-2.3", "quantstudio"];

describe.each(tabbed.filter((name) => existsSync(new URL(name, folder))))("%s", (name) => {
  const of = taken(name);
  const golden = text(`${name}/wells.csv`);
  const ct = of.column("ct");
  const bytes = readFileSync(new URL(`${name}/export.txt`, folder));
  /** The first well that has a Ct, and how that is written. */
  const row = of.rows.findIndex((cells, at) => at >= of.first && /^\d+\.\d+$/.test(cells[ct]!));
  const before = of.rows[row]![ct]!;
  const rowOf = (csv: string) => csv.split("\n").find((line) => line.split(",").at(-2) === String(row + 1))!;

  test("the sample export gives the golden wells, to the byte", () => {
    expect(golden.split("\n").length).toBeGreaterThan(10);
    expect(read(bytes).csv).toBe(golden);
  });

  test("no other format claims it, and its own does", () => {
    const source = sourceOf({ file: "export.txt", bytes }, HEAD);
    const claiming = formats.filter((format) => format.recognise(source).length > 0);
    expect(claiming.map((format) => format.name)).toEqual([name]);
  });

  test("its cards name the format and the time of the run", () => {
    const { cards } = read(bytes).wells;
    expect(new Set(cards.map((card) => card.format))).toEqual(new Set([name]));
    for (const card of cards) {
      expect(card.run, `the run time of ${card.card}`).not.toBe("");
      expect(of.whole).toContain(card.run);
    }
    expect(new Set(cards.map((card) => card.run)).size).toBe(cards.length);
  });

  describe("the same wells from the same lines in another dress", () => {
    const dresses: Readonly<Record<string, () => Uint8Array>> = {
      LF: () => utf8(of.lines, "\n"),
      CR: () => utf8(of.lines, "\r"),
      CRLF: () => utf8(of.lines, "\r\n"),
      "mixed line ends": () => mixed(of.lines),
      "a UTF-8 byte order mark": () => Buffer.from(`\uFEFF${of.whole}`),
      "UTF-16LE with its mark": () => Buffer.from(`\uFEFF${of.whole}`, "utf16le"),
      "UTF-16BE with its mark": () => Buffer.from(`\uFEFF${of.whole}`, "utf16le").swap16(),
      "trailing tabs on every line": () => utf8(of.lines.map((line) => `${line}\t\t`)),
      "trailing tabs on wells and blank lines": () =>
        utf8(of.lines.map((line, at) => (at < of.first ? line : `${line}\t\t\t`))),
      "columns in another order": () => {
        const width = of.rows[of.heading]!.length;
        const order = [0, ...shuffled(width - 1).map((at) => at + 1)];
        // Of two columns of one name the first counts: they keep their order.
        const names = of.rows[of.heading]!.map(fold);
        order.forEach((from, to) => {
          const twin = order.findIndex((other, at) => at > to && names[other] === names[from] && other < from);
          if (twin >= 0) [order[to], order[twin]] = [order[twin]!, order[to]!];
        });
        return utf8(
          of.lines.map((line, at) =>
            at < of.heading || at >= of.after ? line : order.map((from) => of.rows[at]![from] ?? "").join("\t"),
          ),
        );
      },
    };
    test.each(Object.keys(dresses))("%s", (dress) => {
      expect(read(dresses[dress]!()).csv).toBe(golden);
    });

    test("wells in another order, but for their lines", () => {
      const order = shuffled(of.after - of.first);
      const lines = of.lines.map((line, at) =>
        at < of.first || at >= of.after ? line : of.lines[of.first + order[at - of.first]!]!,
      );
      expect(lines).not.toEqual(of.lines);
      expect(without(read(utf8(lines)).csv, "line")).toBe(without(golden, "line"));
    });

    test("nothing after the table", () => {
      expect(read(utf8(of.lines.slice(0, of.after))).csv).toBe(golden);
    });
  });

  test("cut off at any byte it is Trouble, or every well that is read is the whole file's", () => {
    const whole = new Set(golden.split("\n"));
    let read = 0;
    for (const source of [bytes, utf8(of.lines, "\r"), Buffer.from(`\uFEFF${of.whole}`, "utf16le")]) {
      for (let length = 0; length < source.length; length++) {
        const got = attempt(source.subarray(0, length));
        if (got instanceof Trouble) continue;
        read++;
        for (const well of got.csv.split("\n")) {
          if (!whole.has(well)) throw new Error(`cut after byte ${length}, this was read:\n${well}`);
        }
      }
    }
    expect(read).toBeGreaterThan(0);
  });

  test("cut within a well it is Trouble that says so", () => {
    const start = bytes.indexOf(of.lines[row + 2]!);
    for (let length = start + 1; length <= start + of.lines[row + 2]!.length; length++) {
      expect(problemsOf(bytes.subarray(0, length)).map((problem) => problem.code)).toContain("file-truncated");
    }
  });

  test("hostile bytes give wells or Trouble, nothing else", () => {
    const change = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      cut: fc.integer({ min: 0, max: 6 }),
      put: fc.oneof(
        fc.uint8Array({ maxLength: 6 }),
        fc.constantFrom("\t", "\n", "\r", "\0", "[Results]\n", "Well\t", "40", "1e3", '"', "\uFEFF").map(Buffer.from),
      ),
    });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), (changes) => {
        let hostile = Buffer.from(bytes);
        for (const { at, cut, put } of changes) {
          const from = Math.floor(at * hostile.length);
          hostile = Buffer.concat([hostile.subarray(0, from), put, hostile.subarray(from + cut)]);
        }
        const got = attempt(hostile);
        if (got instanceof Trouble) return got.problems.length > 0 && got.message.length > 20;
        const { wells } = got;
        for (let well = 0; well < wells.length; well++) {
          const isNumber = wells.ct[well]! > 0 && wells.ct[well]! <= 60;
          if (isNumber !== (wells.state[well] === MEASURED)) return false;
          if (wells.card[well]! >= wells.cards.length || wells.sample[well]! >= samples.length) return false;
        }
        return true;
      }),
      { numRuns: 1500, seed: 20240213 },
    );
  });

  test("random bytes behind a right beginning give Trouble", () => {
    const beginning = Buffer.from(`${of.lines.slice(0, of.first).join("\n")}\n`);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (noise) => {
        expect(attempt(Buffer.concat([beginning, noise]))).toBeInstanceOf(Trouble);
      }),
      { numRuns: 300, seed: 7 },
    );
  });

  describe("a Ct cell", () => {
    test.each([
      ["7.50", "7.5"],
      ["007.50", "7.5"],
      ["23.", "23"],
      [".5", "0.5"],
      ["40.000", "40"],
      ["40", "40"],
      ["60", "60"],
      ["23.456789012345678", "23.456789012345678"],
      ["23.4567890123456", "23.4567890123456"],
      ["0.10000000000000001", "0.1"],
      ["0.000000000000001", "1e-15"],
      ["0.0000001", "1e-7"],
      ["9.999999999999999", "9.999999999999998"],
    ])("%s is the number %s, and is given back as written", (cell, number) => {
      const { csv, wells } = read(withCell(of, row, ct, cell));
      const cells = rowOf(csv).split(",");
      expect(cells.at(-1)).toBe(cell);
      expect(cells.at(-6)).toBe("measured");
      const at = csv.split("\n").indexOf(rowOf(csv)) - 1;
      expect(wells.ct[at]).toBe(Number(number));
      expect(Number(cells.at(-7))).toBe(Number(cell));
    });

    test("with spaces around it is that number", () => {
      const cells = rowOf(read(withCell(of, row, ct, " 23.4 ")).csv).split(",");
      expect(cells.at(-7)).toBe("23.4");
      expect(cells.at(-1)!.trim()).toBe("23.4");
    });

    test.each(["", " ", "   "])("that is blank (%j) is no result, and no number", (cell) => {
      const cells = rowOf(read(withCell(of, row, ct, cell)).csv).split(",");
      expect([cells.at(-7), cells.at(-6)]).toEqual(["", "no-result"]);
    });

    test.each(["Undetermined", "UNDETERMINED", "undetermined", " Undetermined "])("%j is a state", (cell) => {
      const cells = rowOf(read(withCell(of, row, ct, cell)).csv).split(",");
      expect([cells.at(-7), cells.at(-6), cells.at(-1)!.trim()]).toEqual(["", "undetermined", cell.trim()]);
    });

    test.each([
      ..."12,5|abc|-1|1e3|61|Infinity|1,234.5|0x1F|12.3.4|+23.4|0|0.0|-0|--|Undetermned|#DIV/0!|١٢|23.4 25.6|60.0001".split(
        "|",
      ),
    ])("%j is Trouble that names file, line and value", (cell) => {
      const [problem, ...more] = problemsOf(withCell(of, row, ct, cell));
      expect(more).toEqual([]);
      expect(problem).toMatchObject({ code: "ct-not-a-number", file: "export.txt", line: row + 1, column: "Ct" });
      expect(problem!.text).toContain(JSON.stringify(cell));
    });
  });

  describe("nothing is lost in silence", () => {
    const well = 0;
    const count = golden.trimEnd().split("\n").length - 1;
    /** Either Trouble, or as many wells as the file holds. */
    const kept = (bytes: Uint8Array) => {
      const got = attempt(bytes);
      return got instanceof Trouble
        ? "Trouble"
        : got.wells.length === count
          ? "all wells"
          : `${got.wells.length} wells`;
    };

    test.each(["x", "", " 3", "1O", "1,0", "A1", "#3", "3 "])(
      "a well number %j amid the table does not end it",
      (cell) => {
        expect(["Trouble", "all wells"]).toContain(kept(withCell(of, row + 2, well, cell)));
      },
    );

    test.each(["0", "9217", "1.5", "99999999999999999999"])("a well number %s is Trouble", (cell) => {
      expect(problemsOf(withCell(of, row, well, cell))[0]).toMatchObject({
        code: "well-not-a-number",
        line: row + 1,
      });
    });

    test("a blank line amid the table does not end it", () => {
      expect(["Trouble", "all wells"]).toContain(kept(utf8(of.lines.toSpliced(row + 2, 0, ""))));
    });

    test("a line of tabs amid the table does not end it", () => {
      expect(["Trouble", "all wells"]).toContain(kept(utf8(of.lines.toSpliced(row + 2, 0, "\t\t\t\t"))));
    });

    test("the same row twice is Trouble", () => {
      const problems = problemsOf(utf8(of.lines.toSpliced(row + 1, 0, of.lines[row]!)));
      expect(problems.map((problem) => problem.code)).toEqual(["card-twice"]);
    });

    test("a sample's name of spaces is none: its wells are counted, not taken for an unknown sample", () => {
      const sample = of.column("sample", "sample name");
      const bytes = withCell(of, row, sample, "  ");
      const { wells, nameless } = stage.run(
        { exports: [{ file: "export.txt", bytes }], panel, samples, withheld: new Set() },
        {},
      );
      expect(wells.length).toBe(count - 1);
      expect(nameless).toHaveLength(1);
    });

    test("a row with more cells than headings is Trouble", () => {
      const wide = Array.from({ length: of.rows[of.heading]!.length + 1 }, (_, at) => of.rows[row]![at] ?? "");
      const problems = problemsOf(utf8(of.lines.with(row, wide.with(-1, "9.9").join("\t"))));
      expect(problems).toMatchObject([{ code: "cell-not-valid", file: "export.txt", line: row + 1 }]);
    });

    test.each([
      ["ct", ["ct"]],
      ["sample", ["sample", "sample name"]],
      ["assay", ["detector", "target name"]],
    ])("without its column for the %s it is Trouble that lists the columns", (_, names) => {
      const heading = of.rows[of.heading]!.map((cell) => (names.includes(fold(cell)) ? "Another" : cell));
      const [problem] = problemsOf(utf8(of.lines.with(of.heading, heading.join("\t"))));
      expect(["column-missing", "format-unknown", "file-truncated"]).toContain(problem!.code);
      expect(problem!.file).toBe("export.txt");
    });

    test("a table without wells is Trouble", () => {
      expect(problemsOf(utf8(of.lines.slice(0, of.first)))[0]!.code).toBe("file-truncated");
    });
  });

  test("an assay or sample that is not known is told once, with its first line and its wells", () => {
    const assay = of.column("detector", "target name");
    const sample = of.column("sample", "sample name");
    const lines = of.rows.map((cells, at) => {
      if (at < of.first || at >= of.after) return of.lines[at]!;
      const named = cells[assay] === "=1+1" ? cells.with(assay, "Unheard of") : cells;
      return (named[sample] === "10^6" ? named.with(sample, "Nobody") : named).join("\t");
    });
    const line = (word: string) => lines.findIndex((one) => one.includes(word)) + 1;
    expect(problemsOf(utf8(lines))).toMatchObject([
      {
        code: "assay-unknown",
        file: "export.txt",
        line: line("Unheard of"),
        text: expect.stringContaining("(1 wells)"),
      },
      {
        code: "sample-unknown",
        file: "export.txt",
        line: line("Nobody"),
        text: expect.stringContaining("(2 wells)"),
      },
    ]);
  });

  test("the number that was there before is told from the one that is put (these tests can fail)", () => {
    expect(before).toMatch(/^11\.01/);
    expect(rowOf(golden)).toContain(before);
  });
});

test("two cards of one SDS 2.1 table are told apart by its last column, and the summary holds no wells", () => {
  const { wells } = read(readFileSync(new URL("sds-2.1/export.txt", folder)));
  expect(wells.cards.map((card) => card.card)).toEqual(["card A", "card B"]);
  expect(text("sds-2.1/export.txt")).toContain("Summary Data");
});

test("a QuantStudio table that was cut out by hand, without header and section, is read by its headings", () => {
  const of = taken("quantstudio");
  const bare = read(utf8(of.lines.slice(of.heading, of.after)));
  const golden = text("quantstudio/wells.csv").replaceAll("card D", "export");
  expect(without(bare.csv, "line")).toBe(without(golden, "line"));
});

test("Ct with a Cyrillic te, small or capital, is Ct", () => {
  const of = taken("quantstudio");
  for (const heading of ["CT", "Ct", "Cт", "CТ", "Crt", "Cq"]) {
    const changed = of.rows[of.heading]!.with(of.column("ct"), heading).join("\t");
    expect(read(utf8(of.lines.with(of.heading, changed))).csv, heading).toBe(text("quantstudio/wells.csv"));
  }
});

test("an export in Windows-1252 is read, its names decoded", () => {
  const of = taken("sds-2.1");
  const assays = [...panel.assays, { assay: "α?", gene: "α?", category: "", role: "target" as const }];
  expect(assays.length).toBeGreaterThan(panel.assays.length);
  const bytes = Buffer.from(of.whole.replaceAll("NTC", "Pr\u00FCfung"), "latin1");
  const named = samples.map((sample) => (sample.sample === "NTC" ? { ...sample, sample: "Prüfung" } : sample));
  const output = stage.run(
    { exports: [{ file: "export.txt", bytes }], panel, samples: named, withheld: new Set() },
    {},
  );
  expect(output.wells.length).toBe(read(readFileSync(new URL("sds-2.1/export.txt", folder))).wells.length);
});

describe("where a well lies", () => {
  const of = taken("quantstudio");
  const place = of.column("well position");
  const rows = Array.from({ length: of.after - of.first }, (_, i) => i + of.first);
  /** The export with every position spelt anew; positions as wells.csv then tells them. */
  const positions = (spell: (position: string, at: number) => string) => {
    const lines = of.lines.map((line, at) =>
      rows.includes(at) ? of.rows[at]!.with(place, spell(of.rows[at]![place]!, at - of.first)).join("\t") : line,
    );
    const { csv } = read(utf8(lines));
    return csv
      .trimEnd()
      .split("\n")
      .slice(1)
      .map((line) => line.split(",")[2]);
  };

  test("positions say how wide the plate is", () => {
    const golden = positions((position) => position);
    expect(golden).toContain("B1");
    expect(positions((position) => position.replace(/^([A-Z])(\d)$/, "$10$2"))).toEqual(golden);
  });

  test.each([
    ["through-holes of an OpenArray", (position: string) => `${position}a1`],
    ["numbers alone", (position: string) => position.slice(1)],
    ["one that contradicts the others", (position: string, at: number) => (at === 3 ? "H11" : position)],
  ])("%s are no rows and columns: the position is left blank", (_, spell) => {
    expect(new Set(positions(spell))).toEqual(new Set([""]));
  });
});

describe("cards that no barcode names", () => {
  const of = taken("quantstudio");
  const bare = of.lines.filter((line) => !/Barcode/.test(line));
  const other = bare.map((line) => line.replaceAll("10^6", "NTC"));
  const cards = (second: readonly string[]) => {
    const exports = [
      { file: "a/one.txt", bytes: utf8(bare) },
      { file: "two.txt", bytes: utf8(second) },
    ];
    const anySample = samples.map((sample) => ({ ...sample, subject: "", card: "" }));
    return stage
      .run({ exports, panel, samples: anySample, withheld: new Set() }, {})
      .wells.cards.map(({ card }) => card);
  };

  test("are named by their run, and by their files where runs share a name", () => {
    expect(cards(other.map((line) => line.replace("another name", "a third")))).toEqual(["another name", "a third"]);
    expect(cards(other)).toEqual(["another name (one)", "another name (two)"]);
  });

  test("the same barcode in two files is one card, exported twice", () => {
    const exports = ["one.txt", "two.txt"].map((file) => ({ file, bytes: utf8(of.lines) }));
    expect(() => stage.run({ exports, panel, samples, withheld: new Set() }, {})).toThrow(/card-twice/);
  });
});

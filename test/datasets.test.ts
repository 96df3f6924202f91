import { existsSync, readdirSync, readFileSync } from "node:fs";
import { deflateSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Dataset, Value } from "../data/dataset.ts";
import { readDatasets, readTable } from "../data/dataset-file.ts";
import { readDatasetJson } from "../data/dataset-json.ts";
import { ibmFloat } from "../data/ibm-float.ts";
import { Trouble } from "../data/trouble.ts";
import { readXpt } from "../data/xpt.ts";
import { reference } from "./statistics/reference.ts";
import { headerRecord, ibmBytes, type MadeMember, type MadeVariable, madeXpt, missing } from "./xpt-made.ts";

// Every file here is made by the test, but for those of haven in reference/xpt.json and CDISC's in ../shared/corpus.

const hex = (text: string) => Buffer.from(text.replaceAll(" ", ""), "hex");
const valuesOf = ({ rows }: Dataset) => rows.map(({ values }) => values);
const utf8 = (text: string) => Buffer.from(text);

/** What reading gives, or the Trouble; any other exception fails the test. */
function attempt<T>(read: () => T): T | Trouble {
  try {
    return read();
  } catch (error) {
    if (error instanceof Trouble) return error;
    throw error;
  }
}

function refused(read: () => unknown): Trouble {
  const got = attempt(read);
  if (got instanceof Trouble) return got;
  throw new Error(`was read without trouble: ${JSON.stringify(got)}`);
}

describe("IBM floats", () => {
  const read = (bytes: Uint8Array) => ibmFloat(bytes, 0, bytes.length);

  // The fraction in base 16 times 16^(first byte - 64), worked by hand; -118.625 is 76.A (base 16), so 0.76A * 16^2.
  test.each([
    ["00 00 00 00 00 00 00 00", 0],
    ["80 00 00 00 00 00 00 00", 0],
    ["41 10 00 00 00 00 00 00", 1],
    ["c1 10 00 00 00 00 00 00", -1],
    ["40 80 00 00 00 00 00 00", 0.5],
    ["42 64 00 00 00 00 00 00", 100],
    ["c2 76 a0 00 00 00 00 00", -118.625],
    ["40 19 99 99 99 99 99 9a", 0.1],
    ["41 01 00 00 00 00 00 00", 0.0625],
    ["00 10 00 00 00 00 00 00", 2 ** -260],
    ["00 00 00 00 00 00 00 01", 2 ** -312],
    ["7f ff ff ff ff ff ff f8", 2 ** 252 - 2 ** 199],
    ["ff ff ff ff ff ff ff f8", -(2 ** 252 - 2 ** 199)],
  ])("%s is %d", (bytes, value) => {
    expect(read(hex(bytes))).toBe(value);
  });

  test.each([
    ["42 10", 16],
    ["c2 64", -100],
    ["44 12 34", 0x1234],
    ["45 12 34 50", 0x12345],
    ["46 12 34 56 78", 0x123456 + 0x78 / 256],
    ["40 19 99 99 99 99", 0x1999999999 / 2 ** 40],
    ["40 19 99 99 99 99 99", 0x199999999999 / 2 ** 48],
  ])("%s, cut off, is %d", (bytes, value) => {
    expect(read(hex(bytes))).toBe(value);
  });

  test("fractions of more than 53 bits go to the nearest double, ties to the even one", () => {
    // A leading 8 leaves the last three bits below a double's: here the unit of its last place is 8.
    expect(read(hex("4e 80 00 00 00 00 00 04"))).toBe(2 ** 55);
    expect(read(hex("4e 80 00 00 00 00 00 05"))).toBe(2 ** 55 + 8);
    expect(read(hex("4e 80 00 00 00 00 00 0c"))).toBe(2 ** 55 + 16);
    expect(read(hex("7f ff ff ff ff ff ff ff"))).toBe(2 ** 252);
  });

  test("missing: a point, an underscore or a letter, and nothing after it", () => {
    for (const letter of "._ABCDEFGHIJKLMNOPQRSTUVWXYZ")
      for (const length of [2, 3, 8]) expect(read(missing(letter, length)), letter).toBeUndefined();
    for (const letter of ["a", "[", "@", "-", "1"]) expect(read(missing(letter)), letter).toBeNaN();
    expect(read(hex("2e 00 00 00 00 00 00 01")), "with a fraction it is a number").toBe(2 ** -128);
  });

  test("every double that IBM floats hold comes back to the bit, whatever stands around it", () => {
    const held = fc.double({ noNaN: true, min: -(2 ** 252 - 2 ** 199), max: 2 ** 252 - 2 ** 199 });
    fc.assert(
      fc.property(held, fc.nat(5), (value, before) => {
        fc.pre(value === 0 || Math.abs(value) >= 2 ** -260);
        const bytes = Buffer.concat([Buffer.alloc(before, 255), ibmBytes(value), Buffer.alloc(3, 255)]);
        expect(ibmFloat(bytes, before, 8)).toBe(value === 0 ? 0 : value);
      }),
    );
  });

  test("whole numbers come back from as few bytes as hold them", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 7 }),
        fc.bigInt(1n, 2n ** 48n - 1n),
        fc.boolean(),
        (length, digits, minus) => {
          const whole = Number(digits % 2n ** BigInt(8 * (length - 1))) * (minus ? -1 : 1);
          const bytes = ibmBytes(whole, length);
          expect(ibmFloat(bytes, 0, length)).toBe(whole === 0 ? 0 : whole);
        },
      ),
    );
  });
});

/** An id, a number and a text: records of 19 bytes. */
const small: readonly MadeVariable[] = [
  { name: "USUBJID", type: "text", length: 6, label: "Unique Subject Identifier" },
  { name: "AVAL", type: "number", length: 8, label: "Analysis Value", format: ["BEST", 12, 0] },
  { name: "AVALC", type: "text", length: 5 },
];
const member = (rows: MadeMember["rows"], name = "ADRS"): MadeMember => ({
  name,
  label: "Response",
  variables: small,
  rows,
});

describe("SAS transport files", () => {
  test("names, labels, kinds, lengths and formats", () => {
    const variables: readonly MadeVariable[] = [
      ...small,
      { name: "ADT", type: "number", length: 4, label: "Analysis Date", format: ["DATE", 9, 0] },
      { name: "X", type: "number", length: 2, format: ["", 8, 2] },
    ];
    const [dataset, ...more] = readXpt(
      "made.xpt",
      madeXpt([{ ...member([["001", 1.5, "CR", 19344, 16]]), variables }]),
    );
    expect(more).toEqual([]);
    expect(dataset).toEqual({
      file: "made.xpt",
      name: "ADRS",
      label: "Response",
      variables: [
        { name: "USUBJID", label: "Unique Subject Identifier", type: "text", length: 6, format: "" },
        { name: "AVAL", label: "Analysis Value", type: "number", length: 8, format: "BEST12." },
        { name: "AVALC", label: "", type: "text", length: 5, format: "" },
        { name: "ADT", label: "Analysis Date", type: "number", length: 4, format: "DATE9." },
        { name: "X", label: "", type: "number", length: 2, format: "8.2" },
      ],
      rows: [{ record: 1, values: ["001", 1.5, "CR", 19344, 16] }],
    });
  });

  test("missing numbers, blank texts, blanks and zeros at the end of texts", () => {
    const rows = [
      ["001", undefined, ""],
      ["002", missing("A"), "  x"],
      ["003", missing("_"), Buffer.from("CR\0\0\0")],
    ];
    expect(valuesOf(readXpt("f", madeXpt([member(rows)]))[0]!)).toEqual([
      ["001", undefined, ""],
      ["002", undefined, "  x"],
      ["003", undefined, "CR"],
    ]);
  });

  test("umlauts in UTF-8 and in Windows-1252", () => {
    const rows = [["Äöß", 1, "é"]];
    for (const encoding of ["utf8", "latin1"] as const)
      expect(valuesOf(readXpt("f", madeXpt([member(rows)], { encoding }))[0]!), encoding).toEqual(rows);
    const windows = [["001", 1, Buffer.from([0x80, 0x8a, 0xfc, 0x20, 0x20])]];
    expect(valuesOf(readXpt("f", madeXpt([member(windows)]))[0]!)).toEqual([["001", 1, "€Šü"]]);
  });

  test("descriptions of 136 bytes, as of 140", () => {
    const rows = [["001", 1, "CR"]];
    for (const size of [140, 136] as const)
      expect(valuesOf(readXpt("f", madeXpt([member(rows)], { size }))[0]!)).toEqual(rows);
  });

  test("several members, one of them without records, each with its own records", () => {
    const one = member([["001", 1, "CR"]], "ONE");
    const none = member([], "NONE");
    const three = member(
      Array.from({ length: 30 }, (_, at) => [`${at}`, at, "PD"]),
      "THREE",
    );
    const read = readXpt("lib.xpt", madeXpt([one, none, three]));
    expect(read.map(({ name, rows }) => [name, rows.length])).toEqual([
      ["ONE", 1],
      ["NONE", 0],
      ["THREE", 30],
    ]);
    expect(valuesOf(read[2]!)).toEqual(three.rows);
    expect(refused(() => readTable("lib.xpt", madeXpt([one, three]))).message).toMatch(
      /holds the datasets "ONE" and "THREE"; one was expected/,
    );
  });

  test("what fills the last 80 bytes is no record, however short records are", () => {
    for (let length = 1; length <= 85; length++) {
      const variables: MadeVariable[] = [{ name: "A", type: "text", length }];
      for (const count of [1, 2, 3, 79, 80, 81]) {
        const rows = Array.from({ length: count }, () => ["x"]);
        expect(valuesOf(readTable("f", madeXpt([{ name: "D", variables, rows }]))), `${count} of ${length}`).toEqual(
          rows,
        );
      }
    }
  });

  test("a blank record is one before the last 79 bytes; within them it is filling, as nothing can tell it from", () => {
    const variables: MadeVariable[] = [{ name: "A", type: "text", length: 20 }];
    const rowsOf = (texts: string[]) =>
      valuesOf(readTable("f", madeXpt([{ name: "D", variables, rows: texts.map((one) => [one]) }])));
    expect(rowsOf(["", "b", "", "d"])).toEqual([[""], ["b"], [""], ["d"]]);
    expect(rowsOf(["", "b", "", ""])).toEqual([[""], ["b"]]);
    expect(rowsOf(["a", "", "", ""])).toEqual([["a"]]);
    expect(rowsOf(["", "", "", ""])).toEqual([[""]]);
  });

  test("80 blank bytes are no filling: they are the beginning of a record that is not there", () => {
    const variables: MadeVariable[] = [{ name: "A", type: "text", length: 100 }];
    const whole = madeXpt([{ name: "D", variables, rows: ["a", "b", "c", "d"].map((one) => [one]) }]);
    // Headers and description of one variable are 880 bytes, four records 400.
    expect(readTable("f", whole).rows).toHaveLength(4);
    const longer = Buffer.concat([whole, Buffer.alloc(80, " ")]);
    expect(refused(() => readTable("f", longer)).message).toMatch(
      /ends within record 5 of D, which begins at byte 1280/,
    );
  });

  test("a text like a header is a text, where no record of 80 bytes begins", () => {
    const variables: MadeVariable[] = [
      { name: "ID", type: "text", length: 3 },
      { name: "T", type: "text", length: 77 },
    ];
    const rows = [
      ["001", headerRecord("MEMBER").toString().trim().slice(0, 77)],
      ["002", "x"],
    ];
    expect(valuesOf(readTable("f", madeXpt([{ name: "D", variables, rows }])))).toEqual(rows);
  });

  test("any numbers and texts come back as they were written", () => {
    const number = fc.oneof(
      fc
        .double({ noNaN: true, min: -(2 ** 252 - 2 ** 199), max: 2 ** 252 - 2 ** 199 })
        .filter((x) => Math.abs(x) >= 2 ** -260),
      fc.integer(),
      fc.constantFrom(0, 1e-70, 2 ** -260, undefined),
    );
    const text = fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 4 }),
      fc.constantFrom("O'Neil", '"a"', "Ä,ö;ß", "=1+1", "\t\n", "  x", "€"),
    );
    const kept = text.filter((one) => !/[ \0]$|^\uFEFF|\p{Cs}/u.test(one) && Buffer.byteLength(one) <= 24);
    const variables: MadeVariable[] = [
      { name: "ID", type: "text", length: 3 },
      { name: "V", type: "number", length: 8 },
      { name: "T", type: "text", length: 24 },
    ];
    const rows = fc.array(fc.tuple(fc.stringMatching(/^[0-9]{3}$/), number, kept), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(rows, (rows) => {
        const got = valuesOf(readTable("f", madeXpt([{ name: "D", variables, rows }])));
        expect(got).toEqual(rows);
      }),
    );
  });
});

describe("broken SAS transport files", () => {
  const rows = Array.from({ length: 9 }, (_, at) => [`${100 + at}`, at / 7, at % 2 ? "CR" : ""]);
  const good = madeXpt([member(rows)]);
  const data = good.length - 240; // 9 records of 19 bytes are 171, filled up to 240

  test("cut off after any byte, nothing is read", () => {
    expect(good.indexOf("OBS     HEADER") + 60).toBe(data);
    expect(valuesOf(readTable("f", good))).toEqual(rows);
    for (let length = 0; length < good.length; length++) {
      const trouble = refused(() => readDatasets("f.xpt", good.subarray(0, length)));
      const { code, file, text } = trouble.problems[0]!;
      expect(file).toBe("f.xpt");
      expect(code).toBe(length === 0 ? "dataset-unknown" : "file-truncated");
      if (length % 80 !== 0) expect(text).toContain(`ends at byte ${length}`);
      else if (length > data)
        expect(text).toMatch(/ends within record [59] of ADRS, which begins at byte 1(276|352)\./);
    }
  });

  test("what version 5 cannot tell: a file cut off between records at 80 bytes, or between members", () => {
    const variables: MadeVariable[] = [{ name: "ID", type: "text", length: 40 }];
    const made = madeXpt([{ name: "D", variables, rows: [["1"], ["2"], ["3"], ["4"]] }]);
    expect(valuesOf(readTable("f", made.subarray(0, made.length - 80)))).toEqual([["1"], ["2"]]);
    expect(refused(() => readTable("f", made.subarray(0, made.length - 160))).message).toContain(
      "it holds none, or was cut off",
    );
    const two = madeXpt([member(rows, "ONE"), member(rows, "TWO")]);
    const second = two.lastIndexOf("HEADER RECORD*******MEMBER");
    expect(readDatasets("f", two.subarray(0, second)).map(({ name }) => name)).toEqual(["ONE"]);
  });

  test("other versions are refused by name", () => {
    const eight = Buffer.concat([headerRecord("LIBV8"), good.subarray(80)]);
    expect(refused(() => readTable("f.xpt", eight)).message).toMatch(
      /^f\.xpt: is of version 8 or 9; .* version 5.*\[dataset-version\]/s,
    );
    const cport = Buffer.from("**COMPRESSED** **COMPRESSED** **COMPRESSED** **COMPRESSED** **COMPRESSED********");
    expect(refused(() => readTable("f.xpt", cport)).message).toMatch(/PROC CPORT.*\[dataset-version\]/s);
  });

  const edits: readonly (readonly [name: string, edit: (bytes: Buffer) => void, told: RegExp])[] = [
    [
      "a member header that is none",
      (b) => b.write("X", 240),
      /holds "XEADER.*the header MEMBER was expected at byte 240/,
    ],
    ["a descriptor header that is none", (b) => b.write("X", 320), /the header DSCRPTR was expected at byte 320/],
    ["a list header that is none", (b) => b.write("X", 560), /the header NAMESTR was expected at byte 560/],
    [
      "descriptions of another length",
      (b) => b.write("0138", 314),
      /in 138 bytes, says byte 314; 140 or 136 were expected/,
    ],
    ["a length of descriptions that is none", (b) => b.write("01x0", 314), /holds "01x0" at byte 314/],
    ["too few variables", (b) => b.write("0001", 614), /the header OBS was expected at byte 800/],
    ["too many variables", (b) => b.write("0004", 614), /the header OBS was expected at byte 1200/],
    [
      "more variables than there are bytes",
      (b) => b.write("9999", 614),
      /ends at byte \d+; the header OBS was expected/,
    ],
    ["no variables", (b) => b.write("0000", 614), /the header OBS was expected at byte 640/],
    ["a kind that is none", (b) => b.writeUInt16BE(3, 640), /"USUBJID", described at byte 640, is of kind 3/],
    ["a text of no bytes", (b) => b.writeUInt16BE(0, 644), /"USUBJID".* is a text of no bytes/],
    ["a number of nine bytes", (b) => b.writeUInt16BE(9, 784), /"AVAL".* is a number of 9 bytes; 2 to 8 were expected/],
    ["a gap between variables", (b) => b.writeUInt16BE(5, 644), /"AVAL" stands at byte 6 of a record; 5 was expected/],
    ["two variables of one name", (b) => b.write("USUBJID ", 788), /"USUBJID" is described twice/],
    ["a variable without a name", (b) => b.write("        ", 648), /described at byte 640, has no name/],
    [
      "a number that is none",
      (b) => b.write("@\0\0\0\0\0\0\0", data + 19 + 6, "latin1"),
      /record 2, ADRS\.AVAL: the 8 bytes from byte \d+ on are neither/,
    ],
    ["a number of blanks", (b) => b.fill(" ", data + 6, data + 14), /record 1, ADRS\.AVAL: the 8 bytes/],
    ["something in what fills up the end", (b) => b.write("x", b.length - 1), /ends within record 10 of ADRS/],
  ];
  test.each(edits)("%s", (_, edit, told) => {
    const bytes = Buffer.from(good);
    edit(bytes);
    expect(bytes.equals(good)).toBe(false);
    expect(refused(() => readXpt("f.xpt", bytes)).message).toMatch(told);
  });

  test("copied as text, with line ends every 80 bytes", () => {
    const lines = Array.from({ length: good.length / 80 }, (_, at) => good.toString("latin1", at * 80, at * 80 + 80));
    expect(refused(() => readTable("f", Buffer.from(lines.join("\n"), "latin1"))).message).toMatch(
      /within a record of 80 bytes/,
    );
    const even = Buffer.from(`${lines.join("\n")}${"\n".repeat(81 - (lines.length % 80))}`, "latin1");
    expect(even.length % 80).toBe(0);
    expect(refused(() => readTable("f", even)).message).toMatch(/the header MEMBER was expected at byte 240/);
  });

  test("all numbers that are none are told at once", () => {
    const bytes = madeXpt([member(rows.map(([id, , text]) => [id, Buffer.alloc(8, " "), text]))]);
    expect(refused(() => readXpt("f", bytes)).problems).toHaveLength(9);
  });

  test("changed in any bytes: Trouble or datasets, and no other exception", () => {
    const edit = fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(edit, fc.nat(good.length), (edits, length) => {
        const bytes = Buffer.from(good);
        for (const [at, byte] of edits) bytes[at] = byte;
        for (const part of [bytes, bytes.subarray(0, length)]) {
          const got = attempt(() => readDatasets("f", part));
          if (!(got instanceof Trouble))
            for (const { rows } of got) expect(rows.map(({ record }) => record)).toEqual(rows.map((_, at) => at + 1));
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe("SAS transport files that haven wrote", () => {
  for (const { name, input, result } of reference("xpt").cases) {
    test(name, () => {
      const dataset = readTable("made.xpt", Buffer.from(input.base64, "base64"));
      expect(dataset.name).toBe("MADE");
      expect(dataset.label).toBe(result.label);
      expect(dataset.variables.map((variable) => variable.name)).toEqual(result.names);
      const wanted = (result.rows as (Value | null)[][]).map((row) => row.map((value) => value ?? undefined));
      expect(valuesOf(dataset)).toEqual(wanted);
    });
  }
});

/** Dataset-JSON as the tests make it, after CDISC's specification. */
const head = {
  datasetJSONCreationDateTime: "2024-11-11T15:09:13",
  datasetJSONVersion: "1.1.0",
  itemGroupOID: "IG.D",
  records: 3,
  name: "D",
  label: "Made",
  columns: [
    { itemOID: "IT.D.ID", name: "ID", label: "Id", dataType: "string", length: 12, keySequence: 1 },
    { itemOID: "IT.D.N", name: "N", label: "Whole", dataType: "integer" },
    { itemOID: "IT.D.X", name: "X", label: "Any number", dataType: "double", displayFormat: "8.3" },
    { itemOID: "IT.D.P", name: "P", label: "Exact", dataType: "decimal", targetDataType: "decimal" },
    {
      itemOID: "IT.D.T",
      name: "T",
      label: "Date",
      dataType: "date",
      targetDataType: "integer",
      displayFormat: "DATE9.",
    },
  ],
};
const jsonRows: readonly (readonly unknown[])[] = [
  ["001", 1, 0.1, "0.1", "2024-05-17"],
  ['Ä "ö"\n', null, null, null, null],
  ["", -3, 1e-70, "1,234.50", "2024-05"],
];
const madeJson = (rows: readonly unknown[] = jsonRows, change: object = {}, indent = 0) =>
  utf8(JSON.stringify({ ...head, ...change, rows }, null, indent));
const madeLines = (rows: readonly unknown[] = jsonRows, change: object = {}, end = "\n") =>
  utf8([{ ...head, ...change }, ...rows].map((line) => JSON.stringify(line) + end).join(""));

describe("Dataset-JSON 1.1", () => {
  test("variables and values; null is a missing number or a blank text, dates stay as they are written", () => {
    const dataset = readDatasetJson("d.json", madeJson());
    expect(dataset).toEqual({
      file: "d.json",
      name: "D",
      label: "Made",
      variables: [
        { name: "ID", label: "Id", type: "text", length: 12, format: "" },
        { name: "N", label: "Whole", type: "number", length: 0, format: "" },
        { name: "X", label: "Any number", type: "number", length: 0, format: "8.3" },
        { name: "P", label: "Exact", type: "number", length: 0, format: "" },
        { name: "T", label: "Date", type: "text", length: 0, format: "DATE9." },
      ],
      rows: [
        { record: 1, values: ["001", 1, 0.1, 0.1, "2024-05-17"] },
        { record: 2, values: ['Ä "ö"\n', undefined, undefined, undefined, ""] },
        { record: 3, values: ["", -3, 1e-70, 1234.5, "2024-05"] },
      ],
    });
  });

  test("both layouts hold the same, whatever their blanks, line ends and byte order mark", () => {
    const wanted = valuesOf(readDatasetJson("f", madeJson()));
    const mark = utf8("\uFEFF");
    for (const bytes of [
      ...[
        madeJson(jsonRows, {}, 2),
        Buffer.concat([mark, madeJson()]),
        Buffer.concat([utf8("\n \n"), madeJson(), utf8("\n\n")]),
      ],
      ...[
        madeLines(),
        madeLines(jsonRows, {}, "\r\n"),
        madeLines(jsonRows, {}, "\n\n"),
        Buffer.concat([mark, madeLines()]),
      ],
    ])
      expect(valuesOf(readTable("f", bytes))).toEqual(wanted);
    expect(readTable("f", madeLines(jsonRows, {}, "\n\n")).rows[1]).toMatchObject({ record: 2, line: 5 });
  });

  test("the other dataTypes: URI, datetime and time are texts, boolean is one of two words, float is a number", () => {
    const kinds = { URI: "http://a", datetime: "2024-05-17T08:00", time: "08:00", boolean: true, float: 2.5 };
    const columns = Object.keys(kinds).map((dataType) => ({ name: dataType, label: "", dataType }));
    const dataset = readTable("f", madeJson([Object.values(kinds), columns.map(() => null)], { columns, records: 2 }));
    expect(valuesOf(dataset)).toEqual([
      ["http://a", "2024-05-17T08:00", "08:00", "true", 2.5],
      ["", "", "", "", undefined],
    ]);
  });

  test("no rows at all, where no records are said", () => {
    expect(readTable("f", madeJson([], { records: 0 })).rows).toEqual([]);
    expect(readTable("f", utf8(JSON.stringify({ ...head, records: 0 }))).rows).toEqual([]);
  });

  test("1.0 and files without a version are refused", () => {
    const old = { creationDateTime: "2023", datasetJSONVersion: "1.0.0", clinicalData: { itemGroupData: {} } };
    const said = refused(() => readTable("d.json", utf8(JSON.stringify(old)))).message;
    expect(said).toMatch(/^d\.json: is Dataset-JSON "1\.0\.0"; 1\.1 was expected\..*\[dataset-version\]/s);
    expect(refused(() => readTable("f", madeJson([], { datasetJSONVersion: undefined }))).message).toMatch(
      /does not say which version/,
    );
    for (const version of ["1.10", "11", "2.0.0", 1.1])
      refused(() => readTable("f", madeJson(jsonRows, { datasetJSONVersion: version })));
  });

  const column = (change: object) => ({ columns: [{ ...head.columns[0]!, ...change }, ...head.columns.slice(1)] });
  const broken: readonly (readonly [name: string, change: object, told: RegExp])[] = [
    [
      "more records said than held",
      { records: 4 },
      /says that it holds "4" records, and holds 3\..*\[file-truncated\]/s,
    ],
    [
      "fewer records said than held",
      { records: 2 },
      /says that it holds "2" records, and holds 3\..*\[dataset-broken\]/s,
    ],
    ["no number of records", { records: undefined }, /says that it holds "nothing" records/],
    ["no name", { name: "" }, /has no name/],
    ["no label", { label: 7 }, /has no label/],
    ["no columns", { columns: [] }, /has no columns/],
    ["a column that is none", { columns: ["ID"] }, /columns, 1: is no object/],
    ["a column without a name", column({ name: undefined }), /columns, 1: has no name/],
    ["a column without a label", column({ label: null }), /columns, 1: the column "ID" has no label/],
    ["two columns of one name", column({ name: "N" }), /columns, 2: has the name "N", as column 1 has/],
    ["a dataType that is none", column({ dataType: "text" }), /"ID" is of dataType "text"; one of string, URI/],
    ["a dataType of another kind of thing", column({ dataType: "constructor" }), /is of dataType "constructor"/],
    ["a length that is none", column({ length: "12" }), /"ID" has a length or a displayFormat that is none/],
  ];
  test.each(broken)("%s", (_, change, told) => {
    expect(refused(() => readDatasetJson("d.json", madeJson(jsonRows, change))).message).toMatch(told);
    expect(refused(() => readDatasetJson("d.json", madeLines(jsonRows, change))).message).toMatch(told);
  });

  const good = ["a", 1, 1, "1", "2024"];
  const cells: readonly (readonly [name: string, row: unknown, told: RegExp])[] = [
    ["a number for a text", [1, ...good.slice(1)], /record 2, D\.ID: "1" is not a text/],
    ["a text for a whole number", ["a", "1", 1, "1", ""], /record 2, D\.N: "1" is not a whole number/],
    ["a broken number for a whole one", ["a", 1.5, 1, "1", ""], /D\.N: "1.5" is not a whole number/],
    ["a whole number beyond doubles", ["a", 2 ** 53, 1, "1", ""], /D\.N: "9007199254740992" is not a whole number/],
    ["yes or no for a number", ["a", 1, true, "1", ""], /D\.X: "true" is not a number/],
    ["a number for a decimal", ["a", 1, 1, 1, ""], /D\.P: "1" is not a decimal number in quotes/],
    ["a decimal with a decimal comma", ["a", 1, 1, "1,5", ""], /D\.P: "1,5" is not a decimal/],
    ["a blank decimal", ["a", 1, 1, "", ""], /D\.P: "" is not a decimal/],
    ["a list for a date", ["a", 1, 1, "1", ["2024"]], /D\.T: "\["2024"\]" is not a text/],
    ["a value too few", good.slice(1), /record 2: holds 4 values; one for each of 5 columns was expected/],
    ["a value too many", [...good, 1], /record 2: holds 6 values/],
    ["an object for a row", { ID: "a" }, /record 2: is no list of values/],
  ];
  test.each(cells)("%s", (_, row, told) => {
    const rows = [good, row, good];
    expect(refused(() => readTable("d.json", madeJson(rows))).message).toMatch(told);
    expect(refused(() => readTable("d.json", madeLines(rows))).message).toMatch(
      new RegExp(told.source.replace("record 2", "line 3")),
    );
  });

  test("a number that no double holds is no number, rather than infinite", () => {
    const bytes = utf8(madeJson([good, good, good]).toString().replace('["a",1,1,', '["a",1,1e999,'));
    expect(refused(() => readTable("f", bytes)).message).toMatch(/record 1, D\.X: .* is not a number/);
  });

  test("all values that do not fit are told at once", () => {
    const rows = [
      ["a", "x", "y", "1", ""],
      [1, 1, 1, "1", ""],
    ];
    expect(
      refused(() => readTable("f", madeJson(rows, { records: 2 }))).problems.map(({ record, column }) => [
        record,
        column,
      ]),
    ).toEqual([
      [1, "D.N"],
      [1, "D.X"],
      [2, "D.ID"],
    ]);
  });

  test("cut off after any byte: Trouble, or the whole", () => {
    const cut = (whole: Buffer, spare: number) => {
      const wanted = valuesOf(readTable("f", whole));
      for (let length = 0; length < whole.length; length++) {
        const got = attempt(() => readTable("f", whole.subarray(0, length)));
        if (length < whole.length - spare) expect(got, `${length} of ${whole.length}`).toBeInstanceOf(Trouble);
        else expect(valuesOf(got as Dataset)).toEqual(wanted);
      }
    };
    cut(madeJson(), 0);
    cut(madeJson(jsonRows, {}, 1), 0);
    cut(madeLines(), 1);
    cut(madeLines(jsonRows, {}, "\r\n"), 2);
  });

  test("what is broken elsewhere", () => {
    const told = (text: string) => refused(() => readTable("f", utf8(text))).message;
    expect(told('{"a":')).toMatch(/is no JSON, or was cut off/);
    expect(told(`${madeLines().toString()}{`)).toMatch(/line 5: is no JSON/);
    expect(told(`${madeJson().toString()}\n["x"]`)).toMatch(/holds rows within and after its first line/);
    expect(told(JSON.stringify({ ...head, rows: {} }))).toMatch(/has rows that are no list/);
  });

  test("any texts and numbers come back, from both layouts", () => {
    const row = fc.tuple(
      fc.string({ unit: "binary" }),
      fc.option(fc.maxSafeInteger()),
      fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => x + 0)),
      fc.option(fc.integer().map(String)),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        const wanted = rows.map(([id, n, x, p, t]) => [
          id,
          n ?? undefined,
          x ?? undefined,
          p === null ? undefined : Number(p),
          t,
        ]);
        const records = { records: rows.length };
        expect(valuesOf(readTable("f", madeJson(rows, records)))).toEqual(wanted);
        expect(valuesOf(readTable("f", madeLines(rows, records)))).toEqual(wanted);
      }),
    );
  });

  test("changed in any bytes: Trouble or a dataset, and no other exception", () => {
    const edit = fc.array(fc.tuple(fc.nat(2000), fc.nat(255)), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(edit, fc.boolean(), (edits, lines) => {
        const bytes = lines ? madeLines() : madeJson();
        for (const [at, byte] of edits) bytes[at % bytes.length] = byte;
        const got = attempt(() => readTable("f", bytes));
        if (!(got instanceof Trouble)) expect(got.rows).toHaveLength(3);
      }),
      { numRuns: 500 },
    );
  });
});

describe("what a file is, by its content", () => {
  test("text with a heading: every column is a text, as it was written", () => {
    const wanted = [
      ["001", "1.50", 'Ä, "x"'],
      ["002", "", "constructor"],
    ];
    const text = 'USUBJID,AVAL,constructor\n001,1.50,"Ä, ""x"""\n\n002,,constructor\n';
    for (const bytes of [
      utf8(text),
      utf8(`\uFEFF${text}`),
      Buffer.from(text, "latin1"),
      Buffer.from(`\uFEFF${text}`, "utf16le"),
    ])
      expect(valuesOf(readTable("adsl.xpt", bytes))).toEqual(wanted);
    for (const mark of [";", "\t"])
      expect(valuesOf(readTable("f", utf8(`A${mark}B\n001${mark}2\n`)))).toEqual([["001", "2"]]);
    expect(readTable("f.csv", utf8(text))).toEqual({
      ...{ file: "f.csv", name: "", label: "" },
      variables: [
        { name: "USUBJID", label: "", type: "text", length: 3, format: "" },
        { name: "AVAL", label: "", type: "text", length: 4, format: "" },
        { name: "constructor", label: "", type: "text", length: 11, format: "" },
      ],
      rows: [
        { record: 1, line: 2, values: wanted[0] },
        { record: 2, line: 4, values: wanted[1] },
      ],
    });
  });

  test("a heading that JavaScript has a meaning for is a heading", () => {
    expect(valuesOf(readTable("f", utf8("__proto__,toString\n1,2\n")))).toEqual([["1", "2"]]);
  });

  test("blank columns are left out, and a cell in one is trouble", () => {
    expect(valuesOf(readTable("f", utf8("A,,B,\n1,,2,\n")))).toEqual([["1", "2"]]);
    expect(refused(() => readTable("f", utf8("A,,B,\n1,x,2,\n"))).message).toMatch(
      /line 2: holds a cell under no heading/,
    );
  });

  const made = madeXpt([member([["001", 1, "CR"]])]);
  test("never by its name", () => {
    for (const name of ["a.csv", "a.json", "a.ndjson", "a.xpt", "a"]) {
      expect(readTable(name, made).name).toBe("ADRS");
      expect(readTable(name, madeJson()).name).toBe("D");
      expect(readTable(name, madeLines()).name).toBe("D");
      expect(readTable(name, utf8("A,B\n1,2\n")).name).toBe("");
    }
  });

  test.each([
    ["nothing", Buffer.alloc(0), /is empty/],
    ["an xlsx workbook", hex("504b030414000600"), /is a zip file/],
    ["an old Excel workbook", hex("d0cf11e0a1b11ae1"), /old Excel workbook/],
    ["gzip", gzipSync(made), /is compressed \(gzip\)/],
    ["compressed Dataset-JSON", deflateSync(madeLines()), /is compressed \(Dataset-JSON's \.dsjc\?\)/],
    ["a SAS dataset", Buffer.concat([Buffer.alloc(12), hex("c2ea8160b314")]), /holds zeros as no text does/],
    ["blank lines", utf8("\n \n"), /has no headings/],
  ])("%s is refused", (_, bytes, told) => {
    const trouble = refused(() => readTable("f", bytes));
    expect(trouble.problems.map(({ code }) => code)).toEqual(["dataset-unknown"]);
    expect(trouble.message).toMatch(told);
  });

  test("any bytes: Trouble or datasets, and no other exception", () => {
    const starts = ["", "HEADER RECORD*******", "**COMPRESSED**", "{", "A,B\n", "\uFEFF"].map((text) => utf8(text));
    fc.assert(
      fc.property(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 300 }), (start, bytes) => {
        attempt(() => readDatasets("f", Buffer.concat([start, bytes])));
      }),
      { numRuns: 1000 },
    );
  });
});

const corpus = new URL("../../shared/corpus/cdisc/", import.meta.url).pathname;
const there = existsSync(corpus);

test.runIf(!there)(`skipped: there are no datasets of CDISC in ${corpus}`, (context) => context.skip());

describe.runIf(there)("datasets that CDISC published", () => {
  const files = there ? readdirSync(corpus) : [];
  const read = (ending: string) => {
    const name = files.find((file) => file.endsWith(`_${ending}`))!;
    return readTable(ending, readFileSync(`${corpus}${name}`));
  };
  /** SAS counts days from 1960-01-01. */
  const day = (days: Value) => new Date(Date.UTC(1960, 0, 1 + (days as number))).toISOString().slice(0, 10);

  test.each([
    ["adsl", 254, 49],
    ["adtte", 254, 26],
    ["dm", 18, 26],
    ["rs", 375, 17],
  ])(
    "%s holds the same in .xpt and .json, but that SAS counts days where Dataset-JSON writes dates",
    (name, records, columns) => {
      const [xpt, json] = [read(`${name}.xpt`), read(`${name}.json`)];
      expect(xpt.rows).toHaveLength(records);
      expect(xpt.variables).toHaveLength(columns);
      expect(xpt.name).toBe(json.name);
      expect(xpt.variables.map((variable) => variable.name)).toEqual(json.variables.map((variable) => variable.name));
      // Of the labels one word differs in two: the label of a dataset, and what the define.xml says of SRCDOM.
      const isDate = (at: number) => xpt.variables[at]!.format === "DATE9." && json.variables[at]!.type === "text";
      const dated = xpt.rows.map(({ values }) =>
        values.map((value, at) => (isDate(at) && value !== undefined ? day(value) : value)),
      );
      expect(dated).toEqual(valuesOf(json));
      const dates = xpt.variables.filter((_, at) => isDate(at)).map((variable) => variable.name);
      expect(dates).toEqual(
        { adsl: ["TRTSDT", "TRTEDT", "DISONSDT", "VISIT1DT", "RFENDT"], adtte: ["TRTSDT", "TRTEDT", "STARTDT", "ADT"] }[
          name
        ] ?? [],
      );
      for (const [at, { type }] of xpt.variables.entries())
        expect(json.variables[at]!.type).toBe(isDate(at) ? "text" : type);
    },
  );

  test("adtte.ndjson holds what adtte.json holds, each record with its line", () => {
    const lines = read("adtte.ndjson");
    expect(valuesOf(lines)).toEqual(valuesOf(read("adtte.json")));
    expect(lines.rows.every(({ record, line }) => line === record + 1)).toBe(true);
  });

  test("adtte has 254 records and 152 events", () => {
    for (const ending of ["adtte.xpt", "adtte.json", "adtte.ndjson"]) {
      const dataset = read(ending);
      const censored = dataset.variables.findIndex(({ name }) => name === "CNSR");
      expect(dataset.rows).toHaveLength(254);
      expect(dataset.rows.filter(({ values }) => values[censored] === 0)).toHaveLength(152);
    }
  });

  test("cut off after any 80 bytes, a SAS file is read only where a record ends there too, and then up to it", () => {
    for (const name of ["adsl", "adtte", "dm", "rs"]) {
      const whole = readFileSync(`${corpus}${files.find((file) => file.endsWith(`_${name}.xpt`))!}`);
      const { variables, rows } = readTable("f", whole);
      const width = variables.reduce((sum, { length }) => sum + length, 0);
      const data = whole.indexOf("HEADER RECORD*******OBS") + 80;
      for (let length = 80; length < whole.length; length += 80) {
        const got = attempt(() => readTable("f", whole.subarray(0, length)));
        const records = (length - data) / width;
        if (records > 0 && Number.isInteger(records)) expect((got as Dataset).rows).toEqual(rows.slice(0, records));
        else expect(got, `${name} after ${length} bytes`).toBeInstanceOf(Trouble);
      }
    }
  });
});

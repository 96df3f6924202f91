import { describe, expect, test } from "vitest";
import type { AnalysisDataset, AnalysisVariable } from "../data/analysis-dataset.ts";
import type { Value } from "../data/dataset.ts";
import { ibmFloat } from "../data/ibm-float.ts";
import { putIbmFloat } from "../data/ibm-float-bytes.ts";
import { readXpt } from "../data/xpt.ts";
import { xptPieces } from "../data/xpt-writer.ts";
import { ibmBytes, madeXpt } from "./xpt-made.ts";

// What is written is held against bytes worked out by hand, against the maker of the tests, which was written apart, and
// against what reads it back.

const MOMENT = "2026-11-24T22:01:16.178Z";
const text = (name: string, length: number, label = ""): AnalysisVariable => ({
  ...{ name, label, length, type: "text", dataType: "string", format: "", derivation: "made", origin: "Assigned" },
});
const number = (name: string, dataType: "float" | "date" = "float"): AnalysisVariable => ({
  ...{ name, label: "", length: 8, type: "number", dataType, format: dataType === "date" ? "DATE9." : "" },
  ...{ derivation: "made", origin: "Assigned" },
});
const made = (variables: AnalysisVariable[], rows: Value[][]): AnalysisDataset => ({
  ...{ name: "ADMADE", label: "Made by the test", structure: "made", class: { name: "BASIC DATA STRUCTURE" } },
  ...{ variables, length: rows.length, rows },
});
const written = (dataset: AnalysisDataset) => Buffer.concat([...xptPieces("admade.xpt", dataset, MOMENT)]);

describe("IBM floats", () => {
  const bytes = (value: number | undefined) => {
    const room = new Uint8Array(10).fill(255);
    expect(putIbmFloat(room, 1, value)).toBe(true);
    expect([room[0], room[9]]).toEqual([255, 255]);
    return Buffer.from(room.subarray(1, 9)).toString("hex");
  };

  test("by hand: 1 is 1/16 of 16, -118.625 is -(118.625 / 256) of 256, missing is a point", () => {
    expect(bytes(1)).toBe("4110000000000000");
    expect(bytes(-118.625)).toBe("c276a00000000000");
    expect(bytes(1 / 16)).toBe("4010000000000000");
    expect(bytes(15.9375)).toBe("41ff000000000000");
    expect(bytes(0)).toBe("0000000000000000");
    expect(bytes(-0)).toBe("0000000000000000");
    expect(bytes(undefined)).toBe("2e00000000000000");
  });

  test("as whole numbers alone make them, and back, from one end of the format to the other", () => {
    const least = 16 ** -65;
    const values = [least, 16 ** 63 * (1 - 2 ** -53), Math.PI, 0.1, 1 / 3, 2 ** 53 - 1, -1e-70, 1e75];
    for (let power = -258; power < 251; power++) values.push(-1.2345678901234567 * 2 ** power);
    for (const value of values) {
      expect(bytes(value)).toBe(ibmBytes(value).toString("hex"));
      expect(ibmFloat(Buffer.from(bytes(value), "hex"), 0, 8)).toBe(value);
    }
  });

  test("what is beyond the format is not written", () => {
    const room = new Uint8Array(8).fill(7);
    for (const value of [16 ** 63, -(16 ** 63), 16 ** -65 / 2, Number.NaN, Number.POSITIVE_INFINITY, Number.MIN_VALUE])
      expect(putIbmFloat(room, 0, value)).toBe(false);
    expect([...room]).toEqual(Array(8).fill(7));
  });
});

describe("transport files", () => {
  const variables = [
    text("USUBJID", 7, "Unique Subject Identifier"),
    number("AVAL"),
    text("STATE", 3),
    number("ADT", "date"),
  ];
  const rows = [
    ["101-001", 2.841333333333, "ok", "2014-01-02"],
    ["101-002", undefined, "", undefined],
    ["=1+1", -1e-9, "  x", "1959-12-31"],
  ];

  test("the records of the head, by hand after TS-140", () => {
    const bytes = written(made(variables, rows));
    const record = (at: number) => bytes.toString("latin1", at * 80, at * 80 + 80);
    const zeros = "000000000000000000000000000000  ";
    expect(record(0)).toBe(`HEADER RECORD*******LIBRARY HEADER RECORD!!!!!!!${zeros}`);
    expect(record(1).slice(0, 24)).toBe("SAS     SAS     SASLIB  ");
    expect(record(1).slice(64)).toBe("24NOV26:22:01:16");
    expect(record(2)).toBe("24NOV26:22:01:16".padEnd(80));
    expect(record(3)).toBe("HEADER RECORD*******MEMBER  HEADER RECORD!!!!!!!000000000000000001600000000140  ");
    expect(record(4)).toBe(`HEADER RECORD*******DSCRPTR HEADER RECORD!!!!!!!${zeros}`);
    expect(record(5).slice(0, 24)).toBe("SAS     ADMADE  SASDATA ");
    expect(record(6)).toBe(`${"24NOV26:22:01:16".padEnd(32)}${"Made by the test".padEnd(48)}`);
    expect(record(7)).toBe("HEADER RECORD*******NAMESTR HEADER RECORD!!!!!!!000000000400000000000000000000  ");
    // 4 descriptions of 140 bytes are 560: 7 records; then the head of the records of 26 bytes.
    expect(record(15)).toBe(`HEADER RECORD*******OBS     HEADER RECORD!!!!!!!${zeros}`);
    expect(record(16).slice(0, 7)).toBe("101-001");
    expect(bytes.length).toBe((16 + 1) * 80);
  });

  test("from the descriptions on the bytes are those of the tests' own maker", () => {
    const days = [19725, undefined, -1];
    const expected = madeXpt([
      {
        ...{ name: "ADMADE", label: "Made by the test" },
        variables: variables.map(({ name, label, type, length, format }) => ({
          ...{ name, label, type, length },
          ...(format === "" ? {} : { format: ["DATE", 9, 0] as const }),
        })),
        rows: rows.map((row, index) => [...row.slice(0, 3), days[index]]),
      },
    ]);
    expect(written(made(variables, rows)).subarray(7 * 80)).toEqual(expected.subarray(7 * 80));
  });

  test("more records than make a piece are read back as they were", () => {
    const many = Array.from({ length: 9001 }, (_, i): Value[] => [`S${i}`, i % 3 === 0 ? undefined : i / 7]);
    const dataset = made([text("USUBJID", 5), number("AVAL")], many);
    const [read] = readXpt("admade.xpt", written(dataset));
    expect(read!.rows.map(({ values }) => values)).toEqual(many);
    expect(written(dataset)).toEqual(written(dataset));
  });

  test("texts and numbers that have no place in the format are refused, with record and variable", () => {
    const refused = (value: string) => () => written(made([text("STATE", 300)], [["fine"], [value]]));
    const place = "admade.xpt record 2, ADMADE.STATE: ";
    expect(refused("IFN\u03b1")).toThrow(`${place}"IFN\u03b1" is not of printable ASCII`);
    expect(refused("a\tb")).toThrow(`${place}"a\\u0009b" is not of printable ASCII`);
    expect(refused("x".repeat(201))).toThrow(
      /has 201 characters; a SAS transport file holds at most 200\.\n.*\[form-unfit\]$/,
    );
    expect(refused("x".repeat(200))).not.toThrow();
    expect(() => written(made([number("AVAL")], [[1e300]]))).toThrow(
      "admade.xpt record 1, ADMADE.AVAL: 1e+300 is beyond the numbers of a SAS transport file.",
    );
  });

  test("names that the format does not know are a mistake of ours", () => {
    for (const name of ["TOOLONGNAME", "lower", "1A", ""])
      expect(() => written(made([number(name)], [[1]]))).toThrow(RangeError);
  });
});

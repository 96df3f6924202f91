import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { taken } from "./fuzz/taken.ts";

// What is lost of an export in its last line, or in the one line that says what follows, must be seen.

const sample = (format: string) => {
  const folder = new URL(`formats/${format}/`, import.meta.url);
  const [name] = readdirSync(folder).filter((file) => file.startsWith("export."));
  return readFileSync(new URL(name!, folder));
};
const codes = (bytes: Uint8Array) => taken(bytes).problems.map(({ code }) => code);

describe.each(["rdes", "eds"])("%s, which is written anew before it is read", (format) => {
  test("cut within a row of wells, it breaks off there", () => {
    const text = sample(format).toString();
    const row = text.search(/\n(?=[^\n]*Il12a)/);
    const end = text.indexOf("\n", row + 1);
    expect(row).toBeGreaterThan(0);
    for (let cut = row + 4; cut < end; cut++)
      expect(
        codes(Buffer.from(text.slice(0, cut))).some((code) => /file-truncated|well-not-a-number/.test(code)),
        text.slice(row + 1, cut),
      ).toBe(true);
    expect(codes(Buffer.from(text))).toEqual([]);
  });
});

describe("Rotor-Gene", () => {
  test("a table under no analysis of its own is not the one's before it", () => {
    const lines = sample("rotor-gene").toString().split("\r\n");
    const analyses = lines.flatMap((line, at) => (/^"?Quantitative analysis of/.test(line) ? [at] : []));
    expect(analyses.length).toBe(3);
    for (const lost of analyses.slice(1))
      expect(codes(Buffer.from(lines.filter((_, at) => at !== lost).join("\r\n")))).toEqual(["assay-unnamed"]);
  });

  test("another instrument's table before or behind it is told", () => {
    const [rotor, cfx] = [sample("rotor-gene"), sample("cfx")];
    expect(codes(Buffer.concat([rotor, Buffer.from("\n"), cfx]))).toEqual(["table-twice"]);
    expect(codes(Buffer.concat([cfx, rotor]))).toEqual(["table-twice"]);
  });
});

describe("SDS 1.x", () => {
  test("a row without a well is of the well above it only where its sample is, or none", () => {
    const text = sample("sds-1").toString();
    expect(codes(Buffer.from(text))).toEqual([]);
    const without = text.replace("\r\nG12,", "\r\n,");
    expect(codes(Buffer.from(without))).toEqual(["well-not-a-number", "table-broken"]);
  });
});

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { exampleStudy } from "../data/example/study.ts";
import { miqeItems } from "../data/miqe.ts";
import { rowsOf } from "../data/table.ts";
import { miqeYaml, readMiqe } from "../pipeline/miqe-file.ts";
import { run } from "../pipeline/run.ts";

const root = mkdtempSync(join(tmpdir(), "deltact-miqe-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

type Row = Readonly<Record<string, string | undefined>>;

function makeStudy(name: string): string {
  const folder = join(root, name);
  for (const { path, text } of exampleStudy({ cards: 6, seed: 4 })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

describe("the checklist", () => {
  test("has the 85 items of 2009, of which 57 are essential", () => {
    expect(miqeItems).toHaveLength(85);
    expect(miqeItems.filter(({ importance }) => importance === "essential")).toHaveLength(57);
    expect(new Set(miqeItems.map(({ id }) => id)).size).toBe(85);
    const sections = [...new Set(miqeItems.map(({ section }) => section))];
    expect(sections.map((one) => miqeItems.filter(({ section }) => section === one).length)).toEqual([
      ...[4, 7, 13, 8, 10, 6, 11, 12, 14],
    ]);
  });

  test("the file that init writes names what data cannot fill, and says nothing as it is", () => {
    const text = miqeYaml();
    expect(readMiqe("miqe.yaml", text)).toEqual(new Map());
    const filled = text.replaceAll(/^# ([a-z0-9-]+): ""/gm, '$1: "told"');
    const asked = miqeItems.filter(({ data }) => !data).map(({ id }) => id);
    expect([...readMiqe("miqe.yaml", filled).keys()]).toEqual(asked);
  });
});

describe("miqe.yaml", () => {
  test("an item that is not known is told with its line and the right one", () => {
    const text = "sample-description: blood\nrt-enzym: SuperScript\nnonsense: x\n";
    expect(() => readMiqe("miqe.yaml", text)).toThrow(
      /miqe\.yaml line 2, rt-enzym: is not an item of the checklist; did you mean "rt-enzyme"\?\nmiqe\.yaml line 3, nonsense: .*its items are "design-groups"/,
    );
  });

  test("a value that is no text, and a file that is no list", () => {
    expect(() => readMiqe("miqe.yaml", "rt-enzyme: [a, b]\n")).toThrow(/line 1, rt-enzyme: .* is not a text/);
    expect(() => readMiqe("miqe.yaml", "- rt-enzyme\n")).toThrow(/is not a list of items/);
    expect(() => readMiqe("miqe.yaml", 'rt-enzyme: "open\n')).toThrow(/study-syntax/);
  });

  test("numbers are texts, and a blank is blank", () => {
    expect(readMiqe("m", "rt-amount: 500\nrt-enzyme:\nrt-primer: ''\n")).toEqual(
      new Map([
        ["rt-amount", "500"],
        ["rt-primer", ""],
      ]),
    );
  });
});

describe("a run", () => {
  const out = join(root, "runs");
  const itemsOf = (made: Awaited<ReturnType<typeof run>>) =>
    new Map([...rowsOf(made.table("miqe"))].map((row) => [row.item as string, row as Row]));
  let folder = "";
  let bare: Awaited<ReturnType<typeof run>>;
  beforeAll(async () => {
    folder = makeStudy("study");
    bare = await run(folder, { out });
  });

  test("fills what the data know, and leaves the rest blank", () => {
    const items = itemsOf(bare);
    expect([...items.keys()]).toEqual(miqeItems.map(({ id }) => id));
    for (const { id, data } of miqeItems)
      if (!data) expect(items.get(id), id).toMatchObject({ value: undefined, from: "blank" });
    const value = (id: string) => items.get(id)!.value;
    expect(value("design-groups")).toMatch(
      /^within subjects: acute-d1 \(C1D1 pre to C1D1 post\), .*; between subjects: response$/,
    );
    expect(value("design-numbers")).toMatch(
      /^6 subjects, 24 samples: C1D1 pre 6, C1D1 post 6, C1D15 pre 6, C1D15 post 6; response: /,
    );
    expect(value("analysis-program")).toContain("SDS 2.1");
    expect(value("analysis-outliers")).toMatch(/1 of 2304 wells are in no mean/);
    expect(value("analysis-references")).toMatch(/^6 reference genes, .*18S.*; how steady/);
    expect(value("analysis-normalisation")).toMatch(/^Delta Ct .* GAPDH.*2\^-dCt/);
    expect(value("analysis-technical")).toBe("of the PCR, an assay in a sample: 1 well (2304 times)");
    expect(value("analysis-statistics")).toMatch(/Wilcoxon signed-rank.*rank-sum/);
    expect(value("analysis-software")).toMatch(/^deltact \d+\.\d+\.\d+$/);
    // There are no controls and no replicates on these cards: nothing stands in for them.
    for (const id of ["analysis-ntc", "analysis-repeatability"])
      expect(items.get(id), id).toMatchObject({ value: undefined, from: "blank" });
  });

  test("its report tells how much is filled, and shows blanks", () => {
    const html = readFileSync(join(bare.folder!.path, "report.html"), "utf8");
    expect(html).toContain("MIQE checklist");
    expect(html).toMatch(/\d+ of 57 essential items and \d+ of 28 desirable ones are filled; the others are blank\./);
    expect(html).toContain("Clin. Chem. 55:611-622");
  });

  test("what the laboratory says is told as its own, behind the data's; the file is an input", async () => {
    const told = makeStudy("told");
    writeFileSync(join(told, "miqe.yaml"), "sample-description: whole blood\nanalysis-references: chosen by geNorm\n");
    const made = await run(told, { out });
    const items = itemsOf(made);
    expect(items.get("sample-description")).toMatchObject({ value: "whole blood", from: "miqe.yaml" });
    expect(items.get("analysis-references")).toMatchObject({ from: "data, miqe.yaml" });
    expect(items.get("analysis-references")!.value).toMatch(/^6 reference genes.* \| chosen by geNorm$/);
    expect(made.study.inputs.map(({ path }) => path)).toContain("miqe.yaml");
    expect(made.id).not.toBe(bare.id);
  });

  test("another file may be named, and must then be there", async () => {
    const other = makeStudy("other");
    const yaml = join(other, "study.yaml");
    writeFileSync(yaml, `${readFileSync(yaml, "utf8")}\nmiqe: laboratory.yaml\n`);
    await expect(run(other)).rejects.toThrow(/laboratory\.yaml: is not there/);
    writeFileSync(join(other, "laboratory.yaml"), "pcr-instrument: Applied Biosystems\n");
    expect(itemsOf(await run(other)).get("pcr-instrument")).toMatchObject({
      value: expect.stringMatching(/ViiA 7.* \| Applied Biosystems$/),
      from: "data, miqe.yaml",
    });
  });

  test("controls without template and replicates are told where there are some", async () => {
    const with2 = makeStudy("controls");
    const samples = join(with2, "samples.csv");
    const text = readFileSync(samples, "utf8");
    const own = /^(INO-\d+) C1D15 post,\1,C1D15,post,[^\n]*$/m.exec(text)!;
    writeFileSync(
      samples,
      text.replace(own[0], `${own[1]} C1D15 post,,,,,`).replace(/^.*C1D15 post,,,,,$/m, "NTC,,,,,"),
    );
    for (const { path } of [...exampleStudy({ cards: 6, seed: 4 })].filter((one) => one.path.startsWith("cards/"))) {
      const file = join(with2, path);
      writeFileSync(file, readFileSync(file, "utf8").replaceAll(`${own[1]} C1D15 post`, "NTC"));
    }
    const items = itemsOf(await run(with2));
    expect(items.get("analysis-ntc")!.value).toMatch(
      /^amplification in 96 wells without template: in \d+, at Ct \d+\.\d at/,
    );
  });
});

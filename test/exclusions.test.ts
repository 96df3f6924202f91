import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { editWells } from "../data/example/faults/edit.ts";
import { exampleStudy } from "../data/example/study.ts";
import { rowsOf } from "../data/table.ts";
import { run } from "../pipeline/run.ts";

const root = mkdtempSync(join(tmpdir(), "deltact-exclusions-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

type Files = Map<string, string>;
const study = (): Files => new Map([...exampleStudy({ fault: "none" })].map(({ path, text }) => [path, text]));
const by = "bubble in the port,A. Example,2013-02-01";

let number = 0;
async function ran(files: Files, options: Parameters<typeof run>[1] = { until: "expression" }) {
  const folder = join(root, String(++number));
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const done = await run(folder, options);
  const of = (name: string) => [...rowsOf(done.table(name))] as Record<string, unknown>[];
  return { ...done, of };
}

/** What is excluded, by sample and assay. */
async function excluded(rows: string, change: (files: Files) => void = () => {}): Promise<string[]> {
  const files = study();
  files.set("exclusions.csv", `scope,card,well,sample,assay,reason,person,date\n${rows}\n`);
  change(files);
  const { of } = await ran(files);
  return of("expression").flatMap(({ sample, assay, state }) => (state === "excluded" ? [`${sample} ${assay}`] : []));
}

const [, firstRow] = study().get("samples.csv")!.split("\n");
const [sample, , , , , card] = firstRow!.split(",") as [string, string, string, string, string, string];

describe("the laboratory's exclusions", () => {
  test("of a well", async () =>
    expect(await excluded(`well,${card},9,,,${by}`)).toEqual([expect.stringMatching(`^${sample} `)]));
  test("of a sample", async () => expect(await excluded(`sample,,,${sample},,${by}`)).toHaveLength(96));
  test("of a card", async () => expect(await excluded(`card,${card},,,,${by}`)).toHaveLength(384));
  test("of an assay: everywhere, on a card, in a sample", async () => {
    expect(await excluded(`assay,,,,BAX,${by}`)).toHaveLength(48);
    expect(await excluded(`assay,${card},,,BAX,${by}`)).toHaveLength(4);
    expect(await excluded(`assay,,,${sample},BAX,${by}`)).toHaveLength(1);
  });

  test("is the same as leaving the wells out in the instrument's software", async () => {
    const files = study();
    files.set("exclusions.csv", `scope,card,well,reason,person,date\nwell,${card},9,${by}\nwell,${card},12,${by}\n`);
    const listed = await ran(files);
    const edited = study();
    editWells(edited, `cards/${card}.txt`, (cells) =>
      /^(9|12)$/.test(cells.Well!) ? { ...cells, Omit: "true" } : cells,
    );
    const omitted = await ran(edited);
    expect(listed.of("expression")).toEqual(omitted.of("expression"));
    expect(listed.of("expression")).not.toEqual((await ran(study())).of("expression"));
  });

  test("are told in quality.csv with file and line, and in the report; the table is an input of the run", async () => {
    const files = study();
    files.set("lab.csv", `scope,sample,reason,person,date\nsample,${sample},<b>haemolysed</b>,A. Example,2013-02-01\n`);
    files.set("study.yaml", `${files.get("study.yaml")}\nexclusions: lab.csv\nassociation: { permutations: 0 }\n`);
    const { of, folder } = await ran(files, { out: join(root, "runs") });
    expect(of("quality").filter(({ check }) => check === "laboratory")).toEqual([
      expect.objectContaining({ level: "exclude", scope: "sample", sample, file: "lab.csv", line: 2 }),
    ]);
    const report = readFileSync(join(folder!.path, "report.html"), "utf8");
    expect(report).toContain("&lt;b>haemolysed&lt;/b> (A. Example, 2013-02-01)");
    expect(report).not.toContain("<b>haemolysed");
    const { inputs } = JSON.parse(readFileSync(join(folder!.path, "provenance.json"), "utf8"));
    expect(inputs.map(({ path }: { path: string }) => path)).toContain("lab.csv");
    expect(report).toContain("Results without and with what was left out");
    const effects = of("sensitivity").filter(({ kind }) => kind === "exclusion");
    expect(new Set(effects.map(({ alternative }) => alternative))).toEqual(new Set(["with lab.csv line 2"]));
  });

  test.for([
    ["a sample that is not there", `sample,,,nobody,,${by}`, /no well that is read is of the sample "nobody"/],
    ["a well without its card", `well,,9,,,${by}`, /line 2, card: is blank; what leaves out a well names it/],
    [
      "a scope that is none",
      `plate,${card},,,,${by}`,
      /scope: "plate" is not one of "well", "assay", "sample" and "card"/,
    ],
    [
      "no reason",
      `card,${card},,,,,A. Example,2013-02-01`,
      /reason: is blank; an exclusion tells why, by whom and when/,
    ],
    ["no person", `card,${card},,,,reason,,2013-02-01`, /person: is blank/],
    ["a date that is none", `card,${card},,,,reason,A. Example,1 Feb`, /date: "1 Feb" is not a date/],
  ] as const)("%s is trouble", async ([, rows, told]) => {
    await expect(excluded(rows)).rejects.toThrow(told);
  });

  test("under pseudonyms they leave out the same, and one that names nobody is trouble as ever", async () => {
    const secret = (files: Files) => {
      files.set("key", "k".repeat(32));
      files.set("study.yaml", `${files.get("study.yaml")}\npseudonyms: { key: key }\n`);
    };
    expect(await excluded(`sample,,,${sample},,${by}`, secret)).toHaveLength(96);
    expect(await excluded(`card,${card},,,,${by}`, secret)).toHaveLength(384);
    await expect(excluded(`sample,,,nobody,,${by}`, secret)).rejects.toThrow(/no well that is read is of the sample/);
  });

  test("of a subject who has withdrawn nothing is told", async () => {
    const { of } = await (async () => {
      const files = study();
      const [subject] = sample.split(" ");
      files.set("exclusions.csv", `scope,sample,reason,person,date\nsample,${sample},${by}\n`);
      files.set("subjects.csv", files.get("subjects.csv")!.replace(`${subject},yes,no`, `${subject},yes,yes`));
      return ran(files);
    })();
    expect(of("quality").filter(({ check }) => check === "laboratory")).toEqual([]);
  });
});

describe("quality.exclude", () => {
  const excluding = (checks: string, change: (files: Files) => void) => {
    const files = study();
    change(files);
    files.set("study.yaml", files.get("study.yaml")!.replace("ct_limit: 40", `ct_limit: 40, exclude: "${checks}"`));
    return ran(files);
  };
  const late = (files: Files) =>
    editWells(files, `cards/${card}.txt`, (cells) => {
      if (cells["Sample Name"] !== sample || Number.isNaN(Number(cells.CT))) return cells;
      return { ...cells, CT: (Number(cells.CT) + 5).toFixed(3), "Ct Mean": (Number(cells.CT) + 5).toFixed(3) };
    });

  test("leaves out what the checks raise a flag on, and the flags say so", async () => {
    const { of } = await excluding("reference-level", late);
    const out = of("expression").filter(({ state }) => state === "excluded");
    expect(new Set(out.map((row) => row.sample))).toEqual(new Set([sample]));
    expect(out).toHaveLength(96);
    const flags = of("quality").filter(({ check }) => check === "reference-level");
    expect(flags).toEqual([expect.objectContaining({ level: "exclude", sample })]);
  });

  test("names several checks; without flags nothing is left out", async () => {
    const { of } = await excluding("reference-level, replicate-spread", () => {});
    expect(of("expression").filter(({ state }) => state === "excluded")).toEqual([]);
  });

  test("a name that is no check is trouble", async () => {
    await expect(excluding("reference-levels", () => {})).rejects.toThrow(
      /"reference-levels" is no check; the checks are/,
    );
  });
});

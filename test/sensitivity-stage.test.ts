import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Row } from "../data/column.ts";
import { exampleStudy } from "../data/example/study.ts";
import { rowsOf } from "../data/table.ts";
import { run } from "../pipeline/run.ts";
import type { sensitivityColumns } from "../stages/sensitivity-columns.ts";

// An alternative is right when it is what a run of the whole study gives whose files or settings are so.

const root = mkdtempSync(join(tmpdir(), "deltact-sensitivity-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

type Files = Map<string, string>;
type Sensitivity = Row<typeof sensitivityColumns>;

const quick = "\nassociation: { permutations: 0, models: no }\n";
function files(): Files {
  const made = new Map(
    [...exampleStudy({ subjects: 40, formats: ["quantstudio"] })].map(({ path, text }) => [path, text]),
  );
  made.set("study.yaml", made.get("study.yaml")! + quick.replace("no }", '"no" }'));
  const [, , third, , fifth] = made
    .get("samples.csv")!
    .split("\n")
    .map((row) => row.split(","));
  const told = "a reason,A. Example,2013-02-01";
  const rows = [
    "scope,sample,card,well,reason,person,date",
    `sample,${third![0]},,,${told}`,
    `well,,${fifth![5]},9,${told}`,
  ];
  made.set("exclusions.csv", `${rows.join("\n")}\n`);
  return made;
}

let number = 0;
async function tables(change: (files: Files) => void) {
  const folder = join(root, String(++number));
  const all = files();
  change(all);
  for (const [path, text] of all) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const { table } = await run(folder);
  const of = (name: string) => [...rowsOf(table(name))] as Record<string, unknown>[];
  return {
    tests: of("change-tests"),
    associations: of("association"),
    hours: of("change-hours"),
    quality: of("quality"),
    rows: of("sensitivity") as Sensitivity[],
  };
}

function edit(path: string, from: string | RegExp, to: string) {
  return (all: Files) => {
    const text = all.get(path)!;
    expect(text).toMatch(from);
    all.set(path, text.replace(from, to));
  };
}

let chosen: Awaited<ReturnType<typeof tables>>;
beforeAll(async () => {
  chosen = await tables(() => {});
});

/** The row of a finding in a run's own tables. */
function found({ tests, associations }: typeof chosen, { stage, at, assay, method, outcome }: Sensitivity) {
  return stage === "change"
    ? tests.find((row) => row.contrast === at && row.assay === assay && row.method === method)
    : associations.find(
        (row) => row.outcome === outcome && row.at === at && row.assay === assay && row.method === method,
      );
}

const alternatives: [name: string, change: (files: Files) => void][] = [
  ["without GUSB", edit("panel.csv", /(GUSB,[^,\n]*),reference/, "$1,control")],
  ["without 18S", edit("panel.csv", /(18S,[^,\n]*),reference/, "$1,control")],
  ["35 cycles", edit("study.yaml", "ct_limit: 40", "ct_limit: 35")],
  ["drop", edit("study.yaml", "nondetects: censored", "nondetects: drop")],
  ["limit+1", edit("study.yaml", "nondetects: censored", "nondetects: limit+1")],
  ["with exclusions.csv line 2", edit("exclusions.csv", /sample,INO.*\n/, "")],
  ["with exclusions.csv line 3", edit("exclusions.csv", /\nwell,.*/, "")],
  [
    "without what reference-level has a caution on",
    edit("study.yaml", "ct_limit: 40", "ct_limit: 40, exclude: reference-level"),
  ],
];

describe("an alternative is the run that it stands for", () => {
  test.for(alternatives)("%s", async ([name, change]) => {
    const rows = chosen.rows.filter(({ alternative }) => alternative === name);
    expect(rows.length).toBe(20);
    const apart = await tables(change);
    for (const row of rows) {
      const { n, estimate, low, high, p } = found(apart, row)!;
      expect({ ...row }).toMatchObject({ n, estimate, low, high, p });
    }
  });

  test("one of the pooled hours", () => {
    const rows = chosen.rows.filter(({ kind, stage }) => kind === "hours" && stage === "change");
    expect(rows.length).toBeGreaterThan(10);
    for (const row of rows) {
      const at = (one: Record<string, unknown>) => `${one.contrast} ${one.assay} ${one.hours} h`;
      const { n, estimate, p } = chosen.hours.find((one) => at(one) === `${row.at} ${row.assay} ${row.alternative}`)!;
      expect({ ...row }).toMatchObject({ n, estimate, p });
    }
  });

  test("as the study has it", () => {
    const rows = chosen.rows.filter(({ kind }) => kind === "chosen");
    expect(rows.length).toBe(20);
    for (const row of rows) {
      const { n, estimate, low, high, p } = found(chosen, row)!;
      expect({ ...row }).toMatchObject({ n, estimate, low, high, p, moves: false });
    }
  });
});

test("a conclusion moves when p crosses 0.05 or the direction turns, and not otherwise", () => {
  const direction = ({ p, estimate, concordance }: Sensitivity) =>
    p === undefined ? "not-tested" : p > 0.05 ? "none" : (estimate ?? concordance! - 0.5) > 0 ? "up" : "down";
  let before: string | undefined;
  for (const row of chosen.rows) {
    if (row.kind === "chosen") before = direction(row);
    expect(row.conclusion).toBe(direction(row));
    expect(row.moves).toBe(direction(row) !== before);
  }
  expect(chosen.rows.some(({ moves }) => moves)).toBe(true);
});

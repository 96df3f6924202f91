import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import type { Columns } from "../data/column.ts";
import type { Settings } from "../data/setting.ts";
import { stages } from "../pipeline/settings.ts";
import { figures } from "../reports/figures/index.ts";
import { forms } from "../reports/forms/index.ts";
import { checks } from "../stages/checks/index.ts";
import { endpoints } from "../stages/endpoints/index.ts";
import { formats } from "../stages/formats/index.ts";
import { methods } from "../stages/methods/index.ts";
import { normalisers } from "../stages/normalisers/index.ts";
import { refusals } from "../stages/refusals/index.ts";

// The rules of the house. A rule that is broken is told with the place and the remedy; an exception stands here with its
// reason, and one that is no longer needed fails too.

const root = new URL("..", import.meta.url).pathname;
const tracked = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: root })
  .toString()
  .split("\0")
  .filter((path) => path !== "" && existsSync(join(root, path)));
const isCode = (path: string) => /\.(ts|tsx|mjs)$/.test(path) && !path.endsWith(".d.ts");
const sources = tracked.filter((path) => /^(data|stages|reports|pipeline)\//.test(path) && isCode(path));
const text = (path: string) => readFileSync(join(root, path), "utf8");
const folderOf = (path: string) => path.split("/")[0]!;

/** The files of ours that a file imports, type-only imports among them, and the packages and built-ins. */
function importsOf(path: string): { ours: string[]; others: string[] } {
  const names = ts.preProcessFile(text(path), true, true).importedFiles.map((file) => file.fileName);
  const isOurs = (name: string) => name.startsWith(".");
  return {
    ours: names
      .filter(isOurs)
      .map((name) => relative(root, resolve(root, dirname(path), name.replace(/\?script$/, "")))),
    others: names.filter((name) => !isOurs(name)),
  };
}
const imports = new Map(sources.map((path) => [path, importsOf(path)]));

/** Where the code of a file reaches for what is not its own: clock, process, chance, console; and where it catches. */
function reachesOf(path: string): string[] {
  const file = ts.createSourceFile(path, text(path), ts.ScriptTarget.Latest, false);
  const found: string[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isCatchClause(node)) found.push("catch");
    if (ts.isNewExpression(node) && node.expression.getText(file) === "Date" && !node.arguments?.length)
      found.push("new Date()");
    if (ts.isPropertyAccessExpression(node)) {
      const [object, name] = [node.expression.getText(file), node.name.getText(file)];
      if (/^(process|performance|console|globalThis|crypto)$/.test(object)) found.push(`${object}.${name}`);
      if (/^(Date\.now|Math\.random)$/.test(`${object}.${name}`)) found.push(`${object}.${name}`);
    }
    ts.forEachChild(node, look);
  };
  look(file);
  return found;
}

/** Nothing may be broken; what is excepted must be needed. */
function keep(broken: readonly string[], remedy: string, excepted: Readonly<Record<string, string>> = {}): void {
  const rest = broken.filter((one) => excepted[one] === undefined);
  expect(rest, `${rest.join("\n")}\n  -> ${remedy}`).toEqual([]);
  const idle = Object.keys(excepted).filter((one) => !broken.includes(one));
  expect(idle, `${idle.join("\n")}\n  -> Take the exception out of house.test.ts: it is not needed any more.`).toEqual(
    [],
  );
}

test("there is a house to look at", () => {
  expect(sources.length).toBeGreaterThan(100);
  expect([...imports.values()].flatMap(({ ours }) => ours).length).toBeGreaterThan(300);
  for (const [path, { ours }] of imports)
    for (const target of ours) expect(existsSync(join(root, target)), `${path} imports ${target}`).toBe(true);
  expect(reachesOf("pipeline/run.ts")).toEqual(expect.arrayContaining(["new Date()", "performance.now", "catch"]));
});

describe("import direction", () => {
  const allowed: Readonly<Record<string, readonly string[]>> = {
    data: ["data"],
    stages: ["data", "stages"],
    reports: ["data", "reports"],
    pipeline: ["data", "stages", "reports", "pipeline"],
  };
  const remedies: Readonly<Record<string, string>> = {
    data: "data holds nouns and imports nothing of ours: move what is needed into data, or what needs it into stages.",
    stages:
      "A stage imports data and stages alone: hand it what it needs as input, from the sentence in pipeline/analyse.ts.",
    reports:
      "A report that can import a stage will one day compute a number: put the number into the stage's summary, the noun into data.",
    pipeline: "The pipeline imports data, stages, reports and pipeline: nothing of the tests belongs in the product.",
  };
  test.each(Object.keys(allowed))("%s", (folder) => {
    const broken = [...imports].flatMap(([path, { ours }]) =>
      folderOf(path) === folder
        ? ours
            .filter((target) => !allowed[folder]!.includes(folderOf(target)))
            .map((target) => `${path} imports ${target}`)
        : [],
    );
    keep(broken, remedies[folder]!);
  });

  test("no cycles, those of types included", () => {
    const cycles: string[] = [];
    const done = new Set<string>();
    const visit = (path: string, way: readonly string[]): void => {
      if (way.includes(path)) cycles.push([...way.slice(way.indexOf(path)), path].join(" -> "));
      if (done.has(path)) return;
      done.add(path);
      for (const next of imports.get(path)?.ours ?? []) visit(next, [...way, path]);
    };
    for (const path of sources) visit(path, []);
    keep(cycles, "Break the cycle: what both need is a noun of its own, in data or beside them.");
  });

  test("every file is reached from the command line, the library or the build", () => {
    const seen = new Set<string>();
    const visit = (path: string): void => {
      if (seen.has(path)) return;
      seen.add(path);
      for (const next of imports.get(path)?.ours ?? []) visit(next);
    };
    for (const path of ["pipeline/cli.ts", "pipeline/index.ts", "pipeline/statistics.ts", "pipeline/build.mjs"])
      visit(path);
    keep(
      sources.filter((path) => !seen.has(path)),
      "Import it where it is used, put it into its shelf's index, or take it away.",
      {
        "pipeline/text-width.mjs":
          "the bundle takes it in the place of a package: pipeline/build.mjs names it as an alias",
      },
    );
  });
});

describe("the world outside", () => {
  test("only the pipeline touches Node's modules", () => {
    const broken = [...imports].flatMap(([path, { others }]) =>
      folderOf(path) === "pipeline"
        ? []
        : others.filter((name) => name.startsWith("node:")).map((name) => `${path}: ${name}`),
    );
    keep(broken, "Disk, processes and hashes belong to the pipeline: do it there and hand the result in.", {
      "reports/page.ts: node:crypto":
        "the page's content security policy names the hash of each script and style in it",
    });
  });

  test("only the pipeline touches clock, process, chance and console", () => {
    const broken = sources
      .filter((path) => folderOf(path) !== "pipeline")
      .flatMap((path) => reachesOf(path).map((reach) => `${path}: ${reach}`))
      .filter((reach) => !reach.endsWith(": catch"));
    keep(broken, "The same input gives the same output: hand in the time, a seed (data/chance.ts) or a setting.");
  });

  test("no noun, stage or report catches", () => {
    const broken = sources.filter((path) => folderOf(path) !== "pipeline" && reachesOf(path).includes("catch"));
    keep(broken, "Let it through: Trouble is told by the command line, anything else is a mistake of ours.", {
      "data/encoding.ts": "whether bytes are valid UTF-8 is what the platform's decoder tells by throwing",
      "data/json.ts": "whether a text is JSON is what the platform's parser tells by throwing",
    });
  });
});

describe("names and sizes", () => {
  test("the top level holds what it should", () => {
    const entries = [...new Set(tracked.map(folderOf))];
    const known =
      ".ci .editorconfig .gitattributes .gitignore LICENSE README.md biome.json data package-lock.json package.json pipeline reports stages test tsconfig.json tsconfig.types.json vitest.config.ts";
    keep(
      entries.filter((entry) => !known.split(" ").includes(entry) && !/^(docs?|images?)$/.test(entry)),
      "Put it into one of the five folders, where its name tells what it is.",
    );
  });

  test("nothing is called by a name that means nothing", () => {
    const empty = /(^|\/)(utils?|helpers?|common|core|lib|libs|types?|misc|shared|base|manager)(\.[a-z.]+)?(\/|$)/;
    keep(
      tracked.filter((path) => empty.test(path)),
      "A thing without a name is not finished: name the file for the thing that it is.",
    );
  });

  test("names are lower case words with dashes", () => {
    const broken = tracked.filter(
      (path) =>
        /^(data|stages|reports|pipeline|test)\//.test(path) && !/^[a-z0-9./_-]+$/.test(path.replace("README.md", "")),
    );
    keep(broken, "Write it in lower case with dashes, so that a reader guesses the path.", {
      ...Object.fromEntries(broken.filter((path) => path.endsWith(".R")).map((path) => [path, "R's own ending"])),
    });
  });

  test("hardly any file is long", () => {
    const lines = (path: string) => text(path).split("\n").length - 1;
    const long = sources.filter((path) => lines(path) > 200);
    keep(long, "Split it where the second sentence of its description begins, or give the reason in house.test.ts.");
    const sizes = sources.map(lines).sort((a, b) => a - b);
    const median = sizes[Math.floor(sizes.length / 2)]!;
    expect(
      median,
      `The median file has ${median} lines.\n  -> Split the long ones: about 50 is meant.`,
    ).toBeLessThanOrEqual(70);
  });
});

describe("shelves", () => {
  interface Shelf {
    readonly folder: string;
    /** The contract's type, as parts declare it. */
    readonly contract: string;
    /** The names of the parts, as the index lists them. */
    readonly listed: readonly string[];
  }
  const shelves: readonly Shelf[] = [
    { folder: "stages/formats", contract: "Format", listed: formats.map((part) => part.name) },
    { folder: "stages/refusals", contract: "Refusal", listed: refusals.map((part) => part.name) },
    { folder: "stages/checks", contract: "Check", listed: checks.map((part) => part.name) },
    { folder: "stages/normalisers", contract: "Normaliser", listed: normalisers.map((part) => part.name) },
    { folder: "stages/endpoints", contract: "Endpoint", listed: endpoints.map((part) => part.name) },
    { folder: "stages/methods", contract: "Method", listed: Object.values(methods).map((part) => part.kind) },
    { folder: "reports/figures", contract: "FigureKind", listed: Object.values(figures).map((part) => part.kind) },
    { folder: "reports/forms", contract: "Form", listed: Object.values(forms).map((part) => part.name) },
  ];
  const nameOf = (path: string) => basename(path).replace(/\.tsx?$/, "");

  test.each(shelves)(
    "every part of $folder is in its index, under the name of its file",
    ({ folder, contract, listed }) => {
      const parts = sources
        .filter(
          (path) =>
            dirname(path) === folder &&
            new RegExp(`^export const \\w+(: ${contract}\\b| = ${contract.toLowerCase()}\\()`, "m").test(text(path)),
        )
        .map(nameOf)
        .sort();
      expect(parts.length).toBeGreaterThan(0);
      const remedy = `One file a part, named as the part names itself, and one line in ${folder}/index.ts.`;
      expect([...listed].sort(), `  -> ${remedy}`).toEqual(parts);
    },
  );

  test("parts do not import each other, nor their index", () => {
    const broken = shelves.flatMap(({ folder, listed }) =>
      listed.flatMap((name) => {
        const path = [".ts", ".tsx"].map((end) => `${folder}/${name}${end}`).find((path) => imports.has(path))!;
        const others = [...listed.filter((other) => other !== name), "index"];
        return imports
          .get(path)!
          .ours.filter((target) => dirname(target) === folder && others.includes(nameOf(target)))
          .map((target) => `${path} imports ${target}`);
      }),
    );
    keep(
      broken,
      "Parts import the contract, the list imports the parts: move what two parts share beside the contract.",
    );
  });

  test("a statistic is one public function a file, of the file's name", () => {
    const files = sources.filter((path) => dirname(path) === "stages/statistics");
    expect(files.length).toBeGreaterThan(10);
    const camel = (name: string) => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
    const broken = files.flatMap((path) => {
      const names = [...text(path).matchAll(/^export (?:async )?(?:function\*?|const|class) (\w+)/gm)].map(
        (found) => found[1]!,
      );
      return names.length === 1 && names[0] === camel(nameOf(path))
        ? []
        : [`${path} exports ${names.join(", ") || "types alone"}`];
    });
    keep(broken, "One function a file, named as the file: a reader guesses the path and is right.", {
      "stages/statistics/result.ts exports types alone": "the shape that all tests return",
      "stages/statistics/level.ts exports alphaOf":
        "the noun is the level, which every interval takes; alpha is read from it",
      "stages/statistics/normal-tail.ts exports normalTail, normalTwoSided":
        "one tail and both of them, by one formula",
    });
  });

  test("every statistic says what it answers and where its numbers were checked", () => {
    const broken = sources.filter(
      (path) =>
        dirname(path) === "stages/statistics" && text(path).includes("@example") && !/\* Checked: /.test(text(path)),
    );
    keep(
      broken,
      "Write `Checked: R function -> test/reference/<name>.json` into its comment, and the reference script.",
      { "stages/statistics/order.ts": "the order of values is held against R through midranks and every rank test" },
    );
  });
});

describe("one word, five places", () => {
  const all = Object.entries(stages);

  test.each(
    all.map(([name, stage]) => ({
      name,
      own: stage.name,
      title: stage.title,
      tables: stage.tables as readonly { name: string; columns: Columns }[],
    })),
  )("$name is the file, the stage, the table and the section", ({ name, own, title, tables }) => {
    expect(own).toBe(name);
    expect(sources, `  -> The stage ${name} lives in stages/${name}.ts.`).toContain(`stages/${name}.ts`);
    expect(title.toLowerCase(), "  -> The section of the report bears the stage's name.").toContain(name);
    expect(tables.map((table) => table.name)).toContain(name);
    for (const table of tables) expect(table.name === name || table.name.startsWith(`${name}-`), table.name).toBe(true);
  });

  test("every column has a meaning, in the words of the reader", () => {
    const broken = all.flatMap(([, stage]) =>
      (stage.tables as readonly { name: string; columns: Columns }[]).flatMap(({ name, columns }) =>
        Object.entries(columns)
          .filter(
            ([key, { meaning }]) =>
              !/^[a-z][a-z0-9_]*$/.test(key) || meaning.trim().length < 4 || meaning.endsWith("."),
          )
          .map(([key]) => `${name}.${key}`),
      ),
    );
    keep(
      broken,
      "Give the column a name in snake case and a meaning without a full stop: explain, report and README print it.",
    );
  });

  test("the rows of every table can be told apart by columns that it has", () => {
    const broken = all.flatMap(([, stage]) =>
      stage.tables.flatMap(({ name, columns, key }) =>
        key.length > 0 && key.every((column) => Object.hasOwn(columns, column)) ? [] : [name],
      ),
    );
    keep(broken, "Name in `key` the columns of the table that no two rows have alike.");
  });

  test("every setting has default and meaning, every number its unit and bounds, every word its choices, but for names of columns", () => {
    const broken = all.flatMap(([stage, { settings }]) =>
      Object.entries(settings as Settings).flatMap(
        ([key, { default: value, meaning, unit, bounds, choices, holds }]) => {
          const name = `${stage}.${key}`;
          if (meaning.trim().length < 10) return [`${name} has no meaning`];
          if (typeof value === "string" && !choices?.includes(value) && !holds)
            return [`${name} has no choices, or its default is none of them, nor says what it holds`];
          if (typeof value !== "number") return [];
          if (!unit || !bounds) return [`${name} has no ${unit ? "bounds" : "unit"}`];
          return bounds[0] <= value && value <= bounds[1] && bounds[0] < bounds[1]
            ? []
            : [`${name}: ${value} is out of bounds`];
        },
      ),
    );
    keep(
      broken,
      "Complete the setting: whoever changes it must know what it means, in which unit, and how far it may go.",
    );
  });
});

describe("what is published", () => {
  test("no package of the program is needed at run time", () => {
    const { dependencies = {} } = JSON.parse(text("package.json"));
    keep(Object.keys(dependencies), "dist is bundled: list it under devDependencies.");
    const { optionalDependencies = {} } = JSON.parse(text("package.json"));
    keep(Object.keys(optionalDependencies), "dist is bundled: list it under devDependencies.", {
      libsql: "SQLite is machine code, which cannot be built in; all but the store works without it",
    });
  });

  test("package-lock.json names no registry", () => {
    const broken = text("package-lock.json")
      .split("\n")
      .filter((line) => /"resolved":|https?:\/\/[^"]*\.tgz/.test(line));
    keep(broken.slice(0, 3), "Run `npm install --omit-lockfile-registry-resolved`: the lock is for any registry.");
  });

  test("no path of one machine stands in a file", () => {
    const path = new RegExp(
      `(^|[^\\w.~-])/(${["work", "home", "Users", "root", "mnt", "private"].join("|")})/[\\w.]|[A-Z]:\\\\Users`,
      "m",
    );
    const broken = tracked.filter((file) => !/\.(png|jpg|xlsx|woff2)$/.test(file) && path.test(text(file)));
    keep(broken, "Write it relative to the file, or take it from the command line.");
  });
});

import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { transformSync } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Settings } from "../data/setting.ts";
import { Troubles } from "../data/trouble.ts";
import { Wells } from "../data/well.ts";
import { stages } from "../pipeline/settings.ts";
import { parseStudyFile } from "../pipeline/study-file.ts";
import { discovering } from "../stages/formats/discovering.ts";
import type { Format } from "../stages/formats/format.ts";
import { formats } from "../stages/formats/index.ts";
import { Intake } from "../stages/formats/intake.ts";
import { sourceOf, textWhere } from "../stages/formats/source.ts";
import { readTabbed } from "../stages/formats/tabbed.ts";
import { HEAD } from "../stages/formats/text.ts";

const readme = readFileSync("README.md", "utf8");
const blocks = (language: string) =>
  [...readme.matchAll(new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``, "g"))].map((match) => match[1]!);
const cli = resolve("dist/cli.js");
const folder = mkdtempSync(join(tmpdir(), "deltact-readme-"));

beforeAll(() => {
  execFileSync("node", [cli, "example"], { cwd: folder, stdio: "pipe" });
});
afterAll(() => rmSync(folder, { recursive: true }));

test("the example of the library compiles and says what was planted", () => {
  const example = blocks("ts")[0]!;
  writeFileSync(join(folder, "example.mts"), example);
  mkdirSync(join(folder, "node_modules", "@types"), { recursive: true });
  symlinkSync(resolve("."), join(folder, "node_modules", "deltact"));
  symlinkSync(resolve("node_modules/@types/node"), join(folder, "node_modules", "@types", "node"));
  writeFileSync(join(folder, "example.mjs"), transformSync(example, { loader: "ts" }).code);
  const said = execFileSync("node", ["example.mjs"], { cwd: folder, encoding: "utf8" });
  for (const gene of ["CDKN1A acute-d1 1.", "GADD45A acute-d1 ", "BAX acute-d15 ", "CD22 sustained -1."])
    expect(said).toContain(gene);
  const options = ["--noEmit", "--strict", "--module", "nodenext", "--target", "es2022", "--types", "node"];
  const compiled = spawnSync("node", [resolve("node_modules/typescript/bin/tsc"), ...options, "example.mts"], {
    cwd: folder,
    encoding: "utf8",
  });
  expect(compiled.stdout).toBe("");
}, 60_000);

test("the example of the statistics says what R says", () => {
  writeFileSync(join(folder, "statistics.mjs"), transformSync(blocks("ts")[1]!, { loader: "ts" }).code);
  const said = execFileSync("node", ["statistics.mjs"], { cwd: folder, encoding: "utf8" })
    .trim()
    .split("\n")
    .map(Number);
  // R: wilcox.test(...)$p.value, fisher.test(...)$p.value, coef(coxph(Surv(time, event) ~ x))
  const wanted = [0.02857142857142857, 0.015151515151515152, -0.0607876157];
  said.forEach((value, at) => {
    expect(value).toBeCloseTo(wanted[at]!, 6);
  });
  expect(said).toHaveLength(3);
});

describe("the commands of the README", () => {
  const commands = blocks("sh")
    .flatMap((block) => block.split("\n"))
    .map((line) => line.replace(/#.*/, "").trim())
    .filter((line) => line.startsWith("deltact "));
  const exports = "cards";
  beforeAll(() => {
    // `init` finds exports; filling in the tables is the scientist's work, here the example's tables do.
    mkdirSync(join(folder, "my-study"));
    symlinkSync(join(folder, "example-study", exports), join(folder, "my-study", exports));
    mkdirSync(join(folder, "studies"));
    symlinkSync(join(folder, "example-study"), join(folder, "studies", "example"));
  });

  test("are there", () => expect(commands.length).toBeGreaterThan(3));
  test.each(commands)("%s", (command) => {
    const [run = ""] = readdirSync(join(folder, "runs"));
    const words = command
      .replace(/RUN_[AB]/g, join("runs", run))
      .split(" ")
      .slice(1);
    const done = spawnSync("node", [cli, ...words], { cwd: folder, encoding: "utf8" });
    expect(done.stderr).not.toMatch(/mistake of deltact/);
    expect(done.status, done.stderr).toBe(0);
    if (command.includes(" init ")) {
      // The example's laboratory says nothing of itself.
      rmSync(join(folder, "my-study", "miqe.yaml"));
      const dated = ["assessments.csv", "events.csv", "toxicities.csv"];
      for (const file of ["study.yaml", "panel.csv", "samples.csv", "subjects.csv", ...dated]) {
        writeFileSync(join(folder, "my-study", file), readFileSync(join(folder, "example-study", file)));
      }
    }
  });
});

test("the study file of the README is valid", () => {
  expect(parseStudyFile("README.md", blocks("yaml")[0]!).study.study).toBe("ino-all");
});

test("so it is with CDISC datasets in place of the tables of assessments and events", () => {
  const [study, datasets] = blocks("yaml");
  const text = study!.replace(/^ {2}assessments: .*\n {2}events: .*\n/m, datasets!);
  expect(text).toContain("RS: rs.xpt");
  expect(text).not.toContain("events.csv");
  const { clinical } = parseStudyFile("README.md", text).study;
  expect(clinical!.cdisc!.datasets.LB).toBe("lb.json");
});

test("the table of settings is the program's", () => {
  for (const [stage, { settings }] of Object.entries(stages)) {
    for (const [key, setting] of Object.entries(settings as Settings)) {
      const allowed = setting.choices?.join(", ") ?? setting.bounds?.join(" to ") ?? setting.holds ?? "";
      const value = [setting.default === "" ? "none" : setting.default, setting.unit]
        .filter((word) => word !== undefined)
        .join(" ");
      expect(readme).toContain(`| \`${stage}.${key}\` | ${value} | ${allowed} | ${setting.meaning} |`);
    }
  }
});

describe("what is read", () => {
  test("the table of formats is that of the shelf", () => {
    const rows = formats.map(
      ({ title, tested }) => `| ${title} | ${tested === "real" ? "exports of instruments" : "made files"} |`,
    );
    expect(readme).toContain(`| format | tested on |\n|---|---|\n${rows.join("\n")}\n\n`);
  });

  test("inspect tells of the example what the README shows, in lines that are not cut", () => {
    const at = { cwd: folder, encoding: "utf8", stdio: "pipe" } as const;
    execFileSync("node", [cli, "example", "inspected/example-study", "--cards", "3", "--formats", "quantstudio"], at);
    const told = execFileSync("node", [cli, "inspect", "example-study/cards/EX00001.txt"], {
      ...at,
      cwd: join(folder, "inspected"),
    });
    const shown = blocks("text").find((block) => block.startsWith("example-study/cards/"))!;
    const cut = told
      .trimEnd()
      .split("\n")
      .map((line) => (line.length < 150 ? line : `${line.slice(0, 147)}...`));
    expect(shown.trimEnd().split("\n")).toEqual(cut);
  });

  test("a format as the README writes it reads an export", () => {
    const block = blocks("text").find((block) => block.includes("export const acme"))!;
    const code = transformSync(block, { loader: "ts" }).code.replace(/export \{[^}]*\};?/, "");
    const { acme } = new Function(
      "textWhere",
      "readTabbed",
      `${code.replace("export const", "const")}; return { acme };`,
    )(textWhere, readTabbed) as { acme: Format };
    const lines = ["Acme Cycler\t1", "Plate ID\tP7", "Well\tSample Name\tAssay\tType\tCq\tExcluded"];
    const bytes = Buffer.from(`${[...lines, "A1\ts1\tFOS\t\t23.5\t", "A2\ts1\t18S\t\t99\tyes"].join("\n")}\n`);
    const [text, ...others] = acme.recognise(sourceOf({ file: "a.txt", bytes }, HEAD));
    expect(others).toEqual([]);
    const wells = new Wells(discovering([]), []);
    const intake = new Intake(wells, new Troubles());
    acme.read(text!, intake);
    expect([...wells.ct.subarray(0, 2)]).toEqual([23.5, Number.NaN]);
    expect([wells.cards[0]!.card, wells.omitted[1], wells.asWritten(1)]).toEqual(["P7", 1, "99"]);
  });
});

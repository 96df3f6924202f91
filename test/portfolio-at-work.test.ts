import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { goToWork } from "../pipeline/portfolio/at-work.ts";
import { Call, cli, makeStudy } from "./portfolio-made.ts";

// Of two calls that have one portfolio's studies done, one works and the other ends with 75.

const root = mkdtempSync(join(tmpdir(), "deltact-at-work-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const [studies, out] = [join(root, "studies"), join(root, "out")];
const name = join(out, "at-work.json");
const since = "2026-01-01T00:00:00.000Z";
const portfolio = () => spawnSync(process.execPath, [cli, "portfolio", studies, "--out", out], { encoding: "utf8" });

beforeAll(() => {
  makeStudy(join(studies, "one"), "one", 1);
});
beforeEach(() => rmSync(out, { recursive: true, force: true }));

test("while one works the other does nothing, and says who works; then its name is gone", async () => {
  const words = ["portfolio", studies, "--out", out];
  const first = new Call(cli, words);
  while (!existsSync(name)) await new Promise((go) => setTimeout(go, 5));
  // It stands still, so that it is at work however long the other takes to start.
  first.kill("SIGSTOP");
  const second = portfolio();
  first.kill("SIGCONT");
  expect(second).toMatchObject({ status: 75, stdout: "" });
  expect(second.stderr).toMatch(
    /^Another call is at work on this portfolio: process \d+ on \S+, since 20\S+Z\. If it is not, take \S+at-work\.json away\.\n$/,
  );
  expect(await first.ended).toBe(0);
  expect(existsSync(name)).toBe(false);
});

test("one that was killed on this machine is no longer at work", async () => {
  const killed = new Call(cli, ["portfolio", studies, "--out", out]);
  while (!existsSync(name)) await new Promise((go) => setTimeout(go, 5));
  killed.kill("SIGKILL");
  await killed.ended;
  expect(existsSync(name)).toBe(true);
  expect(portfolio().status).toBe(0);
  expect(existsSync(name)).toBe(false);
});

describe("a name", () => {
  beforeEach(() => {
    expect(portfolio().status).toBe(0);
  });
  const tasks = () => readdirSync(join(out, "tasks"), { recursive: true });

  test.each([
    [
      "of another machine",
      JSON.stringify({ host: "elsewhere", process: 1, since }),
      `: process 1 on elsewhere, since ${since}`,
    ],
    ["that was broken off", "", ""],
    ["that is none", '{"host": 1}', ""],
  ])("%s stands, and nothing is forgotten", (_, text, who) => {
    writeFileSync(name, text);
    const before = tasks();
    const { status, stderr } = portfolio();
    expect(status).toBe(75);
    expect(stderr).toContain(`at work on this portfolio${who}. If it is not,`);
    expect(readFileSync(name, "utf8")).toBe(text);
    expect(tasks()).toEqual(before);
  });

  test("of a process that lives stands, of one that does not is taken away", () => {
    writeFileSync(name, JSON.stringify({ host: hostname(), process: process.pid, since }));
    expect(goToWork(out)).toHaveProperty("busy");
    const { pid } = spawnSync("true");
    writeFileSync(name, JSON.stringify({ host: hostname(), process: pid, since }));
    const work = goToWork(out);
    expect(work).toHaveProperty("leave");
    expect(goToWork(out)).toHaveProperty("busy");
    (work as { leave: () => void }).leave();
    expect(existsSync(name)).toBe(false);
  });
});

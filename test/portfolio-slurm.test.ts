import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { Call, cli, filesIn, makeStudy } from "./portfolio-made.ts";
import { Cluster, hasSlurm, isAlive } from "./slurm/cluster.ts";

// A real Slurm: four nodes on this machine. Where its daemons are not installed there is nothing to test with; CI installs
// them, and there a missing one is a failure.
test.runIf(process.env.CI)("Slurm is here", () => expect(hasSlurm).toBe(true));

const gated = new URL("slurm/gated-cli.mjs", import.meta.url).pathname;
const root = mkdtempSync(join(tmpdir(), "deltact-slurm-"));
const MINUTES = 60_000;

describe.runIf(hasSlurm)("a portfolio on Slurm", () => {
  let cluster: Cluster;
  let late: Call;
  let folder: string;
  let number = 0;

  beforeAll(async () => {
    cluster = await Cluster.start(join(root, "cluster"), 4, { MaxArraySize: "26", MaxJobCount: "1000" });
    // Slurm counts time in minutes: meanwhile the other tests go on.
    makeFolder("late");
    portfolioOf(2, { time: "0:30", partition: "apart" });
    open("s-2");
    late = slurm();
  }, MINUTES);
  afterAll(() => {
    cluster?.stop();
    rmSync(root, { recursive: true, force: true });
  });
  beforeEach(() => makeFolder(String(++number)));
  // What a test that failed left in the queue would keep the others from theirs.
  afterEach(() => {
    cluster.call("scancel", "--partition=main", "--user=root");
    open();
  });

  /** Under a name that a shell, Slurm's patterns and its lists would take for something else. */
  function makeFolder(name: string): void {
    folder = join(root, `case ${name}, %u 'it' $HOME`);
    mkdirSync(join(folder, "gate"), { recursive: true });
  }

  const settings = (more: Readonly<Record<string, string | number>> = {}) =>
    `portfolio: made\nslurm: ${JSON.stringify({ time: "00:05:00", mem: "300M", grace: 2, patience: 4, ...more })}\n`;

  /** A portfolio of so many studies, called `s 1` ... */
  function portfolioOf(studies: number, more?: Readonly<Record<string, string | number>>): void {
    for (let at = 1; at <= studies; at++) makeStudy(join(folder, "studies", `s${at}`), `s-${at}`, at);
    writeFileSync(join(folder, "studies", "portfolio.yaml"), settings(more));
  }

  const call = (program: string, ...words: string[]) => {
    const all = ["portfolio", join(folder, "studies"), "--out", join(folder, "out"), ...words];
    return new Call(program, all, { ...cluster.environment, GATE: join(folder, "gate") });
  };
  const slurm = (...words: string[]) => call(gated, "--executor", "slurm", ...words);
  const open = (study = "") => writeFileSync(join(folder, "gate", study ? `open-${study}` : "open"), "");
  const started = () => {
    const file = join(folder, "gate", "started");
    // A line that has no end yet is still being written.
    const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n").slice(0, -1) : [];
    return lines.map((line) => JSON.parse(line) as { study: string; node: string; job: string; pid: number });
  };
  const startedWhole = (count: number) =>
    cluster.until(`${count} tasks are started`, () => started().length >= count, 60);

  test(
    "60 studies as arrays over 4 nodes, one of which cannot be read: equal to the byte to those done here",
    async () => {
      portfolioOf(60);
      writeFileSync(join(folder, "studies", "s7", "panel.csv"), "");
      open();
      const onSlurm = slurm();
      expect(await onSlurm.ended, onSlurm.stderr).toBe(5);
      expect(onSlurm.stderr).toMatch(/59 of 60 studies are done/);
      expect(onSlurm.stderr).toMatch(/s-7: failed\. panel\.csv.*\[column-missing\]/s);
      const nodes = new Set(started().map(({ node }) => node));
      expect([...nodes].sort()).toEqual(["n1", "n2", "n3", "n4"]);
      // 25 tasks an array: MaxArraySize is 26.
      expect(new Set(started().map(({ job }) => job)).size).toBe(3);
      const here = new Call(cli, ["portfolio", join(folder, "studies"), "--out", join(folder, "here")]);
      expect(await here.ended, here.stderr).toBe(5);
      for (const part of ["runs", "parts"])
        expect(filesIn(join(folder, "out", part))).toEqual(filesIn(join(folder, "here", part)));
      expect(filesIn(onSlurm.results)).toEqual(filesIn(here.results));
    },
    5 * MINUTES,
  );

  test.each([
    ["a partition that is not there", { partition: "nowhere" }, /Invalid partition name.*"main" and "apart"/],
    ["more memory than any node has", { mem: "900G" }, /not available.*2000 MB/],
  ])(
    "%s is refused when it is asked for",
    async (_, more, told) => {
      portfolioOf(2, more);
      const refused = slurm();
      expect(await refused.ended).toBe(1);
      expect(refused.stderr).toMatch(told);
      expect(refused.stderr).toMatch(/\[slurm-refused\]/);
      expect(refused.stdout).toBe("");
      expect(existsSync(join(folder, "out", "tasks"))).toBe(false);
    },
    MINUTES,
  );

  test(
    "no more at once than asked for, over all arrays",
    async () => {
      portfolioOf(30);
      const bounded = slurm("--jobs", "2");
      await startedWhole(2);
      await pause(3000);
      expect(started()).toHaveLength(2);
      open();
      expect(await bounded.ended, bounded.stderr).toBe(0);
      expect(new Set(started().map(({ job }) => job)).size).toBe(2);
    },
    5 * MINUTES,
  );

  test(
    "a node that is killed while it works: its studies are done elsewhere",
    async () => {
      portfolioOf(8);
      const portfolio = slurm();
      await startedWhole(8);
      const { node } = started()[0]!;
      const lost = started().filter((one) => one.node === node).length;
      expect(lost).toBeGreaterThan(0);
      cluster.killNode(node);
      try {
        open();
        expect(await portfolio.ended, portfolio.stderr).toBe(0);
      } finally {
        cluster.startNode(node);
      }
      expect(portfolio.stderr).toMatch(new RegExp(`Node ${node} failed, or was lost`));
      expect(started()).toHaveLength(8 + lost);
    },
    8 * MINUTES,
  );

  test(
    "a controller that is killed and started again",
    async () => {
      portfolioOf(8);
      const portfolio = slurm();
      await startedWhole(8);
      await cluster.stopController();
      open("s-1");
      await cluster.until("what runs goes on", () => portfolio.stderr.includes("controller does not answer"), 90);
      cluster.startController();
      open();
      expect(await portfolio.ended, portfolio.stderr).toBe(0);
      expect(started()).toHaveLength(8);
    },
    5 * MINUTES,
  );

  test(
    "a node that hangs, is given up, and comes back: its study is done twice, and equal",
    async () => {
      portfolioOf(3);
      const portfolio = slurm();
      await startedWhole(3);
      const { node, study, pid } = started()[0]!;
      const frozen = cluster.freezeNode(node);
      expect(frozen).toContain(pid);
      await cluster.until(
        "its study is started again",
        () => started().filter((one) => one.study === study).length > 1,
        300,
      );
      // The process that hung wakes first, and ends its work; only then the daemon hears that it was given up.
      const { key, path } = sentinelOf(study);
      cluster.thaw([pid]);
      open(study);
      await cluster.until("one of the two has won", () => existsSync(path), 60);
      const first = readFileSync(path, "utf8");
      open();
      await cluster.until("the other has ended too", () => !isAlive(pid), 60);
      cluster.thaw(frozen);
      expect(await portfolio.ended, portfolio.stderr).toBe(0);
      expect(started().filter((one) => one.study === study)).toHaveLength(2);
      expect(JSON.parse(first)).toMatchObject({ key, status: "done" });
      expect(readFileSync(path, "utf8"), "the first of two that are equal stands").toBe(first);
    },
    10 * MINUTES,
  );

  test(
    "what is cancelled is told, and done by --resume alone",
    async () => {
      portfolioOf(4);
      const cancelled = slurm();
      await startedWhole(4);
      open("s-1");
      await cluster.until("one is done", () => cancelled.stderr.includes("1/4 s-1: done"));
      const name = /scancel --name=(\S+)/.exec(cancelled.stderr)![1]!;
      cluster.call("scancel", `--name=${name}`);
      expect(await cancelled.ended).toBe(5);
      expect(cancelled.stderr).toMatch(/s-2: lost\. Slurm says CANCELLED.*--resume submits it again/);
      expect(cancelled.stderr).toMatch(/1 of 4 studies are done/);
      open();
      const resumed = slurm("--resume");
      expect(await resumed.ended, resumed.stderr).toBe(0);
      expect(resumed.stderr).toMatch(/1 of 4 studies are done already/);
      expect(started().filter(({ study }) => study === "s-1")).toHaveLength(1);
      expect(started()).toHaveLength(7);
    },
    3 * MINUTES,
  );

  test(
    "what is held is told with the command, and not waited for; once released, --resume waits for the same jobs",
    async () => {
      portfolioOf(3);
      for (const name of cluster.nodes) cluster.scontrol("update", `NodeName=${name}`, "State=DRAIN", "Reason=made");
      const drained = slurm();
      expect(await drained.ended).toBe(1);
      expect(drained.stderr).toMatch(
        /3 studies wait, and do not go on without you: Nodes required.*DRAINED.*; type scontrol show node/,
      );
      expect(drained.stderr).toMatch(/s-1: lost\. It stands still in Slurm's queue: Nodes required/);
      const job = cluster.call("squeue", "--noheader", "--partition=main", "--format=%F").trim().split("\n")[0]!;
      cluster.scontrol("hold", job);
      for (const name of cluster.nodes) cluster.scontrol("update", `NodeName=${name}`, "State=RESUME");
      const held = slurm("--resume");
      expect(await held.ended).toBe(1);
      expect(held.stderr).toMatch(new RegExp(`Held.*type scontrol release ${job}`));
      cluster.scontrol("release", job);
      open();
      const released = slurm("--resume");
      expect(await released.ended, released.stderr).toBe(0);
      expect(new Set(started().map((one) => one.job))).toEqual(new Set([job]));
      expect(started()).toHaveLength(3);
    },
    3 * MINUTES,
  );

  test(
    "a study that takes longer than its time is told as that",
    async () => {
      expect(await late.ended).toBe(5);
      expect(late.stderr).toMatch(/s-1: lost\. Slurm says TIMEOUT of \d+_0 on apart1\. Raise slurm\.time/);
      expect(late.stderr).toMatch(/1 of 2 studies are done/);
    },
    5 * MINUTES,
  );

  function sentinelOf(study: string): { readonly key: string; readonly path: string } {
    const plans = join(folder, "out", "plans");
    const lines = filesIn(plans).values().next().value!.trim().split("\n").slice(1);
    const { key } = lines.map((line) => JSON.parse(line)).find((task) => task.study === study);
    return { key, path: join(folder, "out", "tasks", key.slice(0, 2), `${key}.json`) };
  }
});

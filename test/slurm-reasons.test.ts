import { expect, test } from "vitest";
import type { Queued } from "../pipeline/portfolio/slurm/queue.ts";
import { blockOf, lossOf } from "../pipeline/portfolio/slurm/reasons.ts";

const queued = (more: Partial<Queued>): Queued => ({
  ...{ id: "12_3", plan: "a", from: 3, each: 1, state: "PENDING", reason: "None", node: "" },
  ...more,
});

// The reasons are those that squeue of Slurm 22.05 prints.
test.each([
  ["JobHeldUser", "scontrol release 12"],
  ["JobHeldAdmin", "scontrol release 12"],
  ["launch failed requeued held", "scontrol release 12"],
  ["JobHoldMaxRequeue", "scontrol release 12"],
  ["Nodes required for job are DOWN, DRAINED or reserved for jobs in higher priority partitions", "State=RESUME"],
  ["ReqNodeNotAvail, UnavailableNodes:n[1-2]", "State=RESUME"],
  ["PartitionDown", "State=UP"],
  ["PartitionInactive", "State=UP"],
  ["PartitionTimeLimit", "scancel 12"],
  ["BadConstraints", "scancel 12"],
  ["InvalidQOS", "scancel 12"],
  ["DependencyNeverSatisfied", "scancel 12"],
])("%s: does not go on by itself, and %s helps", (reason, command) => {
  expect(blockOf(queued({ reason }))).toContain(reason);
  expect(blockOf(queued({ reason }))).toContain(command);
});

test.each([
  "None",
  "Priority",
  "Resources",
  "JobArrayTaskLimit",
  "Dependency",
  "BeginTime",
  "Licenses",
  "ReqNodeNotAvail, Reserved for maintenance",
])("%s: goes on by itself", (reason) => {
  expect(blockOf(queued({ reason }))).toBeUndefined();
});

test.each([
  ["TIMEOUT", /on n1\. Raise slurm\.time/],
  ["OUT_OF_MEMORY", /Raise slurm\.mem/],
  ["CANCELLED", /--resume submits it again/],
  ["NODE_FAIL", /scontrol show node n1/],
  ["FAILED", /See x\.log; --resume/],
])("a task that left nothing and ended as %s", (state, told) => {
  expect(lossOf(queued({ state, node: "n1" }), "x.log")).toMatch(told);
  expect(lossOf(queued({ state, node: "n1" }), "x.log")).toContain(`Slurm says ${state} of 12_3 on n1.`);
});

test("a task that Slurm has forgotten", () => {
  expect(lossOf(undefined, "logs")).toMatch(/does not know its job any more\. See logs/);
});

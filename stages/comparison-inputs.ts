import type { InputChange, SettingChange, Two } from "../data/comparison.ts";
import { groups } from "../data/groups.ts";
import type { Input, SettingUsed } from "../data/provenance.ts";

/**
 * The files that two runs do not have alike: same path and other content, in one run alone, or the same content under
 * another path. Withheld files share a path: of them those are told whose content the other run has not.
 */
export function compareInputs([a, b]: Two<readonly Input[]>): InputChange[] {
  const [before, after] = [groups(a, ({ path }) => path), groups(b, ({ path }) => path)];
  const changed: InputChange[] = [];
  const alone: [Input[], Input[]] = [[], []];
  for (const path of new Set([...before.keys(), ...after.keys()])) {
    const [left, right] = without(before.get(path) ?? [], after.get(path) ?? []);
    const both = Math.min(left.length, right.length);
    for (let i = 0; i < both; i++)
      changed.push({ change: "changed", path, sha256: [left[i]!.sha256, right[i]!.sha256] });
    alone[0].push(...left.slice(both));
    alone[1].push(...right.slice(both));
  }
  const left = new Set(alone[1]);
  const renamed: InputChange[] = [];
  const removed: InputChange[] = [];
  for (const { path, sha256 } of alone[0]) {
    const now = [...left].find((input) => input.sha256 === sha256);
    if (now === undefined) removed.push({ change: "removed", path, sha256: [sha256, undefined] });
    else {
      left.delete(now);
      renamed.push({ change: "renamed", path: now.path, before: path, sha256: [sha256, sha256] });
    }
  }
  return [
    ...changed,
    ...removed,
    ...[...left].map(({ path, sha256 }): InputChange => ({ change: "added", path, sha256: [undefined, sha256] })),
    ...renamed,
  ];
}

/** Those of two lists whose content the other does not hold. */
function without(a: readonly Input[], b: readonly Input[]): Two<readonly Input[]> {
  const [left, right] = [new Set(a.map(({ sha256 }) => sha256)), new Set(b.map(({ sha256 }) => sha256))];
  return [a.filter(({ sha256 }) => !right.has(sha256)), b.filter(({ sha256 }) => !left.has(sha256))];
}

/** The settings whose value is another. One that is now written out with the value it had is none. */
export function compareSettings([a, b]: Two<readonly SettingUsed[]>): SettingChange[] {
  const [before, after] = [a, b].map((all) => new Map(all.map((one) => [one.name, one]))) as [
    Map<string, SettingUsed>,
    Map<string, SettingUsed>,
  ];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((name) => {
    const used: Two<SettingUsed | undefined> = [before.get(name), after.get(name)];
    if (used[0]?.value === used[1]?.value) return [];
    return [{ name, unit: (used[1] ?? used[0])!.unit, used }];
  });
}

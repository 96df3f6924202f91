import { join, resolve } from "node:path";
import { groups } from "../../data/groups.ts";
import { quote, Trouble } from "../../data/trouble.ts";
import { version } from "../version.ts";
import { writeManifest } from "./manifest.ts";
import { planned } from "./planned.ts";
import type { Portfolio } from "./portfolio-file.ts";

/**
 * Writes down what a portfolio is to do, and gives the manifest's path. Nothing of a study is looked into but its
 * study.yaml; all of its files are read, for their hashes.
 *
 * @param onStudy told of each study when its files were hashed
 * @throws {Trouble} where two studies have one name: their patients could not be told apart; and where nothing can be written.
 */
export function plan(
  { name, studies, ledger }: Portfolio,
  out: string,
  onStudy: (done: number) => void = () => {},
): string {
  const tasks = studies.map((folder, at) => {
    const task = planned(folder);
    onStudy(at + 1);
    return task;
  });
  const twice = [...groups(tasks, ({ study }) => study)].filter(([, alike]) => alike.length > 1);
  if (twice.length > 0)
    throw new Trouble(
      twice.map(([study, alike]) => ({
        code: "study-twice",
        file: join(alike[1]!.folder, "study.yaml"),
        column: "study",
        text: `${quote(study)} is also the name of the study in ${quote(alike[0]!.folder)}.`,
      })),
    );
  return writeManifest(resolve(out), { version, portfolio: name, ledger, tasks });
}

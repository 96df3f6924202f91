import type { Fault } from "./fault.ts";

export const laboratory: Fault = {
  name: "laboratory",
  meaning: "The laboratory leaves a sample out in its table of exclusions",
  plant(files) {
    const [sample] = files.get("samples.csv")!.split("\n")[5]!.split(",");
    const row = `sample,${sample},haemolysed,A. Example,2013-02-01`;
    files.set("exclusions.csv", `scope,sample,reason,person,date\n${row}\n`);
  },
};

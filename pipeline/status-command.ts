import type { Argv } from "yargs";

const builder = (y: Argv) =>
  y
    .option("store", { type: "string", demandOption: true, describe: "The store's folder" })
    .option("json", { type: "boolean", default: false, describe: "Print one JSON object" })
    .example("$0 status --store my-study/store", "last runs, what waits, what is quarantined")
    .example("$0 status --store my-study/store --json", "for a monitor")
    .epilogue(
      "It may be called while a process is at work on the store.\nExit codes: 0 told, 1 there is no store, 2 wrong words.",
    );

export const statusCommand = {
  command: "status",
  describe: "Tell what a store holds: last runs, waiting files, quarantined and superseded uploads",
  builder,
  handler: async ({ store, json }: { readonly store: string; readonly json: boolean }): Promise<void> => {
    const { readLedger } = await import("./store/read-store.ts");
    const { statusOf } = await import("./inbox/status.ts");
    const { statusLines } = await import("./status-lines.ts");
    const status = await readLedger(store, statusOf);
    const told = json ? JSON.stringify(status, undefined, 2) : statusLines(status, new Date()).join("\n");
    process.stdout.write(`${told}\n`);
  },
};

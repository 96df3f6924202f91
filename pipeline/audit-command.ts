import type { Argv } from "yargs";
import { say } from "./say.ts";

const BROKEN = 3;

const builder = (y: Argv) =>
  y
    .option("store", { type: "string", demandOption: true, describe: "The store's folder" })
    .example("$0 audit --store my-study/store", "every night, from cron")
    .epilogue(
      "It may be called while a process is at work on the store.\nExit codes: 0 sound, 3 something is broken, 1 there is no store, 2 wrong words.",
    );

export const auditCommand = {
  command: "audit",
  describe: "Check that a store is as it was written: its events, and the bytes of every upload",
  builder,
  handler: async ({ store }: { readonly store: string }): Promise<void> => {
    const { audit } = await import("./store/audit.ts");
    const { printable } = await import("../data/trouble.ts");
    const { events, objects, damage } = await audit(store);
    for (const { what, remedy } of damage) say(`${printable(what)}\n  -> ${remedy}`);
    const checked = `${events} events in their chain, ${objects} uploads with the bytes of their hash.`;
    process.stdout.write(
      damage.length === 0 ? `Sound: ${checked}\n` : `Broken: ${damage.length} of what was checked.\n`,
    );
    if (damage.length > 0) process.exitCode = BROKEN;
  },
};

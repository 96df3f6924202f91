import type { Argv } from "yargs";
import { remedies } from "../data/remedies.ts";
import { printable, Trouble } from "../data/trouble.ts";
import type { Verification } from "../data/verification.ts";
import { say } from "./say.ts";

/** What verify found, as an exit code. */
const EXIT: Readonly<Record<Verification["verdict"], number>> = { verified: 0, unchanged: 0, trouble: 1, differs: 3 };

/** What takes longer tells what it is at. */
const PATIENCE_MS = 1000;

const EPILOGUE = `Without --study the files are held against the hashes in provenance.json alone. With it the files of the
study must be those that the run read; they are then run into a temporary folder, as far as the run went.
Exit codes: 0 verified, or, without --study, unchanged; 3 a table or the report differs, is missing, or was
not written by the run; 1 trouble in the record or in the files of the study; 2 wrong words.`;

const builder = (y: Argv) =>
  y
    .positional("run", { type: "string", demandOption: true, describe: "Folder of a run, or its report" })
    .option("study", { type: "string", describe: "Folder of the study that was run: recompute from it" })
    .option("store", { type: "string", describe: "Folder of the store that process kept the run's uploads in" })
    .option("any-version", { type: "boolean", default: false, describe: "Recompute also what another version wrote" })
    .option("json", { type: "boolean", default: false, describe: "Tell it as one JSON object" })
    .check(({ study }) => {
      if (study === "" || Array.isArray(study)) throw new Error("--study is the name of one folder.");
      return true;
    })
    .example("$0 verify runs/one", "whether its tables are as the run wrote them")
    .example("$0 verify runs/one --study my-study", "and whether the study gives them again, to the byte")
    .example("$0 verify runs/one --study a --store a/store", "the same of a run that process made");

interface Words {
  readonly run: string;
  readonly study?: string | undefined;
  readonly store?: string | undefined;
  readonly anyVersion: boolean;
  readonly json: boolean;
}

export const verifyCommand = {
  command: "verify <run>",
  describe: "Recompute a run from its inputs and tell whether every table is equal to the byte",
  builder: (y: Argv) => builder(y).epilogue(EPILOGUE),
  handler: async ({ run, study, store, anyVersion, json }: Words): Promise<void> => {
    const { verifyRun } = await import("./verify.ts");
    let last = performance.now();
    const found = await verifyRun(run, {
      ...{ study, store, anyVersion },
      onStage: (name) => {
        if (performance.now() - last < PATIENCE_MS) return;
        say(`${name} was recomputed`);
        last = performance.now();
      },
    });
    process.stdout.write(`${json ? jsonOf(found) : textOf(found)}\n`);
    process.exitCode = EXIT[found.verdict];
  },
};

function textOf({ findings, summary }: Verification): string {
  return [...(findings.length > 0 ? [new Trouble(findings).message] : []), printable(summary)].join("\n");
}

/** On one line, without characters that could steer a terminal. */
function jsonOf(found: Verification): string {
  const findings = found.findings.map((one) => ({ ...one, remedy: remedies[one.code] }));
  return JSON.stringify({ ...found, findings }).replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) =>
    character
      .split("")
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
      .join(""),
  );
}

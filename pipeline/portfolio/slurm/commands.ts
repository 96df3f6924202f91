import { execFile } from "node:child_process";
import { printable, Trouble } from "../../../data/trouble.ts";

/** What one of Slurm's programs said. */
export interface Said {
  readonly code: number;
  readonly stdout: string;
  /** Its complaint, without the program's name before each line. */
  readonly complaint: string;
}

/** A controller that does not answer in this time is not there. */
const PATIENCE_MS = 60_000;

/**
 * Calls one of sbatch, squeue, scontrol and scancel, which are all of Slurm that is used. What an enclosing job says of
 * itself in the environment is not the new job's.
 *
 * @throws {Trouble} where Slurm is not installed.
 */
export function slurm(program: string, words: readonly string[], input = ""): Promise<Said> {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(SLURM|SBATCH|SQUEUE)_/.test(name) || name === "SLURM_CONF",
  );
  const env = { ...Object.fromEntries(own), LC_ALL: "C" };
  return new Promise((settle, fail) => {
    const options = { env, timeout: PATIENCE_MS, maxBuffer: 1 << 28 };
    const child = execFile(program, [...words], options, (error, stdout, stderr) => {
      if (error && (error as NodeJS.ErrnoException).code === "ENOENT") {
        const text = `the program ${program} is not here.`;
        fail(new Trouble([{ code: "slurm-missing", text }]));
        return;
      }
      const lines = stderr.trim().split("\n");
      const complaint = lines.map((line) => printable(line.replace(/^\w+: (error: )?/, ""))).join("; ");
      settle({ code: error ? Number(error.code ?? 1) : 0, stdout, complaint });
    });
    child.stdin?.on("error", () => {}).end(input);
  });
}

/** The value of a key of Slurm's configuration. */
export async function configured(key: string): Promise<string | undefined> {
  const { code, stdout, complaint } = await slurm("scontrol", ["show", "config"]);
  if (code !== 0) throw refused(`scontrol says: ${complaint}`);
  return new RegExp(`^${key}\\s*=\\s*(\\S+)`, "m").exec(stdout)?.[1];
}

/** What a cluster has: the names of its partitions, and the memory of its largest node in MB. */
export async function resources(): Promise<{ readonly partitions: readonly string[]; readonly memory: number }> {
  const [partitions, nodes] = await Promise.all([
    slurm("scontrol", ["show", "partition", "--oneliner"]),
    slurm("scontrol", ["show", "node", "--oneliner"]),
  ]);
  const all = (text: string, key: string) =>
    [...text.matchAll(new RegExp(`\\b${key}=(\\S+)`, "g"))].map((one) => one[1]!);
  return {
    partitions: all(partitions.stdout, "PartitionName").map(printable),
    memory: Math.max(0, ...all(nodes.stdout, "RealMemory").map(Number)),
  };
}

export function refused(text: string): Trouble {
  return new Trouble([{ code: "slurm-refused", text: `${text}.` }]);
}

import { execFileSync, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/** Whether Slurm's daemons are here. */
export const hasSlurm = existsSync("/usr/sbin/slurmctld") && existsSync("/usr/sbin/slurmd");

/** The node that has a partition to itself. */
const APART = "apart1";

/** A controller and nodes of a real Slurm on this machine, in a folder of their own, listening on the loopback alone. */
export class Cluster {
  private constructor(
    readonly folder: string,
    readonly nodes: readonly string[],
  ) {}

  /** One more node, in a partition `apart`, is there for what takes long. */
  static async start(folder: string, nodes: number, settings: Readonly<Record<string, string>> = {}): Promise<Cluster> {
    const names = Array.from({ length: nodes }, (_, at) => `n${at + 1}`);
    const cluster = new Cluster(folder, names);
    for (const name of ["run", "log", "state", "munge"])
      mkdirSync(join(folder, name), { recursive: true, mode: 0o755 });
    writeFileSync(cluster.in("munge/munge.key"), randomBytes(1024), { mode: 0o400 });
    execFileSync("/usr/sbin/munged", [
      "--force",
      `--key-file=${cluster.in("munge/munge.key")}`,
      `--socket=${cluster.in("run/munge.sock")}`,
      `--pid-file=${cluster.in("run/munged.pid")}`,
      `--log-file=${cluster.in("log/munged.log")}`,
      `--seed-file=${cluster.in("munge/munge.seed")}`,
    ]);
    const ports = await freePorts(nodes + 2);
    writeFileSync(cluster.configuration, configurationOf(cluster, ports, settings));
    cluster.startController();
    for (const name of [...names, APART]) cluster.startNode(name);
    await cluster.until("all nodes are idle", () => {
      const states = cluster.scontrol("show", "node", "--oneliner").match(/State=IDLE\s/g);
      return states?.length === nodes + 1;
    });
    return cluster;
  }

  get configuration(): string {
    return this.in("slurm.conf");
  }

  in(name: string): string {
    return join(this.folder, name);
  }

  startController(): void {
    execFileSync("/usr/sbin/slurmctld", ["-f", this.configuration]);
  }

  /** As its service is stopped: it writes down what it knows. */
  async stopController(): Promise<void> {
    const pid = this.pid("slurmctld");
    process.kill(pid, "SIGTERM");
    await this.until("the controller has ended", () => !isAlive(pid));
  }

  startNode(name: string): void {
    mkdirSync(this.in(`spool.${name}`), { recursive: true });
    execFileSync("/usr/sbin/slurmd", ["-f", this.configuration, "-N", name]);
  }

  /** The machine is lost: its daemon, its jobs' keepers, and all that they started. */
  killNode(name: string): void {
    // All at once: no keeper may live to say that its job failed.
    for (const pid of this.freezeNode(name)) signal(pid, "SIGKILL");
  }

  /** The machine hangs, and goes on when it is thawed. */
  freezeNode(name: string): readonly number[] {
    const pids = this.processesOf(name);
    for (const pid of pids) signal(pid, "SIGSTOP");
    return pids;
  }

  thaw(pids: readonly number[]): void {
    for (const pid of pids) signal(pid, "SIGCONT");
  }

  /** One of Slurm's programs, with this cluster. */
  scontrol(...words: string[]): string {
    return this.call("scontrol", ...words);
  }

  call(program: string, ...words: string[]): string {
    return spawnSync(program, words, { encoding: "utf8", env: this.environment }).stdout ?? "";
  }

  get environment(): NodeJS.ProcessEnv {
    return { ...process.env, SLURM_CONF: this.configuration };
  }

  async until(what: string, holds: () => boolean, seconds = 60): Promise<void> {
    for (const late = performance.now() + 1000 * seconds; !holds(); await pause(100))
      if (performance.now() > late) throw new Error(`${what}: not in ${seconds} s\n${this.logs()}`);
  }

  stop(): void {
    for (const name of [...this.nodes, APART]) this.killNode(name);
    for (const daemon of ["slurmctld", "munged"])
      if (existsSync(this.in(`run/${daemon}.pid`))) signal(this.pid(daemon), "SIGKILL");
    rmSync(this.folder, { recursive: true, force: true });
  }

  private logs(): string {
    return readFileSync(this.in("log/slurmctld.log"), "utf8").split("\n").slice(-20).join("\n");
  }

  private pid(daemon: string): number {
    return Number(readFileSync(this.in(`run/${daemon}.pid`), "utf8"));
  }

  /** A node's daemon, and below it the keepers of its jobs and what these started. */
  private processesOf(name: string): number[] {
    const all = readdirSync("/proc").filter((pid) => /^\d+$/.test(pid));
    const parents = new Map(all.map((pid) => [Number(pid), parentOf(pid)]));
    const file = this.in(`run/slurmd.${name}.pid`);
    const own = new Set([
      ...(existsSync(file) ? [this.pid(`slurmd.${name}`)] : []),
      ...all.filter((pid) => environmentOf(pid, "SLURMD_NODENAME") === name && this.isOurs(pid)).map(Number),
    ]);
    for (let size = 0; size < own.size; ) {
      size = own.size;
      for (const [pid, parent] of parents) if (own.has(parent)) own.add(pid);
    }
    const keepers = [...own].map((pid) => parents.get(pid)!).filter((pid) => commandOf(pid).startsWith("slurmstepd:"));
    return [...new Set([...own, ...keepers])];
  }

  private isOurs(pid: string): boolean {
    return environmentOf(pid, "SLURM_CONF") === this.configuration;
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended meanwhile.
  }
}

/** Not a zombie either: whoever started it may never ask for its end. */
export function isAlive(pid: number): boolean {
  return /\) [^ZX] /.test(read(`/proc/${pid}/stat`));
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

function parentOf(pid: string): number {
  return Number(/\) \S+ (\d+)/.exec(read(`/proc/${pid}/stat`))?.[1] ?? 0);
}

function commandOf(pid: number): string {
  return read(`/proc/${pid}/cmdline`);
}

function environmentOf(pid: string, name: string): string | undefined {
  return read(`/proc/${pid}/environ`)
    .split("\0")
    .find((one) => one.startsWith(`${name}=`))
    ?.slice(name.length + 1);
}

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, () => {
      const server = createServer();
      return new Promise<typeof server>((settle) => server.listen(0, "127.0.0.1", () => settle(server)));
    }),
  );
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((settle) => server.close(settle))));
  return ports;
}

/** Debian's Slurm without its database, so that what is over can be asked of nobody but the controller. */
function configurationOf(
  { folder, nodes }: Cluster,
  ports: readonly number[],
  settings: Readonly<Record<string, string>>,
) {
  const all: Readonly<Record<string, string>> = {
    ClusterName: "made",
    SlurmctldHost: `${hostname().split(".")[0]}(127.0.0.1)`,
    SlurmctldPort: String(ports[0]),
    AuthType: "auth/munge",
    // A job that is put back begins when its credential has expired: by default after two minutes.
    AuthInfo: `socket=${folder}/run/munge.sock,cred_expire=5`,
    CredType: "cred/munge",
    SlurmUser: "root",
    SlurmdUser: "root",
    CommunicationParameters: "NoCtldInAddrAny,NoInAddrAny",
    StateSaveLocation: `${folder}/state`,
    SlurmctldPidFile: `${folder}/run/slurmctld.pid`,
    SlurmctldLogFile: `${folder}/log/slurmctld.log`,
    SlurmdSpoolDir: `${folder}/spool.%n`,
    SlurmdPidFile: `${folder}/run/slurmd.%n.pid`,
    SlurmdLogFile: `${folder}/log/slurmd.%n.log`,
    ProctrackType: "proctrack/linuxproc",
    TaskPlugin: "task/none",
    SwitchType: "switch/none",
    MpiDefault: "none",
    JobAcctGatherType: "jobacct_gather/none",
    AccountingStorageType: "accounting_storage/none",
    SelectType: "select/cons_tres",
    SelectTypeParameters: "CR_CPU",
    SlurmdParameters: "config_overrides",
    SchedulerParameters: "sched_min_interval=10000,batch_sched_delay=0",
    ReturnToService: "2",
    SlurmctldTimeout: "10",
    SlurmdTimeout: "5",
    KillWait: "2",
    PropagateResourceLimits: "NONE",
    MailProg: "/bin/true",
    ...settings,
  };
  const lines = Object.entries(all).map(([key, value]) => `${key}=${value}`);
  const host = hostname().split(".")[0];
  const machines = [...nodes, APART].map(
    (name, at) =>
      `NodeName=${name} NodeHostname=${host} NodeAddr=127.0.0.1 Port=${ports[at + 1]} CPUs=2 RealMemory=2000 State=UNKNOWN`,
  );
  const partitions = [
    `PartitionName=main Nodes=${nodes.join(",")} Default=YES MaxTime=INFINITE State=UP`,
    `PartitionName=apart Nodes=${APART} MaxTime=INFINITE State=UP`,
  ];
  return `${[...lines, ...machines, ...partitions].join("\n")}\n`;
}

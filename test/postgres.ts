import { execFileSync } from "node:child_process";
import { chownSync, existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

const versions = "/usr/lib/postgresql";
const programs = existsSync(versions) ? join(versions, readdirSync(versions).sort().at(-1)!, "bin") : undefined;

/** Whether PostgreSQL's server is here; it refuses to be run by root, and so needs its own user. */
export const hasPostgres = programs !== undefined && userOf("postgres") !== undefined;

/** A server of PostgreSQL in a folder of its own, which listens to a socket in it and to no port. */
export class Postgres {
  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true });
    const { uid, gid } = userOf("postgres")!;
    chownSync(folder, uid, gid);
    this.call("initdb", "--no-sync", "--auth=trust", `--pgdata=${join(folder, "data")}`);
    const options = `-c listen_addresses= -c unix_socket_directories=${folder} -c fsync=off`;
    this.call(
      "pg_ctl",
      "start",
      "--wait",
      `--pgdata=${join(folder, "data")}`,
      `--log=${join(folder, "log")}`,
      `--options=${options}`,
    );
  }

  get address(): string {
    return `postgresql://postgres@/postgres?host=${encodeURIComponent(this.folder)}`;
  }

  stop(): void {
    this.call("pg_ctl", "stop", "--mode=immediate", `--pgdata=${join(this.folder, "data")}`);
    rmSync(this.folder, { recursive: true, force: true });
  }

  private call(program: string, ...words: string[]): void {
    execFileSync(join(programs!, program), words, { ...userOf("postgres"), cwd: this.folder, stdio: "ignore" });
  }
}

function userOf(name: string): { readonly uid: number; readonly gid: number } | undefined {
  try {
    const id = (what: string) =>
      Number(execFileSync("id", [what, name], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
    return { uid: id("-u"), gid: id("-g") };
  } catch {
    return undefined;
  }
}

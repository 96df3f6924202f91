import { statfsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Manifest } from "../../../data/portfolio.ts";
import { printable, Trouble } from "../../../data/trouble.ts";
import type { CollectedFolder } from "../collect.ts";
import { PortfolioLedger } from "./portfolio-ledger.ts";
import { openPostgres } from "./postgres.ts";
import type { Sql } from "./sql.ts";
import { openSqlite } from "./sqlite.ts";

/** The ledger's file in a portfolio's folder, where no other is named. */
export const LEDGER = "ledger.sqlite";

/**
 * File systems of other machines, by the number that Linux tells them by: NFS, SMB, CIFS, Lustre, GPFS, BeeGFS, Ceph, AFS,
 * 9p, and FUSE, which may be any. SQLite's locks do not hold on them.
 */
const NETWORK: ReadonlySet<number> = new Set([
  0x6969, 0xfe534d42, 0xff534d42, 0x0bd00bd0, 0x47504653, 0x19830326, 0x00c36400, 0x5346414f, 0x01021997, 0x65735546,
]);

/** Whether it is an address of PostgreSQL. */
export function isAddress(ledger: string): boolean {
  return /^postgres(ql)?:\/\//.test(ledger);
}

/**
 * Writes results down in the ledger that the plan names. Of all that is called, only this writes it.
 *
 * @returns why it was not written, where SQLite must not be used
 * @throws {Trouble} where it cannot be, or a task was done before and gave something else; the results stand.
 */
export async function record(out: string, manifest: Manifest, results: CollectedFolder): Promise<string | undefined> {
  const place = manifest.ledger || join(out, LEDGER);
  let sql: Sql | undefined;
  try {
    if (!isAddress(place) && NETWORK.has(statfsSync(dirname(place)).type))
      return `No ledger was written: ${printable(place)} lies on a network file system, where SQLite's locks do not hold. Name a local file, or PostgreSQL, by ledger: in portfolio.yaml.`;
    sql = await (isAddress(place) ? openPostgres(place) : openSqlite(place));
    await (await PortfolioLedger.of(sql, () => new Date())).record(manifest, results);
    return undefined;
  } catch (error) {
    if (error instanceof Trouble) throw error;
    const text = `cannot be written: ${(error as Error).message || (error as { code?: string }).code}.`;
    throw new Trouble([{ code: "ledger-unusable", file: place, text }]);
  } finally {
    await sql?.close();
  }
}

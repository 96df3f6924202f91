import { PortfolioLedger } from "../pipeline/portfolio/ledger/portfolio-ledger.ts";
import { openPostgres } from "../pipeline/portfolio/ledger/postgres.ts";
import { isAddress } from "../pipeline/portfolio/ledger/record.ts";
import { openSqlite } from "../pipeline/portfolio/ledger/sqlite.ts";
import { claimed } from "./claims-made.ts";

// A collector: claims every task, in an order of its own, and tells which were not claimed before.
const [place = "", who = "", count = ""] = process.argv.slice(2);
const sql = await (isAddress(place) ? openPostgres(place) : openSqlite(place));
const ledger = await PortfolioLedger.of(sql, () => new Date(0));
const tasks = Array.from({ length: Number(count) }, (_, at) => (at * 7 + 13 * Number(who)) % Number(count));
const own: number[] = [];
for (const at of tasks) {
  const { task, outcome } = claimed(at);
  if (await ledger.claim(task, outcome)) own.push(at);
}
await sql.close();
process.stdout.write(JSON.stringify(own));

import type { Sql } from "./sql.ts";

/** Milliseconds within which a server must answer. */
const PATIENCE = 30_000;
/** Processes that make the tables at once take turns by this number, which no other program is likely to use. */
const TURN = 7_226_101;

/** A ledger in PostgreSQL, which processes of many machines may write at once. */
export async function openPostgres(address: string): Promise<Sql> {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: address, connectionTimeoutMillis: PATIENCE });
  // Without a listener a connection that breaks would end the process; the statement that was under way tells it.
  client.on("error", () => {});
  await client.connect();
  const ask = async (statement: string, values: readonly (string | number)[] = []) => {
    let at = 0;
    return client.query(
      statement.replace(/\?/g, () => `$${++at}`),
      [...values],
    );
  };
  const transaction = async <T>(what: () => Promise<T>): Promise<T> => {
    await client.query("BEGIN");
    try {
      const result = await what();
      await client.query("COMMIT");
      return result;
    } catch (error) {
      await client.query("ROLLBACK");
      throw error;
    }
  };
  return {
    run: async (statement, values) => (await ask(statement, values)).rowCount ?? 0,
    rows: async (statement, values) => (await ask(statement, values)).rows,
    transaction,
    make: (statements) =>
      transaction(async () => {
        await client.query(`SELECT pg_advisory_xact_lock(${TURN})`);
        await client.query(statements);
      }),
    close: () => client.end(),
  };
}

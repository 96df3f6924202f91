/** The tables of a portfolio's ledger, the same in SQLite and in PostgreSQL. Times are texts as in 2026-11-24T22:01:16.178Z. */
export const tables = `
  -- Tasks that are done, each once, whoever collected it first.
  CREATE TABLE IF NOT EXISTS portfolio_tasks (
    key TEXT PRIMARY KEY,          -- hash of version, study, inputs and settings
    study TEXT NOT NULL,
    run TEXT NOT NULL,
    made TEXT NOT NULL,            -- hash of the hashes of all files that it made
    inputs TEXT NOT NULL,
    settings TEXT NOT NULL,
    version TEXT NOT NULL,
    host TEXT NOT NULL,
    job TEXT NOT NULL,
    started TEXT NOT NULL,
    ended TEXT NOT NULL,
    collected TEXT NOT NULL
  );
  -- Results that were published, by the end of their folder's name.
  CREATE TABLE IF NOT EXISTS portfolio_results (
    id TEXT PRIMARY KEY,
    portfolio TEXT NOT NULL,
    version TEXT NOT NULL,
    folder TEXT NOT NULL,
    studies INTEGER NOT NULL,
    done INTEGER NOT NULL,
    collected TEXT NOT NULL
  );
  -- What came of each study of them.
  CREATE TABLE IF NOT EXISTS portfolio_studies (
    id TEXT NOT NULL REFERENCES portfolio_results,
    study TEXT NOT NULL,
    key TEXT NOT NULL,
    status TEXT NOT NULL,
    message TEXT NOT NULL,
    PRIMARY KEY (id, study)
  );
`;

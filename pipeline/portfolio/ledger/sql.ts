/** A database that speaks SQL, of this machine or of many. In a statement `?` stands for each value. */
export interface Sql {
  /** How many rows it changed. */
  run(statement: string, values?: readonly (string | number)[]): Promise<number>;
  rows(statement: string, values?: readonly (string | number)[]): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** All of it or nothing. */
  transaction<T>(what: () => Promise<T>): Promise<T>;
  /** Makes tables, while no other process does. */
  make(statements: string): Promise<void>;
  close(): Promise<void>;
}

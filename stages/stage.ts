import type { Columns } from "../data/column.ts";
import type { Settings, Values } from "../data/setting.ts";
import type { Summary } from "../data/summary.ts";
import type { Table } from "../data/table.ts";

/** One output table of a stage: `<name>.csv`. */
export interface StageTable<Output> {
  readonly name: string;
  readonly columns: Columns;
  /** The columns that tell its rows apart: no two rows have the same cells in all of them. */
  readonly key: readonly string[];
  readonly rows: (output: Output) => Table;
}

/**
 * The contract of a stage. `run` is pure: no clock, disk, network, chance, log or catch; the same input gives the same
 * output to the bit. Its name is the file, the command, the table, the report's section and the word after `--until`.
 */
export interface Stage<Input, Set extends Settings, Output> {
  readonly name: string;
  readonly title: string;
  /** What the report's section holds and how it is read. */
  readonly about: string;
  readonly settings: Set;
  readonly tables: readonly StageTable<Output>[];
  /** @throws {Trouble} when the input cannot be computed from; it names every such place. */
  run(input: Input, set: Values<Set>): Output;
  /** What the report says of the output. */
  summarise(output: Output, input: Input, set: Values<Set>): Summary;
}

/** Checks the contract and keeps the literal types of the settings. */
export function stage<Input, const Set extends Settings, Output>(
  parts: Stage<Input, Set, Output>,
): Stage<Input, Set, Output> {
  return parts;
}

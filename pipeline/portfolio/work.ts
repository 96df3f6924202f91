/** Tasks to be done, whoever does them. */
export interface Work {
  /** The folder of the portfolio. */
  readonly out: string;
  readonly manifest: string;
  readonly indexes: readonly number[];
  /** The words that start this program. */
  readonly program: readonly string[];
  /** Told of each task that left a sentinel. */
  readonly onTask: (index: number) => void;
  /** What a person must know meanwhile. */
  readonly tell: (line: string) => void;
}

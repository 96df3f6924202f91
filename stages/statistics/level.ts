/** The confidence level of an interval; 0.95 when not given. */
export interface Level {
  readonly level?: number | undefined;
}

/**
 * What an interval of this level leaves out, 1 - level.
 *
 * @throws {RangeError} when the level is not between 0 and 1
 */
export function alphaOf(method: string, { level = 0.95 }: Level): number {
  if (!(level > 0 && level < 1)) {
    throw new RangeError(`${method}: a confidence level lies between 0 and 1, got ${level}`);
  }
  return 1 - level;
}

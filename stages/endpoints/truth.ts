/** true, false, or not known: what is missing is neither. */
export type Truth = boolean | undefined;

/** True when all are, false when any is false, else not known. */
export function allOf(...truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false;
  return truths.includes(undefined) ? undefined : true;
}

/** True when any is, false when all are false, else not known. */
export function anyOf(...truths: readonly Truth[]): Truth {
  if (truths.includes(true)) return true;
  return truths.includes(undefined) ? undefined : false;
}

/** Whether a value that may be missing fulfils a condition. */
export function whether<T>(value: T | undefined, fulfils: (value: T) => boolean): Truth {
  return value === undefined ? undefined : fulfils(value);
}

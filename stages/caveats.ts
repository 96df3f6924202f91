/** Joins the caveats of a row into its cell: what a reader of that one row must know. */
export function caveats(...words: readonly (string | false | undefined)[]): string | undefined {
  return words.filter((word) => word).join("; ") || undefined;
}

/** "12 of 40": a count in words, or nothing where it is 0. */
export function some(count: number, of: number, what: string): string | false {
  return count > 0 && `${count} of ${of} ${what}`;
}

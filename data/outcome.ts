/** A clinical outcome of two values: which words of a column of the subjects table are yes, and which no. */
export interface Outcome {
  readonly name: string;
  readonly kind: "binary";
  readonly column: string;
  readonly yes: readonly string[];
  readonly no: readonly string[];
}

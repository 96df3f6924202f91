/** A made study.yaml with one contrast and no outcome, for tests to which it is nothing how much a run computes. */
export function quickStudy(text: string): string {
  const [before] = text.split("\nclinical:") as [string];
  return before.replace(/\noutcomes:\n.*/, "").replace(/\n {2}(acute-d15|sustained|total): .*/g, "");
}

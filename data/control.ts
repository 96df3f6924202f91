import type { Wells } from "./well.ts";

/** What a control is, in the codes of RDML: without template, without reverse transcription, or not told. */
export type ControlType = "ntc" | "nrt" | "unkn";

/**
 * By sample: what its name says, or the task that the instrument's software gave one of its wells. A sample of a subject is
 * no control.
 */
export function controlTypes(wells: Wells): ControlType[] {
  const types = wells.samples.map(({ sample, subject }) => (subject === "" ? namedType(sample) : "unkn"));
  for (let row = 0; row < wells.length; row++) {
    const sample = wells.sample[row]!;
    if (wells.samples[sample]!.subject === "" && wells.texts[wells.task[row]!]!.toLowerCase() === "ntc")
      types[sample] = "ntc";
  }
  return types;
}

/** What the name of a control says. */
export function namedType(name: string): ControlType {
  if (/^(ntc|no[ -]?template)/i.test(name)) return "ntc";
  return /^(nrt|no[ -]?rt|minus[ -]?rt)/i.test(name) ? "nrt" : "unkn";
}

import { headingsIn, tellCt } from "./headings-in.ts";
import type { Intake } from "./intake.ts";
import { quantstudioLayout } from "./quantstudio-layout.ts";
import { readTabbed } from "./tabbed.ts";
import type { Text } from "./text.ts";

/** Whether headings are of a table with a Cq for each well, as Design & Analysis 2 and Diomni name its columns. */
export function tellsDesignAnalysis(headings: readonly string[]): boolean {
  return ["well position", "sample", "target"].every((name) => headings.includes(name)) && tellCt(headings);
}

/** Whether a table is the primary analysis': it alone tells of the curves. */
export function isPrimary(text: Text): boolean {
  const headings = headingsIn(text);
  return ["amp score", "curve quality", "result quality issues"].some((name) => headings.includes(name));
}

/** Reads the table of the primary analysis. Of another analysis' it tells that it repeats those wells. */
export function readPrimary(text: Text, intake: Intake, format: string): void {
  const { file, part } = text;
  if (isPrimary(text)) readTabbed(text, intake, quantstudioLayout(format));
  else
    intake.troubles.add({
      ...{ code: "wells-again", file, part },
      text: "is the table of a further analysis, such as the standard curve's, which repeats wells of the table Results.",
    });
}

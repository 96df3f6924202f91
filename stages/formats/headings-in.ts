import { decode } from "../../data/encoding.ts";
import { fold } from "./fold.ts";
import type { Text } from "./text.ts";

/** The folded headings of the first line of a text's beginning that begins with the heading Well; none where no line does. */
export function headingsIn({ head }: Pick<Text, "head">): readonly string[] {
  const line = /(?:^|[\r\n])(Well\t[^\r\n]*)/.exec(head)?.[1];
  return line === undefined ? [] : decode(Buffer.from(line, "latin1")).split("\t").map(fold);
}

/** Whether headings are of a table with a Ct for each well. */
export function tellCt(headings: readonly string[]): boolean {
  return headings.some((heading) => heading === "ct" || heading === "cq" || heading === "crt");
}

/** Whether a text begins with the key lines of a run of Applied Biosystems' software, in two cells each. */
export function tellsRun({ head }: Pick<Text, "head">): boolean {
  return /(?:^|\n)Block Type\t/.test(head) && /(?:^|\n)(?:Experiment|Instrument|Analysis) [A-Z][^\t\n]*\t/.test(head);
}

import { quote } from "../../data/trouble.ts";
import type { Format } from "./format.ts";
import type { Intake } from "./intake.ts";
import { Lines } from "./lines.ts";
import { Rendered } from "./rendered.ts";
import { readTabbed } from "./tabbed.ts";
import type { Text } from "./text.ts";

const RESULTS = "apldbio/sds/analysis_result.txt";

/**
 * The document of ViiA 7, 7500, StepOne and QuantStudio software: a zip in which an analysis leaves a text, that is read too
 * when it was taken out. Its wells count from 0, curves stand under each, and 40.0 says that no Ct was found.
 */
export const eds: Format = {
  name: "eds",
  title: "an .eds document with its analysis",
  tested: "real",
  recognise({ kind, texts }) {
    if (kind === "package") {
      const members = texts.filter(({ part }) => /#(apldbio|setup|primary)\//.test(part));
      const results = members.filter(({ part }) => part.endsWith(`#${RESULTS}`));
      return results.length > 0 ? results : members.slice(0, 1);
    }
    return kind === "text" ? texts.filter(({ head }) => isResults(head)) : [];
  },
  read(text, intake) {
    const { file, part } = text;
    if (isResults(text.head)) readTabbed(tableOf(text, intake), intake, layout);
    else {
      const holds = part.endsWith(`#${RESULTS}`)
        ? "its analysis is of a kind that is not known"
        : `it holds no ${RESULTS}`;
      const told = `is an .eds document without results that can be read: ${holds}. Open it in the software it comes from, analyse it, and export the results.`;
      intake.troubles.add({ code: "format-unknown", file, part: part.replace(/#[^#]*$/, ""), text: told });
    }
  },
};

function isResults(head: string): boolean {
  return (
    /^(Session Name\t[^\r\n]*[\r\n]+)?Well\tSample Name\tDetector\tTask\tCt\t/.test(head) &&
    /[\r\n]Rn values\t/.test(head)
  );
}

const layout = {
  format: "eds",
  columns: {
    well: ["well"],
    position: ["position"],
    sample: ["sample name"],
    assay: ["detector"],
    task: ["task"],
    ct: ["ct"],
    vendorMean: ["avg ct"],
  },
  noCq: [40],
  keys: { card: [], title: ["session name"], run: [] },
} as const;

/** Cycles of a run in which 40.0 can be no Ct that was found in between. */
const CYCLES = 40;

/** The wells without what stands under them, counted from 1; they name no positions. */
function tableOf(text: Text, intake: Intake): Text {
  const lines = new Lines(text.bytes);
  const table = new Rendered();
  const { file, part } = text;
  let last: { readonly line: number; readonly ct: string } | undefined;
  let ct = -1;
  const tell = (line: number, text: string) => intake.troubles.add({ code: "cell-not-valid", file, part, line, text });
  for (let line = lines.next(); line !== undefined; line = lines.next()) {
    const cells = line.split("\t");
    const [first = ""] = cells;
    if (/^\d+$/.test(first)) {
      last = { line: lines.line, ct: cells[ct] ?? "" };
      table.add(lines.line, [String(Number(first) + 1), ...cells.slice(1)]);
    } else if (first === "Rn values") {
      const cycles = cells.slice(1).filter((cell) => cell.trim() !== "").length;
      if (last && cycles !== CYCLES && Number(last.ct) === CYCLES)
        tell(last.line, `${quote(last.ct)} in a run of ${cycles} cycles: it may be a Ct, or say that there is none.`);
    } else if (first === "DDCT Values") {
      if (/\ttrue\s*$/i.test(line))
        tell(lines.line, "ends in true, which is not known: the well may have been left out.");
    } else if (first === "Well" && ct < 0) {
      ct = cells.indexOf("Ct");
      table.add(lines.line, [...cells, "Position"]);
    } else if (!/ values$/i.test(first)) table.add(lines.line, cells);
  }
  return table.text(text);
}

import { unguard } from "../../data/guard.ts";
import type { Format } from "./format.ts";
import { Lines } from "./lines.ts";
import { Rendered } from "./rendered.ts";
import { textWhere } from "./source.ts";
import { readTabbed } from "./tabbed.ts";
import type { Text } from "./text.ts";

/**
 * RDES 1.0, the spreadsheet beside RDML (https://rdml.org/rdes.html): one run a file, seven columns and the fluorescence by
 * cycle. -1.0 says that no Cq was found, a blank cell nothing. A file of melting curves has temperatures in place of Cq.
 */
export const rdes: Format = {
  name: "rdes",
  title: "RDES",
  tested: "real",
  recognise: (source) =>
    textWhere(source, (head) => /^Well\tSample\tSample Type\tTarget\tTarget Type\tDye\t(Cq|Tm)[\t\r\n]/i.test(head)),
  read: (text, intake) =>
    readTabbed(withoutGuards(text), intake, {
      format: "rdes",
      columns: {
        well: ["well"],
        sample: ["sample"],
        task: ["sample type"],
        assay: ["target"],
        ct: ["cq"],
      },
      noCq: [-1],
      keys: { card: [], run: [] },
    }),
};

/** Names as they were before an apostrophe kept a spreadsheet from running them as formulas, as we write them ourselves. */
function withoutGuards(text: Text): Text {
  const { bytes } = text;
  if (Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).indexOf("\t'") < 0) return text;
  const lines = new Lines(bytes, text.lineOf);
  const bare = new Rendered();
  for (let line = lines.next(); line !== undefined; line = lines.next())
    bare.add(lines.line, line.split("\t").map(unguard));
  return bare.text(text);
}

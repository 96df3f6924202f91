import { decode } from "../../data/encoding.ts";
import type { Format } from "./format.ts";
import type { Layout } from "./layout.ts";
import { tablesWhere } from "./source.ts";
import { readTabbed } from "./tabbed.ts";
import type { Text } from "./text.ts";

/** Begins the headings; the lines before them are keys. The text within .eds begins likewise, but for the deviation. */
const HEADINGS = /^Well\tSample Name\tDetector\tTask\tCt\tStdDev Ct\t/;

/**
 * SDS 1.x of the 7300 and 7500, plates of 96 wells: `key: value` lines, then the table. Of a well with several detectors
 * only the first row names the well.
 */
export const sds1: Format = {
  name: "sds-1",
  title: "7300 / 7500 SDS 1.x results",
  tested: "made",
  recognise: (source) => tablesWhere(source, (head) => new RegExp(HEADINGS, "m").test(head)),
  read: (text, intake) => readTabbed(rendered(text), intake, layout),
};

const layout: Layout = {
  format: "sds-1",
  columns: {
    well: ["well"],
    sample: ["sample name"],
    assay: ["detector"],
    task: ["task"],
    ct: ["ct"],
    omitted: ["filtered"],
  },
  plate: 12,
  keys: {
    card: [],
    title: ["document name"],
    run: ["run date"],
    instrument: ["instrument type"],
    software: ["software"],
  },
};

/** The same lines with each key in a cell of its own, and each row with its well and sample. A row of another sample is of no well. */
function rendered(text: Text): Text {
  const lines = decode(text.bytes).split(/\r\n|\r|\n/);
  let inTable = false;
  let [well, sample] = ["", ""];
  const told = lines.map((line) => {
    if (!inTable) {
      inTable = HEADINGS.test(line);
      return inTable ? line : keyLine(line);
    }
    const cells = line.split("\t");
    const [named = "", of = "", detector = ""] = cells;
    if (named.trim() !== "") [well, sample] = [named, of];
    else if (detector.trim() === "" || (of.trim() !== "" && of !== sample)) return line;
    else [cells[0], cells[1]] = [well, sample];
    return cells.join("\t");
  });
  return { ...text, bytes: Buffer.from(told.join("\n")) };
}

/** A value may hold commas, which parted it into cells. */
function keyLine(line: string): string {
  if (/^SDS v\d/.test(line)) return `Software\t${line}`;
  const [, key, value = ""] = /^([^:\t]+):\s*(.*)$/.exec(line) ?? [];
  return key === undefined ? line : `${key}\t${value.replaceAll("\t", ",")}`;
}

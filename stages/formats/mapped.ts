import { listing, quote } from "../../data/trouble.ts";
import type { Format } from "./format.ts";
import type { Intake } from "./intake.ts";
import { readMapped } from "./read-mapped.ts";
import { isEmpty, rowsOf } from "./rows.ts";
import type { Source } from "./source.ts";
import type { Text } from "./text.ts";

/** An export whose columns study.yaml names, because its headings do not, or because it has none. */
export const mapped: Format = {
  name: "mapped",
  title: "tables whose columns study.yaml names",
  tested: "real",
  recognise: ({ kind, texts }: Source) => {
    const [map] = texts.map((text) => text.map?.map);
    if (map === undefined || kind === "package") return [];
    if (kind === "text") return texts;
    const filled = texts.filter((text) => !rowsOf(text).every(isEmpty));
    const sheets = map.sheet === undefined ? filled : filled.filter((text) => sheetOf(text) === map.sheet);
    return sheets.length > 0 ? sheets : texts.slice(0, 1);
  },
  read(text: Text, intake: Intake) {
    const { file, part } = text;
    const placed = text.map!;
    const { sheet } = placed.map;
    if (sheet === undefined || sheet === sheetOf(text) || !part.includes("#")) {
      readMapped(text, placed, intake, "mapped");
      return;
    }
    const told = `holds no table on a sheet ${quote(sheet)}, which ${placed.from} names; its first sheet is ${listing([sheetOf(text)])}.`;
    intake.troubles.add({ code: "columns-unclear", file, text: told });
  },
};

function sheetOf({ part }: Text): string {
  return part.slice(part.lastIndexOf("#") + 1);
}

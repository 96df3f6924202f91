import { type Cells, cardsOf, editWells, undetermined } from "./edit.ts";

/** Adds a card with a control in its first 96 wells: `amplified` says which Ct a well has; undefined: none. */
export function plantControl(
  files: Map<string, string>,
  name: string,
  amplified: (cells: Cells) => string | undefined,
): void {
  const [first = ""] = cardsOf(files);
  const [, barcode = ""] = /([^/]+)\.txt$/.exec(first)!;
  const path = `cards/${name}.txt`;
  files.set(path, files.get(first)!.replaceAll(barcode, name));
  editWells(files, path, (cells) => {
    if (Number(cells.Well) > 96) return undefined;
    const own = { ...cells, "Sample Name": name };
    const ct = amplified(cells);
    return ct === undefined ? undetermined(own) : { ...own, CT: ct, "Ct Mean": ct };
  });
  files.set("samples.csv", `${files.get("samples.csv")!}${name}${",".repeat(7)}\n`);
}

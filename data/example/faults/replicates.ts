import { cardsOf, editRows, editWells, referencesOf, undetermined } from "./edit.ts";

/**
 * Gives a target of all cards the wells of one or two others, which leave the panel, so that it has replicates that agree;
 * in the first sample of the first card `change` says what becomes of each Ct (undefined: undetermined), counted from 0.
 */
export function plantReplicates(
  files: Map<string, string>,
  wells: 2 | 3,
  change: (ct: number, at: number) => number | undefined,
): void {
  const names: string[] = [];
  editWells(files, cardsOf(files)[0]!, (cells) => {
    names.push(cells["Target Name"]!);
    return cells;
  });
  const references = referencesOf(files);
  const [kept = "", ...given] = names.filter((name) => !references.includes(name)).slice(0, wells);
  editRows(files, "panel.csv", (row) => {
    const name = row.assay_id === "" ? row.gene! : `${row.gene}-${row.assay_id}`;
    return given.includes(name) ? undefined : row;
  });
  cardsOf(files).forEach((path, card) => {
    let seen = 0;
    editWells(files, path, (cells) => {
      if (cells["Target Name"] !== kept && !given.includes(cells["Target Name"]!)) return cells;
      const at = seen++;
      const own = { ...cells, "Target Name": kept, "Ct Mean": "", "Amp Score": "1.200", "Cq Conf": "0.970" };
      const ct = 25 + 0.05 * (at % wells);
      const changed = card === 0 && at < wells ? change(ct, at) : ct;
      return changed === undefined ? undetermined(own) : { ...own, CT: changed.toFixed(3) };
    });
  });
}

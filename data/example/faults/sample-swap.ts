import { type Cells, cardsOf, editWells } from "./edit.ts";
import type { Fault } from "./fault.ts";

export const sampleSwap: Fault = {
  name: "sample-swap",
  meaning: "The first samples of two subjects were exchanged before they came onto their cards",
  plant(files) {
    const [one, two] = cardsOf(files) as [string, string];
    const first = read(files, one);
    const second = read(files, two);
    pour(files, one, second);
    pour(files, two, first);
  },
};

/** What was measured in the wells of a card's first sample, by the number of the well. */
function read(files: Map<string, string>, path: string): Map<string, Cells> {
  const found = new Map<string, Cells>();
  editWells(files, path, (cells) => {
    const { Well = "", CT = "", "Ct Mean": mean = "", "Amp Score": score = "", NOAMP = "" } = cells;
    if (Number(Well) <= 96) found.set(Well, { CT, "Ct Mean": mean, "Amp Score": score, NOAMP });
    return cells;
  });
  return found;
}

function pour(files: Map<string, string>, path: string, measured: ReadonlyMap<string, Cells>): void {
  editWells(files, path, (cells) => ({ ...cells, ...measured.get(cells.Well!) }));
}

import { cardsOf, editWells } from "./edit.ts";
import type { Fault } from "./fault.ts";

export const layout: Fault = {
  name: "layout",
  meaning: "Two wells of each sample of the first card have changed their assays",
  plant(files) {
    const swapped = new Map([
      [39, 40],
      [40, 39],
    ]);
    const path = cardsOf(files)[0]!;
    const names = new Map<string, string>();
    editWells(files, path, (cells) => {
      names.set(cells.Well!, cells["Target Name"]!);
      return cells;
    });
    editWells(files, path, (cells) => {
      const other = swapped.get(Number(cells.Well) % 96);
      if (other === undefined) return cells;
      const from = Number(cells.Well) - (Number(cells.Well) % 96) + other;
      return { ...cells, "Target Name": names.get(String(from))! };
    });
  },
};

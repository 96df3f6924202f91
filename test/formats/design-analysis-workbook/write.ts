import { utils, write } from "@e965/xlsx";
import { position } from "../../../data/card.ts";
import type { Writer } from "../made-card.ts";

const HEAD = ["Well", "Well Position", "Omit", "Sample", "Target", "Task", "Amp Status", "Amp Score", "Cq", "Cq Mean"];

export const writer: Writer = {
  format: "design-analysis-workbook",
  ending: "xlsx",
  lacks: [],
  write({ card, wells }) {
    const keys = [
      ["File Name", "D:\\made.eds"],
      ["Barcode", card],
      ["Block Type", "384-Well Block"],
      ["Run End Data/Time", "2024-02-12 11:30:22 PM UTC"],
      [],
    ];
    const rows = wells.map(({ well, sample, assay, task, ct, omitted }) => {
      const written = ct === "undetermined" ? "UNDETERMINED" : ct === "blank" ? null : Number(ct);
      const status = ct === "undetermined" ? "NO_AMP" : "AMP";
      const named = task === "target" ? "UNKNOWN" : "ENDOGENOUS CONTROL";
      return [well, position(well, 24), omitted ? "TRUE" : "FALSE", sample, assay, named, status, 1.2, written, null];
    });
    const again = rows.map(([well, place, , sample, target, , , , cq]) => [well, place, sample, target, cq, -3.3]);
    const book = utils.book_new();
    const add = (name: string, table: readonly (readonly unknown[])[]) =>
      utils.book_append_sheet(book, utils.aoa_to_sheet([...keys, ...table] as unknown[][]), name);
    add("Results", [HEAD, ...rows]);
    add("Standard Curve Result", [["Well", "Well Position", "Sample", "Target", "Cq", "Slope"], ...again]);
    return write(book, { type: "buffer", bookType: "xlsx" }) as Buffer;
  },
};

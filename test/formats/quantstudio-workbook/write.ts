import { utils, write } from "@e965/xlsx";
import { position } from "../../../data/card.ts";
import type { Writer } from "../made-card.ts";

const HEAD = ["Well", "Well Position", "Omit", "Sample Name", "Target Name", "Task", "CRT", "Crt Mean", "Comments"];

export const writer: Writer = {
  format: "quantstudio-workbook",
  ending: "xlsx",
  lacks: [],
  write({ card, wells }) {
    const keys = [
      ["Block Type", "384-Well Block"],
      ["Experiment Barcode", card],
      ["Experiment Run End Time", "2011-02-03 10:15:00 AM GMT"],
      ["Instrument Type", "QuantStudio(TM) 7 Flex System"],
      [],
    ];
    const rows = wells.map(({ well, sample, assay, task, ct, omitted }) => {
      const written = ct === "undetermined" ? "Undetermined" : ct === "blank" ? null : Number(ct);
      const named = task === "target" ? "UNKNOWN" : "ENDOGENOUS CONTROL";
      return [well, position(well, 24), omitted, sample, assay, named, written, null, "made"];
    });
    const setup = wells.map(({ well, sample, assay }) => [well, position(well, 24), sample, assay]);
    const book = utils.book_new();
    const add = (name: string, table: readonly (readonly unknown[])[]) =>
      utils.book_append_sheet(book, utils.aoa_to_sheet([...keys, ...table] as unknown[][]), name);
    add("Sample Setup", [["Well", "Well Position", "Sample Name", "Target Name"], ...setup]);
    add("Results", [HEAD, ...rows, [], ["Analysis Type", "Singleplex"]]);
    return write(book, { type: "buffer", bookType: "xlsx" }) as Buffer;
  },
};

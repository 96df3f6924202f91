import { columns } from "../data/column.ts";
import { type MiqeItem, miqeItems } from "../data/miqe.ts";
import { once } from "../data/once.ts";
import { settings } from "../data/setting.ts";
import { tableOf } from "../data/table.ts";
import { citations } from "./citations.ts";
import { type MiqeInput, miqeOfData } from "./miqe-data.ts";
import { stage } from "./stage.ts";

/** An item of the checklist with what is known of it; undefined: nothing is. */
export interface MiqeAnswer extends MiqeItem {
  readonly value: string | undefined;
  readonly from: "data" | "miqe.yaml" | "data, miqe.yaml" | "blank";
}

export interface MiqeOutput {
  /** In the order of the checklist. */
  readonly answers: () => readonly MiqeAnswer[];
}

const miqeColumns = columns({
  item: { kind: "text", meaning: "The item's key in miqe.yaml" },
  section: { kind: "text", meaning: "Section of the checklist" },
  importance: { kind: "text", meaning: "essential or desirable, as the checklist says" },
  meaning: { kind: "text", meaning: "What the item asks for" },
  value: { kind: "text", meaning: "What is known of it" },
  from: { kind: "text", meaning: "Who tells it: data, miqe.yaml, or both; blank where nobody does" },
});

/** The checklist of what a reader must know of the laboratory's work and of the analysis. */
export const miqe = stage({
  name: "miqe",
  title: "MIQE checklist",
  about:
    "What a reader must know to judge a study by real-time PCR. What the data know is filled in; the rest is the laboratory's to tell, in miqe.yaml. A blank is a blank: nobody has told it, and nothing stands in for it.",
  settings: settings({}),
  tables: [
    {
      name: "miqe",
      columns: miqeColumns,
      key: ["item"],
      rows: ({ answers }: MiqeOutput) => tableOf(miqeColumns, rowsOf(answers())),
    },
  ],
  run(input: MiqeInput): MiqeOutput {
    return { answers: once(() => answersOf(input)) };
  },
  summarise({ answers }) {
    const all = answers();
    const of = (importance: MiqeItem["importance"]) => all.filter((one) => one.importance === importance);
    const filled = (some: readonly MiqeAnswer[]) => some.filter(({ value }) => value !== undefined).length;
    const [essential, desirable] = [of("essential"), of("desirable")];
    const blank = essential.length - filled(essential);
    const text = `${blank} of ${essential.length} essential items of the MIQE checklist are blank; the laboratory tells them in miqe.yaml.`;
    return {
      headline: `${filled(essential)} of ${essential.length} essential items and ${filled(desirable)} of ${desirable.length} desirable ones are filled; the others are blank.`,
      counts: [
        { label: "Essential items filled", value: `${filled(essential)} of ${essential.length}` },
        { label: "Desirable items filled", value: `${filled(desirable)} of ${desirable.length}` },
        { label: "Filled by the data", value: all.filter(({ from }) => from.startsWith("data")).length },
        { label: "Filled by miqe.yaml", value: all.filter(({ from }) => from.endsWith("miqe.yaml")).length },
      ],
      findings: blank > 0 ? [{ level: "note", text }] : [],
      tables: [
        {
          title: "The checklist",
          caption: "One row an item, in the order of the checklist; the meaning is in words of our own.",
          columns: miqeColumns,
          rows: rowsOf(all),
        },
      ],
      figures: [],
      methods:
        "What is known of the laboratory's work is told by the items of the MIQE checklist (Bustin et al. 2009).",
      citations: [citations.bustin],
    };
  },
});

function rowsOf(answers: readonly MiqeAnswer[]) {
  return answers.map(({ id: item, ...answer }) => ({ item, ...answer }));
}

/** The laboratory's words stand behind those of the data, never in their place. */
function answersOf(input: MiqeInput): MiqeAnswer[] {
  const known = miqeOfData(input);
  return miqeItems.map((item): MiqeAnswer => {
    const [data = "", said = ""] = [known.get(item.id), input.said.get(item.id)];
    const value = [data, said].filter((text) => text !== "").join(" | ");
    if (value === "") return { ...item, value: undefined, from: "blank" };
    return { ...item, value, from: said === "" ? "data" : data === "" ? "miqe.yaml" : "data, miqe.yaml" };
  });
}

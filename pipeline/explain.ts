import type { Column, Columns } from "../data/column.ts";
import type { Setting, Settings } from "../data/setting.ts";
import { quote, Trouble } from "../data/trouble.ts";
import { stages } from "./settings.ts";

/** The meaning of a table, a column or a setting; of all tables without a name. */
export function explain(name: string | undefined): string[] {
  const tables = new Map<string, Columns>(
    Object.values(stages).flatMap((stage) => stage.tables.map((table) => [table.name, table.columns] as const)),
  );
  const settings = new Map<string, Setting>(
    Object.entries(stages).flatMap(([stage, one]) =>
      Object.entries(one.settings as Settings).map(([key, setting]) => [`${stage}.${key}`, setting] as const),
    ),
  );
  if (name === undefined)
    return [...tables].flatMap(([table, columns]) => [
      `${table}.csv`,
      ...Object.keys(columns).map((column) => `  ${column}`),
    ]);
  if (name === "settings") return [...settings].map(([key, setting]) => settingLine(key, setting));
  const setting = settings.get(name);
  if (setting) return [settingLine(name, setting)];
  const [table = "", column] = name.replace(/\.csv(?=\.|$)/, "").split(".");
  const columns = tables.get(table);
  if (columns && column === undefined) return Object.entries(columns).map(([key, one]) => columnLine(key, one));
  if (columns && Object.hasOwn(columns, column!)) return [columnLine(name, columns[column!]!)];
  throw new Trouble([
    {
      code: "study-key",
      text: `${quote(name)} is neither a table (${[...tables.keys()].join(", ")}), a column of one, nor a setting.`,
    },
  ]);
}

function columnLine(name: string, { kind, unit, meaning }: Column): string {
  return `${name} (${kind}${unit ? `, ${unit}` : ""}): ${meaning}`;
}

function settingLine(name: string, { default: value, unit, bounds, choices, holds, meaning }: Setting): string {
  const allowed = choices
    ? `, one of ${choices.join(" | ")}`
    : bounds
      ? `, ${bounds[0]} to ${bounds[1]}`
      : holds
        ? `, ${holds}`
        : "";
  return `${name} (default ${value === "" ? "none" : value}${unit ? ` ${unit}` : ""}${allowed}): ${meaning}`;
}

/** A row of the table of wells, by heading, to be changed in place. */
export type Cells = Record<string, string>;

/** The paths of the study's cards, in the order of their numbers. */
export function cardsOf(files: ReadonlyMap<string, string>): string[] {
  return [...files.keys()].filter((path) => path.startsWith("cards/")).sort();
}

/** Changes rows of the table of wells of a card in QuantStudio's text; `undefined` takes a row out. */
export function editWells(files: Map<string, string>, path: string, edit: (cells: Cells) => Cells | undefined): void {
  const text = files.get(path)!;
  const at = text.indexOf("[Results]");
  const [title = "", heading = "", ...rows] = text.slice(at).split("\n");
  const names = heading.split("\t");
  const edited = rows.flatMap((row) => {
    if (!/^\d+\t/.test(row)) return [row];
    const cells = row.split("\t");
    const found = edit(Object.fromEntries(names.map((name, index) => [name, cells[index] ?? ""])));
    return found === undefined ? [] : [names.map((name) => found[name]).join("\t")];
  });
  files.set(path, `${text.slice(0, at)}${[title, heading, ...edited].join("\n")}`);
}

/** Changes rows of a table that people keep; `undefined` takes a row out, and a column that a row is given is new. */
export function editRows(files: Map<string, string>, path: string, edit: (cells: Cells) => Cells | undefined): void {
  const [heading = "", ...rows] = files.get(path)!.trimEnd().split("\n");
  const names = heading.split(",");
  const edited = rows.flatMap((row): Cells[] => {
    const cells = row.split(",");
    const found = edit(Object.fromEntries(names.map((name, index) => [name, cells[index] ?? ""])));
    return found === undefined ? [] : [found];
  });
  const all = [...new Set([...names, ...edited.flatMap((row) => Object.keys(row))])];
  const lines = edited.map((row) => all.map((name) => row[name] ?? "").join(","));
  files.set(path, `${[all.join(","), ...lines].join("\n")}\n`);
}

/** A well without amplification. */
export function undetermined(cells: Cells): Cells {
  return { ...cells, CT: "Undetermined", "Ct Mean": "" };
}

/** A well so many cycles later; what comes after the last cycle is not seen. */
export function later(cells: Cells, cycles: number): Cells {
  const ct = Number(cells.CT) + cycles;
  if (!(ct < 40)) return undetermined(cells);
  return { ...cells, CT: ct.toFixed(3), "Ct Mean": ct.toFixed(3) };
}

/** The reference genes of the panel, as the cards name them. */
export function referencesOf(files: ReadonlyMap<string, string>): string[] {
  const rows = files.get("panel.csv")!.trimEnd().split(/\r?\n/);
  return rows.flatMap((row) => {
    const [id = "", gene = "", , role] = row.split(",");
    return role === "reference" ? [id === "" ? gene : `${gene}-${id}`] : [];
  });
}

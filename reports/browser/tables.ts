import { encodeCell } from "../../data/guard.ts";
import type { Find } from "./find.ts";
import { all, make, tool } from "./make.ts";
import { fileName, save } from "./save.ts";

/** Fewest rows of a table that has a filter of its own. */
const FILTERED = 8;

const words = new Intl.Collator("en", { numeric: true });

/** Tables that are sorted by their heads, filtered, copied, and saved as CSV with their full numbers. */
export function improveTables(part: HTMLElement, find: Find): void {
  for (const table of all<HTMLTableElement>("table", part)) {
    const columns = all<HTMLTableCellElement>("thead th", table).map((head): Column => {
      return { head, name: head.firstChild?.textContent ?? "", isNumber: head.classList.contains("n") };
    });
    for (const column of columns) sortable(table, column, columns);
    const tools = make("span", { class: "tools" });
    if (bodyOf(table).rows.length >= FILTERED) tools.append(filterOf(table, columns, find));
    tools.append(copyOf(table, columns), saveOf(table, columns));
    table.caption?.append(" ", tools);
  }
}

interface Column {
  readonly head: HTMLTableCellElement;
  readonly name: string;
  readonly isNumber: boolean;
}

function bodyOf(table: HTMLTableElement): HTMLTableSectionElement {
  return table.tBodies[0]!;
}

/** The full number, where what is printed is rounded. */
function fullOf(cell: HTMLTableCellElement): string {
  return cell.dataset.v ?? cell.textContent ?? "";
}

function sortable(table: HTMLTableElement, column: Column, columns: readonly Column[]): void {
  const { head, isNumber } = column;
  const button = make("button", { type: "button" });
  button.append(...head.childNodes);
  head.append(button);
  button.addEventListener("click", () => {
    const down = head.getAttribute("aria-sort") === "ascending";
    for (const other of columns) other.head.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const rows = [...bodyOf(table).rows].map((row) => ({ row, value: fullOf(row.cells[head.cellIndex]!) }));
    rows.sort((a, b) => {
      if (a.value === "" || b.value === "") return Number(a.value === "") - Number(b.value === "");
      const order = isNumber ? Number(a.value) - Number(b.value) : words.compare(a.value, b.value);
      return down ? -order : order;
    });
    bodyOf(table).append(...rows.map(({ row }) => row));
  });
}

/** A field that keeps the rows with a text, or with a number as in "p < 0.05". */
function filterOf(table: HTMLTableElement, columns: readonly Column[], find: Find): HTMLElement {
  const label = make("label", { class: "filter" }, "Filter ");
  const example = columns.some(({ name }) => name === "p") ? "text, or p < 0.05" : "text";
  const field = make("input", { type: "search", placeholder: example, autocomplete: "off", spellcheck: "false" });
  const told = make("span", { role: "status", class: "status" });
  label.append(field);
  field.addEventListener("input", () => {
    const keeps = conditionOf(field.value, columns);
    const rows = [...bodyOf(table).rows];
    for (const row of rows) find.hide(row, "filter", !keeps(row));
    told.textContent = field.value === "" ? "" : `${rows.filter((row) => !row.hidden).length} of ${rows.length} rows`;
  });
  const both = make("span");
  both.append(label, " ", told);
  return both;
}

function conditionOf(text: string, columns: readonly Column[]): (row: HTMLTableRowElement) => boolean {
  const [, name, sign, number] = /^\s*(\w+)\s*(<=|>=|<|>|=)\s*(-?[\d.]+(?:e-?\d+)?)\s*$/i.exec(text) ?? [];
  const column = columns.find((one) => one.name === name && one.isNumber);
  if (column === undefined) {
    const sought = text.trim().toLowerCase();
    return (row) => (row.textContent ?? "").toLowerCase().includes(sought);
  }
  const limit = Number(number);
  return (row) => {
    const cell = fullOf(row.cells[column.head.cellIndex]!);
    if (cell === "") return false;
    const value = Number(cell);
    if (sign === "=") return value === limit;
    if (sign === "<") return value < limit;
    if (sign === "<=") return value <= limit;
    return sign === ">" ? value > limit : value >= limit;
  };
}

/** The rows that are shown, in their order, as CSV. */
function csvOf(table: HTMLTableElement, columns: readonly Column[]): string {
  const cell = (text: string, isNumber: boolean) => (isNumber ? text : encodeCell(text));
  const lines = [...bodyOf(table).rows]
    .filter((row) => !row.hidden)
    .map((row) => [...row.cells].map((one, at) => cell(fullOf(one), columns[at]!.isNumber)));
  return [columns.map(({ name }) => encodeCell(name)), ...lines].map((line) => `${line.join(",")}\n`).join("");
}

function copyOf(table: HTMLTableElement, columns: readonly Column[]): HTMLElement {
  const button = tool("Copy as CSV", () => {
    const tell = (text: string) => {
      button.textContent = text;
      setTimeout(() => {
        button.textContent = "Copy as CSV";
      }, 2000);
    };
    const refused = () => tell("This browser does not let a page copy");
    // Pages that were opened as files have no clipboard in some browsers.
    if (navigator.clipboard === undefined) refused();
    else navigator.clipboard.writeText(csvOf(table, columns)).then(() => tell("Copied"), refused);
  });
  return button;
}

function saveOf(table: HTMLTableElement, columns: readonly Column[]): HTMLElement {
  const name = fileName(table.parentElement?.getAttribute("aria-label") ?? "", "csv");
  return tool("Save as CSV", () => save(name, "text/csv;charset=utf-8", csvOf(table, columns)));
}

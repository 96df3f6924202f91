/**
 * What the report gains where scripts run: tables sorted by their heads, rows and marks found by name, tables copied
 * as CSV with full numbers. The page is complete without it.
 */
export const script = `"use strict";
(() => {
  const all = (selector, inside) => [...(inside || document).querySelectorAll(selector)];
  const make = (name, attributes, text) => {
    const element = document.createElement(name);
    for (const key in attributes) element.setAttribute(key, attributes[key]);
    element.textContent = text || "";
    return element;
  };
  const value = (cell) => (cell.dataset.v === undefined ? cell.textContent : cell.dataset.v);
  const words = new Intl.Collator("en", { numeric: true });

  const status = make("span", { role: "status", class: "status" });
  for (const table of all("table")) {
    const heads = all("th", table);
    const body = table.tBodies[0];
    heads.forEach((head, column) => {
      const button = make("button", { type: "button" });
      button.append(...head.childNodes);
      head.append(button);
      button.onclick = () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        const number = head.className === "n";
        for (const other of heads) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const rows = [...body.rows].map((row) => [value(row.cells[column]), row]);
        rows.sort(([a], [b]) => {
          if (a === "" || b === "") return (a === "") - (b === "");
          return (number ? a - b : words.compare(a, b)) * (down ? -1 : 1);
        });
        body.append(...rows.map(([, row]) => row));
      };
    });
    const copy = make("button", { type: "button", class: "copy" }, "Copy as CSV");
    copy.onclick = async () => {
      const quote = (text) => (/[",\\r\\n]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text);
      const guard = (text, column) =>
        heads[column].className !== "n" && /^[=+\\-@\\t\\r']/.test(text) ? "'" + text : text;
      const lines = [heads.map((head) => quote(head.firstChild.firstChild.data))];
      for (const row of body.rows) lines.push([...row.cells].map((cell, column) => quote(guard(value(cell), column))));
      try {
        await navigator.clipboard.writeText(lines.map((line) => line.join(",") + "\\n").join(""));
        copy.textContent = "Copied";
      } catch {
        copy.textContent = "This browser does not let a page copy";
      }
      setTimeout(() => (copy.textContent = "Copy as CSV"), 2000);
    };
    table.caption.append(" ", copy);
  }

  const label = make("label", { class: "find" }, "Find gene or sample ");
  const field = make("input", { type: "search", autocomplete: "off", spellcheck: "false" });
  label.append(field);
  document.querySelector("nav").append(label, status);
  field.oninput = () => {
    const sought = field.value.trim().toLowerCase();
    const has = (text) => text.toLowerCase().includes(sought);
    let found = 0;
    for (const row of all("table[data-find] tbody tr")) {
      row.hidden = !has(row.textContent);
      if (!row.hidden) found++;
    }
    for (const title of all("svg title")) {
      if (title.id === "") title.parentNode.classList.toggle("found", sought !== "" && has(title.textContent));
    }
    status.textContent = sought === "" ? "" : found + (found === 1 ? " row" : " rows");
  };
})();
`;

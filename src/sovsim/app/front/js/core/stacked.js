// A table that is read row by row where its columns have no room: each cell then says itself what
// it is. To readers of screens it stays the table that it is, whatever a style makes of it.

import { h } from "./dom.js";
import { t } from "./texts.js";

const ROLES = { thead: "rowgroup", tbody: "rowgroup", tr: "row", td: "cell", "th[scope=row]": "rowheader",
  "th:not([scope=row])": "columnheader" };

//   heads: what the cells of a row are called, from the first; its own heads by default
export function stacked(table, heads = headsOf(table)) {
  table.classList.add("stacked");
  table.setAttribute("role", "table");
  for (const [found, role] of Object.entries(ROLES)) {
    for (const one of table.querySelectorAll(found)) one.setAttribute("role", role);
  }
  for (const row of table.querySelectorAll("tbody tr")) {
    let place = 0;
    for (const cell of row.children) {
      const [first, last] = [heads[place], heads[place + cell.colSpan - 1]];
      place += cell.colSpan;
      if (cell.tagName !== "TD" || (cell.textContent === "" && cell.children.length === 0)) continue;
      cell.dataset.label = cell.colSpan > 1 ? t("home.span", { first, last }) : first ?? "";
      cell.replaceChildren(h("div", {}, ...cell.childNodes));
    }
  }
  return table;
}

const headsOf = (table) => [...table.querySelectorAll("thead tr:last-child > *")]
  .map(({ textContent }) => textContent);

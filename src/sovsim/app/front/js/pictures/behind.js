// The table behind a picture: all that it shows, for whoever reads numbers or hears them.

import { h, replace } from "../core/dom.js";
import { number } from "../core/numbers.js";
import { t } from "../core/texts.js";

// A table of rows, the first of which are heads; the first cell of each other is a head, too.
export function tableOf([heads, ...rows], caption) {
  return h("table", { class: "behind-table" },
    caption ? h("caption", {}, caption) : null,
    h("thead", {}, h("tr", {}, heads.map((head) => h("th", { scope: "col" }, head)))),
    h("tbody", {}, rows.map((row) => h("tr", {}, row.map((cell, k) => (k === 0
      ? h("th", { scope: "row" }, shown(cell))
      : h("td", { class: typeof cell === "number" ? "number" : null }, shown(cell))))))));
}

// A table that is made when somebody opens it.
//   rows: () => rows of cells, texts and numbers
export function createBehind() {
  const inside = h("div", { class: "wide", tabindex: "0", role: "region",
    aria: { label: t("picture.table") } });
  const element = h("details", { class: "behind", ontoggle: () => fill() },
    h("summary", {}, t("picture.table")), inside);
  let rows = () => [[]];
  let caption = "";
  function fill() {
    if (element.open) replace(inside, tableOf(rows(), caption));
    else replace(inside);
  }
  return {
    element,
    show(next, title) {
      rows = next;
      caption = title;
      if (element.open) fill();
    },
  };
}

const shown = (cell) => (typeof cell === "number" ? number(cell) : cell ?? "–");

// What a state is like at a quarter: values, their change, and a way to ask why.

import { h, replace } from "../core/dom.js";
import { number, signed } from "../core/numbers.js";
import { t } from "../core/texts.js";
import { wide } from "../core/wide.js";
import { quantityOf } from "../model/quantity.js";
import { isShown } from "./view.js";

//   ask(name): of which quantity somebody wants to know why it moved
export function createAttributes({ ask }) {
  const table = wide();
  const rest = wide();
  const more = h("details", { class: "attributes-more", ontoggle: () => fill() },
    h("summary", {}, t("explore.attributes.more")), rest);
  const element = h("div", { class: "attributes" }, h("h3", {}, t("explore.attributes")), table, more);
  let model = null;
  let told = null;

  function fill() {
    if (!more.open || told === null) {
      replace(rest);
      return;
    }
    const { runs, view, content } = model;
    const hegemon = content.units[view.state].kind === "hegemon";
    const rows = Object.entries(told.a.state).filter(([column]) =>
      content.columns[column]?.per === (hegemon ? "system" : "state"));
    replace(rest, h("table", {}, h("tbody", {}, rows.map(([column, units]) => {
      const about = content.columns[column];
      const value = units[hegemon ? 0 : runs.a.units.state.indexOf(view.state)];
      return h("tr", {}, h("th", { scope: "row", title: about.meaning }, about.label),
        h("td", { class: "number" }, said(value, about)), h("td", { class: "small" }, about.codes ? "" : about.unit));
    }))));
  }

  // found: of both courses the state at the quarter and before it
  function show(next, found) {
    [model, told] = [next, found];
    const { view, content } = model;
    const two = found.b !== null;
    replace(table, h("table", { class: two ? "two" : null },
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("explore.attributes.what")),
        h("th", { scope: "col", class: "number" }, two ? "A" : t("picture.value")),
        two ? h("th", { scope: "col", class: "number" }, "B") : null,
        h("th", { scope: "col", class: "number change" }, t("explore.attributes.change")),
        h("th", { scope: "col" }, h("span", { class: "unseen" }, t("explore.why"))))),
      h("tbody", {}, headlinesOf(content, view.state).map((quantity) => rowOf(quantity, model, found, ask)))));
    fill();
  }

  return { element, show };
}

// The quantities that a panel shows first of somebody.
export function headlinesOf(content, code) {
  const per = content.units[code]?.kind === "hegemon" ? "system" : "state";
  return Object.entries(content.variables).filter(([, one]) => one.headline && one.per === per)
    .flatMap(([name, { columns }]) => (isShown(content, name) ? [name] : columns))
    .map((name) => quantityOf(content, name)).filter(Boolean);
}

function rowOf(quantity, { runs, view }, { a, b }, ask) {
  const value = meanOf(quantity, a.state, runs.a, view.state);
  const moved = a.before === null || quantity.codes !== null ? null
    : value - meanOf(quantity, a.before, runs.a, view.state);
  return h("tr", {},
    h("th", { scope: "row", title: quantity.meaning }, quantity.label),
    h("td", { class: "number" }, said(value, quantity)),
    b === null ? null : h("td", { class: "number" }, said(meanOf(quantity, b.state, runs.b, view.state), quantity)),
    h("td", { class: "number change" }, moved === null ? "" : Math.abs(moved) < 0.0005 ? "=" : signed(moved, 3)),
    h("td", {}, a.before === null ? null : h("button", { type: "button", class: "quiet",
      aria: { label: t("explore.why.of", { label: quantity.label }) }, onclick: () => ask(quantity.name) },
    t("explore.why"))));
}

function meanOf({ columns, per }, state, { units }, code) {
  const place = per === "system" ? 0 : units[per].indexOf(code);
  return columns.reduce((sum, column) => sum + state[column][place], 0) / columns.length;
}

const said = (value, { codes }) => (codes ? codes[value] ?? number(value) : number(value, Number.isInteger(value) ? 0 : 3));

// Why a value moved in a quarter: the terms that the rules handed back, with what they rest on.

import { h, replace } from "../core/dom.js";
import { t } from "../core/texts.js";
import { modelsTongue } from "../core/tongue.js";
import { quantityOf } from "../model/quantity.js";
import { createFigure } from "../pictures/figure.js";
import { barsOfTerms, termList } from "../pictures/terms.js";
import { waterfall } from "../pictures/waterfall.js";
import { movementsOf } from "../telling/moved.js";
import { createSides } from "./sides.js";

export function createWhy() {
  const parts = h("select", { id: "explore-part", onchange: () => {
    part = parts.value;
    paint();
  } });
  const field = h("label", { class: "field", for: "explore-part" },
    h("span", { class: "field-name" }, t("explore.why.part")), parts);
  const sides = createSides("explore.why.of-side", () => paint());
  const figure = createFigure();
  const terms = h("div", { class: "terms" });
  const words = h("p", { role: "status" });
  const element = h("div", { class: "why" }, h("h3", {}, t("explore.why.title")), sides.element, words, field,
    figure.element, terms);
  let model = null;
  let ledgers = null;
  let name = null; // of what; null: of what the map shows
  let part = null;
  let column = null; // that the map showed

  function paint() {
    const { view, content } = model;
    sides.show(ledgers?.b !== null && ledgers !== null);
    const quantity = quantityOf(content, name ?? view.column);
    const told = ledgers?.[sides.shown()] ?? null;
    const moved = told === null ? [] : movementsOf(told.ledger, view.state,
      (one) => told.values[one], content, told.when, told.imposed)
      .filter((one) => quantity.columns.includes(one.column));
    const shown = moved.find((one) => one.column === part) ?? moved[0];
    figure.element.hidden = terms.hidden = shown === undefined;
    field.hidden = moved.length < 2;
    if (shown === undefined) {
      words.textContent = t(told === null ? "explore.why.start" : "explore.why.none", { label: quantity.label });
      return;
    }
    replace(words, h("span", { lang: modelsTongue() }, shown.sentence));
    replace(parts, moved.map((one) => h("option", { value: one.column }, one.label)));
    parts.value = shown.column;
    const coded = content.columns[shown.column].codes !== null;
    figure.element.hidden = coded;
    if (!coded) figure.show((size) => pictureOf(shown, told, model, size));
    replace(terms, termList(shown.terms, coded, content));
  }

  return {
    element,
    // Asks of another quantity than that on the map.
    about(next) {
      [name, part] = [next, null];
      if (model !== null) paint();
    },
    show(next, found) {
      if (column !== null && next.view.column !== column) name = part = null;
      ({ column } = next.view);
      [model, ledgers] = [next, found];
      paint();
    },
    close: figure.close,
  };
}

function pictureOf({ column, label, before, after, terms }, { when }, { view, content }, size) {
  const title = t("explore.why.picture", { name: content.units[view.state].name, label, quarter: when.quarter });
  return {
    ...waterfall({ title, unit: content.columns[column].unit,
      before: { label: t("explore.why.before"), value: before },
      after: { label: t("explore.why.after"), value: after },
      terms: barsOfTerms(terms) }, size),
    name: `${when.scenario}-${view.state}-${column}-${when.quarter}`,
  };
}

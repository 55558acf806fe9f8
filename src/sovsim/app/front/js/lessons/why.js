// A step that asks why: one change of one quarter, term by term, with what each term rests on.

import { claimList } from "../core/claims.js";
import { h, replace } from "../core/dom.js";
import { encodeLink } from "../core/link.js";
import { number, signed } from "../core/numbers.js";
import { prose } from "../core/prose.js";
import { t } from "../core/texts.js";
import { quantityOf, valueIn } from "../model/quantity.js";
import { wholeRun } from "../model/run.js";
import { linkOf } from "../model/settings.js";
import { createFigure } from "../pictures/figure.js";
import { waterfall } from "../pictures/waterfall.js";
import { contentFor } from "../telling/overlay.js";

const LEAST = 0.0005; // smaller terms are left to the table

export function whyStep(root, { app, step }) {
  const content = contentFor(app.content, step.scenario);
  const settings = { scenario: step.scenario, seed: step.seed ?? 0, run: 0, set: step.set ?? {}, plays: [] };
  const quantity = quantityOf(content, step.column);
  const figure = createFigure();
  const state = h("p", { class: "small", role: "status" }, t("lesson.run.running"));
  const terms = h("div", {});
  let open = true;
  replace(root, prose(step.text), state, figure.element, terms,
    h("p", {}, h("a", { class: "button", href: encodeLink({ page: "explore", values: {
      ...linkOf(settings), state: step.state, quarter: step.quarter, column: step.column,
    } }) }, t("lesson.run.explore"))));

  changeOf(app.host, settings, quantity, step, content).then((change) => {
    if (!open) return;
    state.textContent = "";
    figure.show((size) => ({ ...waterfall(pictureOf(change, quantity, step, content), size),
      name: `${step.scenario}-${step.state}-${step.quarter}-${step.column}` }));
    replace(terms, h("ul", { class: "terms" }, change.terms.filter(({ value }) => Math.abs(value) >= LEAST)
      .map(({ label, value, claims }) => h("li", {}, `${label} `, h("strong", {}, signed(value)),
        claims.length > 0 ? claimList(claims, content) : h("span", { class: "small" }, ` ${t("lesson.why.ours")}`)))));
  }).catch((error) => replace(state, h("span", { class: "fault", role: "alert" }, String(error.message))));

  return () => {
    open = false;
    figure.close();
  };
}

// The value before and after a quarter, and the terms between: of a variable, the mean of its parts.
async function changeOf(host, settings, quantity, { state, quarter }, content) {
  const run = await wholeRun(host, settings, quantity.columns, null, false);
  const place = run.quarters.indexOf(quarter);
  const ledger = await run.why(place);
  run.forget();
  const parts = new Map();
  for (const { column, unit, term, value } of ledger.terms) {
    if (unit === state && quantity.columns.includes(column)) {
      parts.set(term, (parts.get(term) ?? 0) + value / quantity.columns.length);
    }
  }
  const known = content.terms[content.columns[quantity.columns[0]].variable] ?? {};
  return {
    before: valueIn(quantity, run, place - 1, state), after: valueIn(quantity, run, place, state),
    quarters: [run.quarters[place - 1], quarter],
    terms: [...parts].map(([term, value]) => ({ value, label: known[term]?.label ?? term.replaceAll("_", " "),
      claims: known[term]?.claims ?? [] })).sort((a, b) => Math.abs(b.value) - Math.abs(a.value)),
  };
}

function pictureOf({ before, after, quarters, terms }, quantity, { state, quarter }, { units }) {
  return {
    title: t("lesson.why.title", { what: quantity.label, state: units[state]?.name ?? state, quarter,
      from: number(before), to: number(after) }),
    before: { label: t("lesson.why.at", { quarter: quarters[0] }), value: before },
    after: { label: t("lesson.why.at", { quarter: quarters[1] }), value: after },
    terms: terms.map(({ label, value, claims }) => ({ label, value, claims: claims.map(([id]) => id).join(", ") })),
    unit: quantity.unit,
  };
}

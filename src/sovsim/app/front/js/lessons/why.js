// A step that asks why: one change of one quarter, term by term, with what each term rests on; and,
// where the step names a decision, what was decided in that quarter, by what motives and which draw.

import { h, replace } from "../core/dom.js";
import { encodeLink } from "../core/link.js";
import { number } from "../core/numbers.js";
import { prose } from "../core/prose.js";
import { t } from "../core/texts.js";
import { createChoices } from "../explore/choices.js";
import { quantityOf, valueIn } from "../model/quantity.js";
import { wholeRun } from "../model/run.js";
import { linkOf } from "../model/settings.js";
import { createFigure } from "../pictures/figure.js";
import { barsOfTerms, termList } from "../pictures/terms.js";
import { waterfall } from "../pictures/waterfall.js";
import { imposedIn } from "../telling/imposed.js";
import { meanMovement, movementsOf } from "../telling/moved.js";
import { contentFor } from "../telling/overlay.js";

const LEAST = 0.0005; // smaller terms are left to the table

export function whyStep(root, { app, step }) {
  const content = contentFor(app.content, step.scenario);
  const settings = { scenario: step.scenario, seed: step.seed ?? 0, run: 0, set: step.set ?? {}, plays: [] };
  const quantity = quantityOf(content, step.column);
  const figure = createFigure();
  const state = h("p", { class: "small", role: "status" }, t("lesson.run.running"));
  const terms = h("div", {});
  const choices = createChoices(step.decision);
  const decided = step.decision === undefined ? null
    : h("div", { hidden: true }, choices.element);
  choices.element.firstChild.after(h("p", { class: "small" }, t("lesson.why.choice")));
  let open = true;
  replace(root, prose(step.text), state, decided, h("h3", {}, t("explore.why.title")), figure.element, terms,
    h("p", {}, h("a", { class: "button", href: encodeLink({ page: "explore", values: {
      ...linkOf(settings), state: step.state, quarter: step.quarter, column: step.column,
    } }) }, t("lesson.run.explore"))));

  changeOf(app.host, settings, quantity, step, content).then((change) => {
    if (!open) return;
    state.textContent = "";
    figure.show((size) => ({ ...waterfall(pictureOf(change, quantity, step, content), size),
      name: `${step.scenario}-${step.state}-${step.quarter}-${step.column}` }));
    if (decided !== null) {
      choices.show({ content, view: { state: step.state } }, { a: { choices: [change.decided] }, b: null });
      decided.hidden = false;
    }
    replace(terms, termList(change.terms.filter(({ value }) => Math.abs(value) >= LEAST), false, content));
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
  const valueOf = (column) => run.series[column]?.[place][run.units.state.indexOf(state)];
  const moved = movementsOf(ledger, state, valueOf, content, { quarter, scenario: settings.scenario });
  return {
    before: valueIn(quantity, run, place - 1, state), after: valueIn(quantity, run, place, state),
    quarters: [run.quarters[place - 1], quarter],
    terms: meanMovement(moved, quantity.columns).terms,
    decided: { quarter, ledger, imposed: imposedIn(quarter, content, settings.scenario) },
  };
}

function pictureOf({ before, after, quarters, terms }, quantity, { state, quarter }, { units }) {
  return {
    title: t("lesson.why.title", { what: quantity.label, state: units[state].name, quarter,
      from: number(before), to: number(after) }),
    before: { label: t("lesson.why.at", { quarter: quarters[0] }), value: before },
    after: { label: t("lesson.why.at", { quarter: quarters[1] }), value: after },
    terms: barsOfTerms(terms), unit: quantity.unit,
  };
}

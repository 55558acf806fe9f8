// Steps in which the model runs: one run, two on the same noise, one change explained.

import { h, replace } from "../core/dom.js";
import { encodeLink } from "../core/link.js";
import { exact } from "../core/numbers.js";
import { prose } from "../core/prose.js";
import { t } from "../core/texts.js";
import { courseIn, quantityOf } from "../model/quantity.js";
import { wholeRun } from "../model/run.js";
import { linkOf } from "../model/settings.js";
import { createFigure } from "../pictures/figure.js";
import { lines } from "../pictures/lines.js";
import { contentFor } from "../telling/overlay.js";
import { LADDER, ladder } from "./ladder.js";

const USUAL = ["autonomy", "dependence"];

export function runStep(root, given) {
  return shown(root, given, []);
}

export function compareStep(root, given) {
  const { step } = given;
  return shown(root, given, [{ scenario: step.against, set: step.set_against }]);
}

export function playStep(root, { app, step }) {
  const { content } = app;
  replace(root, prose(step.text),
    h("p", {}, h("a", { class: "button first", href: encodeLink({ page: "play", values: {
      ...linkOf(settingsFor(step)), seats: step.state, from: step.from, until: step.until,
    } }) }, t("lesson.play.open", { state: content.units[step.state]?.name ?? step.state }))));
}

const settingsFor = ({ scenario, set, seed }, other = {}) =>
  ({ scenario, seed: seed ?? 0, run: 0, set: set ?? {}, plays: [], ...other });

// The text, and a figure a quantity: of the run itself, and of those beside it as broken lines.
function shown(root, { app, step }, others) {
  const { host } = app;
  const content = contentFor(app.content, step.scenario);
  const names = step.columns?.length > 0 ? step.columns : USUAL;
  const quantities = names.map((name) => quantityOf(content, name)).filter(Boolean);
  const columns = [...new Set(quantities.flatMap((one) => one.columns))];
  const all = [settingsFor(step), ...others.map(({ scenario, set }) =>
    settingsFor(step, { scenario, set: set ?? {} }))];
  const figures = quantities.map(({ name }) => createFigure({ className: name === LADDER ? "ladder" : "" }));
  const state = h("p", { class: "small", role: "status" }, t("lesson.run.running"));
  const runs = [];
  let open = true;
  replace(root, prose(step.text), state,
    h("div", { class: "figures" }, figures.map(({ element }) => element)), toExplore(app, step, others));

  Promise.all(all.map((settings) => wholeRun(host, settings, columns, null, false))).then((found) => {
    runs.push(...found);
    if (!open) return done();
    state.textContent = others.length === 0 ? "" : found.map(({ settings }, k) =>
      t(k === 0 ? "lesson.compare.first" : "lesson.compare.other",
        { title: titleOf(settings, content) })).join(" · ");
    quantities.forEach((quantity, k) => figures[k].show(quantity.name === LADDER
      ? ladder(found[0], step, content)
      : (size) => ({ ...lines(pictureOf(quantity, found, step, content), size),
        name: `${step.scenario}-${quantity.name}` })));
    return null;
  }).catch((error) => replace(state, h("span", { class: "fault", role: "alert" }, String(error.message))));

  function done() {
    for (const run of runs.splice(0)) run.forget();
  }
  return () => {
    open = false;
    for (const figure of figures) figure.close();
    done();
  };
}

// A scenario, and the levers that make it another one.
function titleOf({ scenario, set }, content) {
  const { title } = content.scenarios[scenario];
  const levers = Object.entries(set).map(([name, value]) => `${leverLabel(name, content)} ${exact(value)}`);
  return levers.length === 0 ? title : `${title}, ${levers.join(", ")}`;
}

function leverLabel(name, { parameters, columns, units }) {
  if (Object.hasOwn(parameters, name)) return parameters[name].label;
  const [, unit, column] = name.split(".");
  return t("lesson.compare.start", { unit: units[unit]?.name ?? unit, column: columns[column]?.label ?? column });
}

function pictureOf(quantity, runs, step, content) {
  const states = quantity.per === "state"
    ? step.state ? [step.state] : content.scenarios[step.scenario].focus.slice(0, 4) : [null];
  const { quarters } = runs[0];
  const place = step.quarter ? quarters.indexOf(step.quarter) : quarters.length - 1;
  return {
    title: quantity.label, quarters, scale: quantity, cursor: place,
    lines: runs.flatMap((run, k) => states.map((code, number) => ({
      key: `${k}-${code}`, label: content.units[code]?.name ?? t("lesson.run.value"), hue: number + 1,
      other: k > 0, values: courseIn(quantity, run, code), band: null,
    }))),
  };
}

// Explore as the step shows it: the same run, state, quarter and quantities.
function toExplore({ content }, step, others) {
  const [column, ...lines] = (step.columns ?? []).filter((name) =>
    ["state", "system"].includes(quantityOf(content, name)?.per));
  const values = { ...linkOf(settingsFor(step)), state: step.state, states: step.state, quarter: step.quarter,
    column, lines: lines.length > 0 ? lines.join(",") : undefined };
  if (others.length > 0) {
    Object.assign(values, linkOf(settingsFor(step, { scenario: others[0].scenario, set: others[0].set ?? {} }), "b."));
  }
  return Object.hasOwn(content.scenarios, step.scenario)
    ? h("p", {}, h("a", { class: "button", href: encodeLink({ page: "explore", values }) }, t("lesson.run.explore")))
    : null;
}

// The courses of chosen states: one picture a quantity, with the spread of many runs.

import { h, replace } from "../core/dom.js";
import { t } from "../core/texts.js";
import { createFigure } from "../pictures/figure.js";
import { lines } from "../pictures/lines.js";
import { createOnce } from "./once.js";
import { coursesOf, factsOf, marksOf, quantitiesOf, scaleOf } from "./reading.js";

//   go(place), tell(what happened) -> words
export function createCourses({ go, tell }) {
  const element = h("div", { class: "courses" });
  let figures = [];
  const once = createOnce();

  function paint(model) {
    const quantities = quantitiesOf(model.view, model.content);
    while (figures.length > quantities.length) figures.pop().close();
    while (figures.length < quantities.length) figures.push(createFigure());
    if (element.children.length !== figures.length) replace(element, figures.map((one) => one.element));
    quantities.forEach((quantity, k) => figures[k].show(drawn(model, quantity, { go, tell })));
  }

  return {
    element,
    show(model) {
      const { view: { column, lines: more, states, state, apart }, runs: { a, b }, bands, content, place } = model;
      if (a === null) return;
      once([a, b, bands, content, place, column, more, states, state, apart], () => paint(model));
    },
    close() {
      for (const figure of figures) figure.close();
      figures = [];
    },
  };
}

function drawn(model, quantity, { go, tell }) {
  const { view, runs, bands, content, place } = model;
  const { quarters } = runs.a;
  const system = quantity.per === "system";
  const shown = system ? [null] : statesOf(model);
  const apart = view.apart && view.b !== null && runs.b !== null && quantity.codes === null;
  const held = shown.flatMap((code, k) => coursesOf(quantity, model, code).map(({ side, values }) => ({
    key: `${code} ${side}`, hue: k + 1, other: side === "b", values,
    label: labelOf(code === null ? quantity.label : content.units[code].name, side, view),
    band: apart ? null : bandOf(bands, side, quantity, code, runs),
  })));
  const facts = system ? [] : factsOf(quantity, shown, quarters, content);
  const marks = system ? [] : shown.flatMap((code, k) =>
    marksOf(runs.a.events, code, tell).map((mark) => ({ ...mark, hue: k + 1 })));
  const scale = scaleOf(quantity, apart ? held.map(({ values }) => values) : null);
  const given = { quarters, scale, lines: held, marks, facts, cursor: place, onQuarter: go,
    title: apart ? t("explore.lines.apart", { label: quantity.label }) : quantity.label };
  return (size) => ({
    ...lines(given, size), name: `${view.a.scenario}-${quantity.name}`,
    note: noteOf(model, quantity, held, facts),
  });
}

// Those that were chosen, and the one that is looked at closely.
const statesOf = ({ view, runs }) => {
  const known = view.states.filter((code) => runs.a.units.state.includes(code));
  return known.length > 0 || !runs.a.units.state.includes(view.state) ? known : [view.state];
};

function labelOf(name, side, { b }) {
  if (b === null || side === "apart") return name;
  return `${name} ${side.toUpperCase()}`;
}

function bandOf(bands, side, quantity, code, runs) {
  const found = bands?.[side]?.[quantity.name];
  if (found === undefined || quantity.codes !== null) return null;
  const run = runs[side];
  const band = found(code === null ? 0 : run.units[quantity.per].indexOf(code));
  if (side === "a") return band;
  const empty = { low: NaN, lower: NaN, middle: NaN, upper: NaN, high: NaN };
  return runs.a.quarters.map((quarter) => band[run.quarters.indexOf(quarter)] ?? empty);
}

function noteOf({ spreadOf, view }, quantity, held, facts) {
  const notes = [];
  if (quantity.unit) notes.push(`${quantity.unit[0].toUpperCase()}${quantity.unit.slice(1)}.`);
  if (held.some(({ band }) => band !== null)) notes.push(t("explore.lines.bands", { runs: spreadOf }));
  if (view.b !== null && !view.apart) notes.push(t("explore.lines.sides"));
  if (facts.length > 0) {
    notes.push(t("explore.lines.facts", { facts: facts.slice(0, 4).map(({ words }) => words).join("; ") }));
    if (facts.length > 4) notes.push(t("explore.lines.facts.more", { n: facts.length - 4 }));
  }
  return notes.join(" ");
}

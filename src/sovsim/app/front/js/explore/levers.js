// The levers of a course: those of the scenario first, every number of the model behind a search.

import { h, replace } from "../core/dom.js";
import { t, tn } from "../core/texts.js";
import { createLever } from "./lever.js";
import { createSides } from "./sides.js";

const FOUND = 30; // as many as are listed at once
const FIRST = 6; // levers that stand open; more of the scenario's own follow on demand

//   move(side, name, value or null), reset(side)
export function createLevers({ move, reset }) {
  const list = h("div", { class: "lever-list" });
  const more = h("div", { class: "lever-list" });
  const rest = h("details", { class: "more-levers" }, h("summary", {}, t("explore.levers.more")), more);
  const search = h("input", { type: "search", id: "lever-search", autocomplete: "off",
    placeholder: t("explore.levers.hint"), oninput: () => find() });
  const status = h("p", { class: "small", role: "status" });
  const found = h("div", { class: "lever-list" });
  const all = h("details", { class: "all-levers", ontoggle: () => find() },
    h("summary", {}, t("explore.levers.all")),
    h("label", { class: "field", for: "lever-search" },
      h("span", { class: "field-name" }, t("explore.levers.search")), search), status, found);
  const sides = createSides("explore.levers.of", () => show(model));
  const clear = h("button", { type: "button", onclick: () => reset(sides.shown()) }, t("explore.levers.reset"));
  const element = h("section", { class: "levers", aria: { labelledby: "levers-title" } },
    h("div", { class: "levers-head" }, h("h2", { id: "levers-title" }, t("explore.levers")), sides.element, clear),
    list, rest, all);
  let model = null;
  let built = null;
  let shown = [];
  let foundLevers = [];
  let told = []; // what the levers stand at

  const make = (name) => {
    const about = aboutOf(name, model.content);
    return about && createLever(about, model.content, { move: (value) => move(sides.shown(), name, value) });
  };

  function build() {
    const { content, view } = model;
    const side = sides.shown();
    const { scenario } = view[side];
    const key = `${side} ${scenario}`;
    if (key === built) return;
    built = key;
    shown = content.scenarios[scenario].levers.map(make).filter(Boolean);
    replace(list, shown.slice(0, FIRST).map((one) => one.element));
    replace(more, shown.slice(FIRST).map((one) => one.element));
    rest.hidden = shown.length <= FIRST;
    find();
  }

  function find() {
    if (!all.open || model === null) {
      foundLevers = [];
      replace(found);
      return;
    }
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const { parameters } = model.content;
    const names = Object.keys(parameters).filter((name) => {
      const text = `${name} ${parameters[name].label} ${parameters[name].meaning}`.toLowerCase();
      return words.every((word) => text.includes(word));
    });
    status.textContent = tn("explore.levers.found", names.length,
      { shown: Math.min(names.length, FOUND) });
    foundLevers = names.slice(0, FOUND).map(make).filter(Boolean);
    replace(found, foundLevers.map((one) => one.element));
    values();
  }

  function values() {
    const { view, usual } = model;
    const side = sides.shown();
    const { set } = view[side];
    if (told[0] === set && told[1] === usual[side] && told[2] === shown && told[3] === foundLevers) return;
    told = [set, usual[side], shown, foundLevers];
    clear.hidden = Object.keys(set).length === 0;
    for (const lever of [...shown, ...foundLevers]) {
      const given = usualOf(lever.name, usual[side]);
      lever.show(set[lever.name] ?? null, ...(Array.isArray(given) ? [(given[0] + given[1]) / 2, given] : [given]));
    }
  }

  function show(next) {
    model = next;
    sides.show(model.view.b !== null);
    build();
    values();
  }

  return { element, show };
}

// What a lever is: a parameter, or a start value of somebody.
function aboutOf(name, { parameters, columns, units }) {
  if (Object.hasOwn(parameters, name)) return { ...parameters[name], name };
  const [, unit, column] = name.split(".");
  if (!Object.hasOwn(columns, column)) return null;
  const { label, meaning, unit: measured, low, high, codes, claims } = columns[column];
  const who = units[unit]?.name ?? t("explore.levers.hegemon");
  return {
    name, label: t("explore.levers.start", { who, label }), meaning, unit: measured, low, high, claims,
    whole: codes !== null, status: "start", because: "",
  };
}

// The value that a scenario gives itself; two where every run draws its own between them.
function usualOf(name, usual) {
  if (usual === null) return null;
  if (Object.hasOwn(usual.parameters, name)) return usual.parameters[name].value;
  const [, unit, column] = name.split(".");
  const declared = usual.columns[column];
  if (declared === undefined || usual.start[column] === undefined) return null;
  const place = declared.per === "system" ? 0 : usual.units[declared.per].indexOf(unit);
  return usual.start[column][place] ?? null;
}

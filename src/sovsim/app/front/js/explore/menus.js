// What is looked at: on the map, as lines, of which states.

import { h, replace } from "../core/dom.js";
import { t } from "../core/texts.js";
import { quantityOf } from "../model/quantity.js";
import { createOnce } from "./once.js";
import { isShown, MOST_LINES, MOST_STATES } from "./view.js";

const GROUPS = ["first", "others", "parts", "system"];

//   choose(patch of the view)
export function createMenus({ choose }) {
  const column = h("select", { id: "explore-column", onchange: () => choose({ column: column.value }) });
  const add = h("select", { id: "explore-add", onchange: () => {
    if (add.value !== "") choose({ lines: [...view.lines, add.value] });
  } });
  const lines = h("ul", { class: "chips" });
  const states = h("ul", { class: "chips" });
  const addState = h("select", { id: "explore-add-state", onchange: () => {
    if (addState.value !== "") choose({ states: [...view.states, addState.value] });
  } });
  const field = (id, key, control) => h("div", { class: "field" },
    h("label", { class: "field-name", for: id }, t(key)), control);
  const chosen = (key, list, id, addKey, control) => h("div", { class: "field" },
    h("span", { class: "field-name" }, t(key)),
    h("div", { class: "chosen" }, list, h("label", { class: "unseen", for: id }, t(addKey)), control));
  const first = field("explore-column", "explore.column", column);
  const element = h("div", { class: "menus" },
    chosen("explore.states", states, "explore-add-state", "explore.states.add", addState),
    chosen("explore.lines", lines, "explore-add", "explore.lines.add", add));
  let view = null;
  let filled = null;

  const chip = (label, act, hue) => h("li", { class: `chip${hue ? ` series-${hue}` : ""}` },
    hue ? h("span", { class: "chip-line", aria: { hidden: "true" } }) : null, label,
    h("button", { type: "button", class: "quiet", onclick: act, aria: { label: t("explore.remove", { label }) } }, "×"));

  const once = createOnce();
  return {
    first, element, // the choice for the map stands by itself
    show({ view: next, content }) {
      view = next;
      once([content, view.column, view.lines, view.states], () => paint(content));
    },
  };

  function paint(content) {
    if (filled !== content) {
      filled = content;
      replace(column, optionsOf(content));
      replace(add, h("option", { value: "" }, t("explore.lines.add")), optionsOf(content));
    }
    column.value = view.column;
    add.value = "";
    add.hidden = view.lines.length >= MOST_LINES;
    replace(lines, view.lines.map((name) => chip(quantityOf(content, name).label, () =>
      choose({ lines: view.lines.filter((one) => one !== name) }))));
    replace(states, view.states.map((code, k) => chip(content.units[code].name, () =>
      choose({ states: view.states.filter((one) => one !== code) }), k + 1)));
    const others = Object.entries(content.units).filter(([code, { kind }]) =>
      kind === "state" && !view.states.includes(code));
    replace(addState, h("option", { value: "" }, t("explore.states.add")),
      others.map(([code, { name }]) => h("option", { value: code }, name)));
    addState.hidden = view.states.length >= MOST_STATES;
  }
}

// Variables that a menu offers first, the others, parts of variables, what is of the whole system.
function optionsOf(content) {
  const groups = Object.fromEntries(GROUPS.map((name) => [name, []]));
  for (const [name, { per, headline, label }] of Object.entries(content.variables)) {
    if (!isShown(content, name)) continue;
    groups[per === "system" ? "system" : headline ? "first" : "others"].push([name, label]);
  }
  for (const [name, { variable, per, label }] of Object.entries(content.columns)) {
    if (Object.hasOwn(content.variables, name) || !isShown(content, name)) continue;
    const whole = content.variables[variable];
    const alone = !isShown(content, variable);
    groups[per === "system" ? "system" : !alone ? "parts" : whole.headline ? "first" : "others"]
      .push([name, label]);
  }
  return GROUPS.map((name) => h("optgroup", { label: t(`explore.group.${name}`) },
    groups[name].sort((a, b) => a[1].localeCompare(b[1]))
      .map(([value, label]) => h("option", { value }, label))));
}

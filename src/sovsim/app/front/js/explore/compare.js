// A second course on the same noise: another scenario, or other levers; and where the two part.

import { h, replace } from "../core/dom.js";
import { t } from "../core/texts.js";
import { courseOf } from "./reading.js";
import { quantityOf } from "../model/quantity.js";

const TINY = 1e-9;

//   begin(), end(), choose(scenario), apart(whether), go(place)
export function createCompare({ begin, end, choose, apart, go }) {
  const start = h("button", { type: "button", onclick: begin }, t("explore.compare.begin"));
  const picker = h("select", { id: "explore-other", onchange: () => choose(picker.value) });
  const stop = h("button", { type: "button", onclick: end }, t("explore.compare.end"));
  const box = h("input", { type: "checkbox", id: "explore-apart", onchange: () => apart(box.checked) });
  const where = h("p", { class: "divergence", role: "status" });
  const controls = h("div", { class: "compare-controls" },
    h("label", { class: "field", for: "explore-other" },
      h("span", { class: "field-name" }, t("explore.compare.other")), picker),
    h("label", { class: "check", for: "explore-apart" }, box, ` ${t("explore.compare.apart")}`), stop);
  const element = h("section", { class: "compare", aria: { label: t("explore.compare") } }, start, controls, where);
  let told = { a: null, b: null };
  return {
    element,
    show({ view, content, runs }) {
      start.hidden = view.b !== null;
      controls.hidden = where.hidden = view.b === null;
      if (view.b === null) return;
      const { region } = content.scenarios[view.a.scenario];
      replace(picker, Object.entries(content.scenarios).filter(([, one]) => one.region === region)
        .map(([name, { title }]) => h("option", { value: name }, name === view.a.scenario
          ? t("explore.compare.same", { title }) : title)));
      picker.value = view.b.scenario;
      box.checked = view.apart;
      if (runs.a === null || runs.b === null || (told.a === runs.a && told.b === runs.b)) return;
      told = runs;
      replace(where, partingOf(runs, content, go));
    },
  };
}

// Where a value first differs, and where a decision or another code does.
function partingOf(runs, content, go) {
  const value = firstApart(runs, content, false);
  const code = firstApart(runs, content, true);
  if (value === null && code === null) return t("explore.compare.never");
  const at = (found) => h("button", { type: "button", class: "quiet", onclick: () => go(found.place) },
    found.place === 0 ? t("explore.at-start") : runs.a.quarters[found.place]);
  const who = ({ code: unit, quantity }) => (unit === null ? "" : `${content.units[unit].name}: `) + quantity.label;
  return [
    value === null ? null : [t("explore.compare.value"), " ", at(value), `, ${who(value)}. `],
    code === null ? t("explore.compare.no-code") : [t("explore.compare.code"), " ", at(code),
      `, ${t("explore.compare.codes", { what: who(code), a: code.words[0], b: code.words[1] })}`],
  ];
}

function firstApart(runs, content, coded) {
  let found = null;
  for (const column of Object.keys(runs.a.series)) {
    const quantity = quantityOf(content, column);
    if (quantity === null || (quantity.codes !== null) !== coded || !["state", "system"].includes(quantity.per)) continue;
    for (const unit of quantity.per === "system" ? [null] : runs.a.units.state) {
      const [a, b] = [courseOf(quantity, runs.a, unit), courseOf(quantity, runs.b, unit, runs.a.quarters)];
      const place = a.findIndex((one, k) => b[k] !== null && Math.abs(one - b[k]) > TINY);
      if (place < 0 || (found !== null && found.place <= place)) continue;
      found = { place, quantity, code: unit,
        words: coded ? [quantity.codes[a[place]], quantity.codes[b[place]]] : [] };
    }
  }
  return found;
}

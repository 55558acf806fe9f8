// One lever: what it moves, how far, and what its usual value rests on.

import { claimList } from "../core/claims.js";
import { h } from "../core/dom.js";
import { clamp, exact } from "../core/numbers.js";
import { t } from "../core/texts.js";

const STEPS = 200;
const SHARE = "share"; // whose range says all
let count = 0;

// about: { name, label, meaning, unit, low, high, whole, status, claims, because }
//   move(value or null for the usual one)
//   -> { element, name, show(value or null, usual: number, [low, high] or null) }
export function createLever(about, content, { move }) {
  count += 1;
  const id = `lever-${count}`;
  const { low, high, whole } = about;
  const step = whole ? 1 : (high - low) / STEPS;
  let usual = null;
  const took = (text) => {
    const value = Number(text);
    if (text.trim() === "" || !Number.isFinite(value)) return;
    const kept = clamp(whole ? Math.round(value) : Number(value.toPrecision(6)), low, high);
    move(kept === usual ? null : kept);
  };
  const slider = h("input", { type: "range", id, min: low, max: high, step,
    aria: { describedby: `${id}-range` }, oninput: () => took(slider.value) });
  const field = h("input", { type: "number", min: low, max: high, step: "any", inputmode: "decimal",
    aria: { label: t("explore.lever.value", { label: about.label }) }, onchange: () => {
      took(field.value);
      show(held);
    } });
  const reset = h("button", { type: "button", class: "quiet", onclick: () => move(null),
    aria: { label: t("explore.lever.reset", { label: about.label }) } }, t("explore.reset"));
  const unit = about.unit === "" || about.unit.startsWith(SHARE) ? "" : ` (${about.unit})`;
  const range = h("span", { class: "small", id: `${id}-range` });
  const element = h("div", { class: "lever" },
    h("label", { for: id }, about.label),
    h("div", { class: "lever-line" }, slider, field),
    h("div", { class: "lever-foot" }, range, reset),
    h("details", { class: "lever-about" }, h("summary", {}, t("explore.lever.about")),
      h("p", { class: "small" }, about.meaning),
      h("p", { class: "small" }, h("b", {}, t(`explore.status.${about.status}`)),
        about.because ? ` · ${about.because}` : ""),
      h("p", { class: "small" }, h("code", {}, about.name)),
      claimList(about.claims, content)));
  let held = null;

  function show(value) {
    held = value;
    const at = value ?? usual;
    if (at === null) return;
    if (document.activeElement !== slider || Number(slider.value) !== at) slider.value = String(at);
    slider.setAttribute("aria-valuetext", exact(at));
    if (document.activeElement !== field) field.value = String(Number(at.toPrecision(value === null ? 4 : 6)));
    reset.hidden = value === null;
    element.classList.toggle("moved", value !== null);
  }

  return {
    element, name: about.name,
    show(value, given, drawn = null) {
      if (given !== null) usual = Number(given.toPrecision(6));
      const said = drawn === null ? (usual === null ? "–" : exact(usual))
        : t("explore.lever.drawn", { low: exact(drawn[0]), high: exact(drawn[1]) });
      range.textContent = t("explore.lever.range", { unit, low: exact(low), high: exact(high), usual: said });
      show(value);
    },
  };
}

// Chance: the seed of the noise, and the number of the run within it.

import { h } from "../core/dom.js";
import { t } from "../core/texts.js";

const MOST = Number.MAX_SAFE_INTEGER;

//   choose({ seed } or { run })
export function createSeed({ choose }) {
  const whole = (field, name) => {
    const value = Number(field.value);
    if (field.value.trim() !== "" && Number.isInteger(value) && value >= 0 && value <= MOST) choose({ [name]: value });
  };
  const seed = h("input", { type: "number", id: "explore-seed", min: "0", step: "1", inputmode: "numeric",
    onchange: () => whole(seed, "seed") });
  const run = h("input", { type: "number", id: "explore-run", min: "0", step: "1", inputmode: "numeric",
    onchange: () => whole(run, "run") });
  const another = h("button", { type: "button", onclick: () => choose({ run: Number(run.value) + 1 }) },
    t("explore.another"));
  const element = h("div", { class: "seed", role: "group", aria: { label: t("explore.chance") } },
    h("label", { class: "field", for: "explore-seed" }, h("span", { class: "field-name" }, t("explore.seed")), seed),
    h("label", { class: "field", for: "explore-run" }, h("span", { class: "field-name" }, t("explore.run")), run),
    another, h("p", { class: "small" }, t("explore.chance.words")));
  return {
    element,
    show({ view }) {
      if (document.activeElement !== seed) seed.value = String(view.a.seed);
      if (document.activeElement !== run) run.value = String(view.a.run);
    },
  };
}

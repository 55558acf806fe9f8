// A choice between A and B, where there are two.

import { h } from "../core/dom.js";
import { t } from "../core/texts.js";

const SIDES = ["a", "b"];

//   change(side) -> { element, shown() -> "a" | "b", show(whether there are two) }
export function createSides(key, change) {
  let side = SIDES[0];
  const buttons = SIDES.map((one) => h("button", { type: "button", aria: { pressed: "false" }, onclick: () => {
    side = one;
    change(one);
  } }, one.toUpperCase()));
  const element = h("div", { class: "segments", role: "group", aria: { label: t(key) } }, buttons);
  return {
    element, shown: () => side,
    show(two) {
      if (!two) [side] = SIDES;
      element.hidden = !two;
      buttons.forEach((button, k) => button.setAttribute("aria-pressed", String(SIDES[k] === side)));
    },
  };
}

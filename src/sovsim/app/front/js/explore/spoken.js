// What a changed course comes to, said to readers of screens once no lever moves any more.

import { number } from "../core/numbers.js";
import { t } from "../core/texts.js";
import { quantityOf, valueIn } from "../model/quantity.js";

const REST = 600; // milliseconds

//   announce(words)
export function createSpoken({ announce }) {
  let known = null; // the course that was shown last
  let timer = null;
  return {
    show(model) {
      const { a } = model.runs;
      if (a === null || a === known) return;
      const first = known === null;
      known = a;
      clearTimeout(timer);
      if (!first) timer = setTimeout(() => announce(wordsOf(model)), REST);
    },
    close: () => clearTimeout(timer),
  };
}

// The quantity on the map, of the state that is looked at.
function wordsOf({ view, runs: { a }, content, place }) {
  const quantity = quantityOf(content, view.column);
  const known = quantity.per === "system" || a.units[quantity.per].includes(view.state);
  if (!known) return t("explore.spoken.new");
  const value = valueIn(quantity, a, place, view.state);
  return t("explore.spoken", { label: quantity.label, quarter: a.quarters[place],
    who: quantity.per === "system" ? "" : content.units[view.state].name,
    value: quantity.codes?.[value] ?? number(value, 2) });
}

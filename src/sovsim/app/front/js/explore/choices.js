// Decisions of a quarter: what was open, what spoke for each option, how likely each was, and how
// chance chose among them.

import { claimList } from "../core/claims.js";
import { h, replace } from "../core/dom.js";
import { number, percent, signed } from "../core/numbers.js";
import { t } from "../core/texts.js";
import { stacked } from "../core/stacked.js";
import { modelsTongue } from "../core/tongue.js";
import { wide } from "../core/wide.js";
import { decisionsOf } from "../telling/decided.js";
import { nameOf } from "../telling/names.js";
import { capitalised } from "../telling/patterns.js";

const MOTIVES = 4; // that are listed beside an option

//   first: decision that is opened, where nobody has picked one
export function createChoices(first = null) {
  const picker = h("select", { id: "explore-choice", onchange: () => {
    chosen = picker.value;
    paint();
  } });
  const field = h("label", { class: "field", for: "explore-choice" },
    h("span", { class: "field-name" }, t("explore.choice.which")), picker);
  const inside = h("div", {});
  const element = h("div", { class: "choices" }, h("h3", {}, t("explore.choice")), field, inside);
  let model = null;
  let ledgers = null;
  let chosen = "";

  function paint() {
    const { content, view } = model;
    const of = (told) => (told ? told.choices.flatMap(({ ledger, imposed, quarter }) =>
      decisionsOf(ledger, view.state, content, imposed).map((one) => ({ ...one, quarter }))) : []);
    const [a, b] = [of(ledgers?.a), of(ledgers?.b)];
    field.hidden = a.length === 0;
    if (a.length === 0) {
      replace(inside, h("p", {}, t(ledgers === null ? "explore.why.start" : "explore.choice.none")));
      return;
    }
    replace(picker, a.map((one) => h("option", { value: keyOf(one) }, titleOf(one, content))));
    const shown = a.find((one) => keyOf(one) === chosen) ??
      a.find(({ decision }) => decision === first) ?? a[0];
    picker.value = keyOf(shown);
    const other = b.find((one) => keyOf(one) === keyOf(shown));
    replace(inside, sideOf(shown, b.length > 0 ? "A" : null), other ? sideOf(other, "B") : null,
      claimList(shown.claims, content));
  }

  return {
    element,
    show(next, found) {
      [model, ledgers] = [next, found];
      paint();
    },
  };
}

const keyOf = ({ decision, actor, target }) => [decision, actor, target].join(" ");

function titleOf({ label, actor, target, quarter }, content) {
  const about = target === "" ? "" : ` (${nameOf(content, target)})`;
  const who = nameOf(content, actor);
  return `${label.includes(who) ? "" : `${who}: `}${label}${about}, ${quarter}`;
}

function sideOf({ quarter, sentence, how, turned, options }, side) {
  return h("div", { class: "choice" },
    h("p", {}, side === null ? "" : h("b", {}, `${side}: `),
      h("span", { lang: modelsTongue() },
        t("explore.choice.said", { quarter, sentence: capitalised(sentence) }))),
    h("p", { class: "small", lang: modelsTongue() }, `${how} ${turned}`),
    wide(stacked(h("table", { class: "options" },
      h("thead", {}, h("tr", {}, ["option", "probability", "span", "utility", "motives"].map((key) =>
        h("th", { scope: "col" }, t(`explore.choice.${key}`))))),
      h("tbody", {}, options.map(rowOf))))));
}

function rowOf({ label, chosen, probability, low, high, utility, motives }) {
  return h("tr", { class: chosen ? "taken" : null },
    h("th", { scope: "row" }, chosen ? "✓ " : "", label),
    h("td", {}, h("span", { class: "share", aria: { hidden: "true" }, style: { "--share": String(probability) } }),
      ` ${percent(probability)}`),
    h("td", { class: "number" }, probability > 0 ? `${number(low, 3)}–${number(high, 3)}` : "–"),
    h("td", { class: "number" }, number(utility, 2)),
    h("td", { class: "small", lang: modelsTongue() },
      motives.filter(({ value }) => Math.abs(value) >= 0.005).slice(0, MOTIVES)
        .map((one) => `${one.label} ${signed(one.value, 2)}`).join("; ")));
}

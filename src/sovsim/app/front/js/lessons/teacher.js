// What only who teaches needs: the hour, what usually comes out, what cannot be shown.

import { h, replace } from "../core/dom.js";
import { percent } from "../core/numbers.js";
import { prose } from "../core/prose.js";
import { t } from "../core/texts.js";

export function teacherPage(root, { content }, { steps, teacher, name }) {
  const asked = steps.filter((step) => step.kind === "predict");
  replace(root,
    h("h3", {}, t("teacher.plan")), h("ol", {}, teacher.plan.map((one) => h("li", {}, one))),
    h("h3", {}, t("teacher.usual")), prose(teacher.usual),
    asked.map(expected),
    h("h3", {}, t("teacher.cannot")), prose(teacher.cannot),
    h("h3", {}, t("teacher.misread")), prose(teacher.misread),
    h("p", {}, h("button", { type: "button", onclick: () => window.print() }, t("play.debrief.print"))),
    h("p", { class: "small" }, t("teacher.made", { name, version: content.about.version })));
}

function expected({ question, options, outcome }) {
  if (!outcome.expected || outcome.expected.length === 0) return null;
  return h("table", {},
    h("caption", {}, question),
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("teacher.answer")),
      h("th", { scope: "col", class: "number" }, t("teacher.share", { runs: outcome.runs ?? 64 })))),
    h("tbody", {}, options.map((option, place) => h("tr", {},
      h("th", { scope: "row" }, option),
      h("td", { class: "number" }, percent(outcome.expected[place]))))));
}
